@testable import MailParsing

/// Parameters of RFC 2231: names without line ends, and what is written reads back.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let value = ParameterizedValue(reading: bytes)
    for name in ["filename", "name", "charset", "boundary"] {
        guard let text = value.text(name) else { continue }
        precondition(!text.utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 })
        guard !text.isEmpty, text.utf8.count < 900 else { continue }
        let written = "a/b; " + ParameterWriter.words("filename", text).joined(separator: " ")
        precondition(
            ParameterizedValue(reading: Array(written.utf8)).text("filename")?.utf8.elementsEqual(text.utf8)
                == true)
    }
    return 0
}

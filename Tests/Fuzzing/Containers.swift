@testable import MailParsing

/// TNEF and uuencode: every file lies inside what held it.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    if let container = TNEF(reading: bytes) {
        precondition(container.attachments.allSatisfy { $0.content.count <= bytes.count })
    }
    for file in UUEncoding.files(in: bytes) { precondition(file.range.upperBound <= bytes.count) }
    return 0
}

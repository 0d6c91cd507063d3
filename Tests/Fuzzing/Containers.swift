@testable import MailParsing

/// TNEF, its rich text, signatures and uuencode: every file lies inside what held it.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    if let container = TNEF(reading: bytes) {
        precondition(container.attachments.allSatisfy { $0.content.count <= 3 * bytes.count + 8_388_608 })
    }
    for file in UUEncoding.files(in: bytes) { precondition(file.range.upperBound <= bytes.count) }
    if let text = CompressedRTF.decode(bytes, limit: 65_536) { precondition(text.count < 65_600) }
    _ = RTFText(reading: bytes)?.text
    if let signed = SignedData(reading: bytes) { precondition((signed.content?.count ?? 0) <= bytes.count) }
    _ = PGPSignature.key(in: bytes)
    return 0
}

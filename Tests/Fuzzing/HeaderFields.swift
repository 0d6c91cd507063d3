@testable import MailParsing

/// Header blocks: every field lies inside, in order, and the body begins behind the last one.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let block = HeaderBlock(in: bytes, bytes.indices, limits: .standard)
    var end = 0
    for field in block.fields {
        precondition(field.nameRange.lowerBound >= end && field.valueRange.upperBound <= bytes.count)
        end = field.valueRange.upperBound
        precondition(!field.value.utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 })
    }
    precondition(block.bodyStart >= end && block.bodyStart <= bytes.count)
    _ = MessageHeader(block.fields, limits: .standard).defects
    return 0
}

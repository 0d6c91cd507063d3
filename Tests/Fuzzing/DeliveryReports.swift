@testable import MailParsing

/// Delivery reports, receipts and the text of bounces.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    for recipient in DeliveryReport(reading: bytes).recipients {
        precondition(recipient.address?.utf8.contains { $0 == 0x0A || $0 == 0x0D } != true)
    }
    _ = ReadReceipt(reading: bytes)
    _ = BounceText(bytes, excluding: []).recipients
    return 0
}

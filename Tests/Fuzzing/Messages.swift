@testable import MailParsing

/// Whole messages: reading never traps, answers the same each time, and invents no octet.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let message = Message(reading: bytes)
    precondition(message.bytes == bytes)
    precondition(Message(reading: bytes).visibleText == message.visibleText)
    precondition(message.from.allSatisfy { !$0.address.utf8.contains { $0 == 0x0A || $0 == 0x0D } })
    precondition(message.defects.allSatisfy { ($0.offset ?? 0) <= bytes.count })
    return 0
}

@testable import MailParsing

/// Address fields and identifiers: no address and no identifier holds a line end.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    for mailbox in AddressList(reading: bytes).mailboxes {
        let text = (mailbox.name ?? "") + mailbox.address
        precondition(!text.utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 })
    }
    for identifier in MessageID.list(in: bytes) {
        precondition(!identifier.text.utf8.contains { $0 < 0x20 || $0 == 0x7F })
    }
    return 0
}

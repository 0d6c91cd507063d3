/// One header value, read as each kind of field: addresses, identifiers, dates, parameters, encoded words.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    _ = AddressList(reading: bytes).mailboxes
    _ = MessageID.list(in: bytes)
    _ = MailDate.unixSeconds(of: bytes)
    _ = ParameterizedValue(reading: bytes)
    // What a person reads in a header has no line ends, whatever the words were made of.
    precondition(!EncodedWord.decode(bytes).utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 })
    return 0
}

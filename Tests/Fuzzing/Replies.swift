/// Reply texts: the first octet chooses plain text or HTML; the rest is the body.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    let split = bytes.first.map { $0 & 1 == 0 } == true ? ReplySplit(plain: text) : ReplySplit(html: text)
    precondition(split.visible.utf8.count + split.quoted.utf8.count <= 16 * text.utf8.count + 64)
    return 0
}

@testable import MailParsing

/// Reply texts: the first octet chooses plain text or HTML; the rest is the body, none of which is lost.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    let isPlain = bytes.first.map { $0 & 1 == 0 } == true
    let split = isPlain ? ReplySplit(plain: text) : ReplySplit(html: text)
    precondition(split.visible.utf8.count + split.quoted.utf8.count <= 16 * text.utf8.count + 64)
    guard isPlain else { return 0 }
    func letters(_ text: String) -> Int {
        text.utf8.count { !$0.isWhitespace && $0 != UInt8(ascii: ">") }
    }
    precondition(letters(split.visible) + letters(split.quoted) >= letters(text) - 3)
    return 0
}

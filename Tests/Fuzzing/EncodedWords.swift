@testable import MailParsing

/// Encoded words: what a person reads in a header has no line ends, whatever the words were made of.
///
/// What the writer makes of that text reads back as the same text.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let text = EncodedWord.decode(bytes)
    precondition(!text.utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 })
    let words = EncodedWord.encode(text.utf8).joined(separator: " ")
    precondition(EncodedWord.decode(Array(words.utf8)).utf8.elementsEqual(text.utf8))
    return 0
}

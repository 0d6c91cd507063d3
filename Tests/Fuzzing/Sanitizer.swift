@testable import MailParsing

/// The sanitiser: nothing that runs comes out, and sanitising again changes nothing.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let harmless = HTMLSanitizer(String(decoding: bytes, as: UTF8.self)).html
    let output = Array(harmless.utf8)
    for element in [
        "<script", "<style", "<iframe", "<object", "<embed", "<svg", "<math", "<base", "<meta", "<form",
    ] {
        precondition(!output.containsIgnoringCase(element))
    }
    let again = HTMLSanitizer(harmless).html
    precondition(HTMLSanitizer(again).html == again)
    return 0
}

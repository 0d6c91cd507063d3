@testable import MailParsing

/// HTML to text: no more comes out than went in, links and marks of quotations aside.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let text = HTMLText(bytes)
    precondition(text.text.count <= 16 * bytes.count + 64)
    _ = HTMLText(bytes, showsTargets: false).body
    return 0
}

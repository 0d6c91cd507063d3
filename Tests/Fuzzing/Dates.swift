@testable import MailParsing

/// Dates: any text is one or none, and one that is written reads back.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let seconds = MailDate.unixSeconds(of: bytes) else { return 0 }
    guard (-2_208_988_800...253_402_300_799).contains(seconds) else { return 0 }
    precondition(MailDate.unixSeconds(of: Array(DateText.rfc5322(seconds).utf8)) == seconds)
    return 0
}

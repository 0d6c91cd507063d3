@testable import TallyCore

/// `Authentication-Results` fields: half a judgement is none, and what is read is bounded.
@c(LLVMFuzzerTestOneInput)
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let results = AuthenticationResults(bytes) else { return 0 }
    precondition(results.findings.count <= 50)
    precondition(results.findings.allSatisfy { $0.properties.count <= bytes.count })
    return 0
}

import TallyWeb
import Testing

@Suite("Reference numbers of requests") struct RequestIDTests {
    @Test func `no two are alike, and each is sixteen hexadecimal digits`() {
        let texts = Set((0..<10_000).map { _ in RequestID().text })
        #expect(texts.count == 10_000)
        #expect(
            texts.allSatisfy {
                $0.utf8.count == 16 && $0.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
            })
    }
}

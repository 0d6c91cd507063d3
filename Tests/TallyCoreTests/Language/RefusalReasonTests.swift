import Foundation
import TallyCore
import Testing

@Suite("Why a field is refused") struct RefusalReasonTests {
    @Test func `reasons alike in words are alike`() {
        #expect(RefusalReason(.tooLong) == "is too long")
        #expect(RefusalReason(.atMost, ["limit": "20"]).english == "must be at most 20")
        #expect(RefusalReason(.atMost, ["limit": "20"]) != RefusalReason(.atMost, ["limit": "21"]))
    }

    /// What the desk refuses may be told by mail; what only the API and the command line refuse is in English.
    @Test func `every reason that the desk gives is a phrase that languages can have`() throws {
        let known = Set(RefusalPhrase.allCases.map(\.rawValue))
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        var count = 0
        for module in ["TallyCore", "TallyStore"] {
            let folder = sources.appending(path: module)
            for case let name as String in try #require(FileManager.default.enumerator(atPath: folder.path))
            where name.hasSuffix(".swift") {
                let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
                for found in text.matches(of: #/(problem|absent):(?: \w+ \?)? "((?:[^"\\]|\\.)*)"/#) {
                    count += 1
                    let reason = String(found.2).replacing("\\\"", with: "\"")
                    #expect(known.contains(reason), "\(name): \(reason)")
                }
            }
        }
        #expect(count > 40)
    }
}

import Foundation

/// Checks of the corpus that come out otherwise, each with the reason: why ours is right, or why nobody can say.
enum Differences {
    private struct Entry: Decodable {
        let check: String
        let reason: String
    }

    /// `ID FIELD` of the checks of a set; each has a reason in words.
    static func listed(for set: String) throws -> Set<String> {
        let file = CorpusCase.folder.appending(path: "differences.json")
        let lists = try JSONDecoder().decode([String: [Entry]].self, from: Data(contentsOf: file))
        let entries = lists[set] ?? []
        precondition(entries.allSatisfy { $0.reason.utf8.count > 20 }, "a difference without a reason")
        return Set(entries.map(\.check))
    }
}

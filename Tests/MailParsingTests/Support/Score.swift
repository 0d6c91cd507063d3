/// How many checks of a set came out as expected, by source.
struct Score {
    let set: String
    /// `ID FIELD` of every check that did not.
    private(set) var wrong: Set<String> = []
    private var right: [String: Int] = [:]
    private var all: [String: Int] = [:]

    init(set: String) { self.set = set }

    mutating func note(_ example: CorpusCase, _ field: String, _ isRight: Bool) {
        all[example.source, default: 0] += 1
        if isRight { right[example.source, default: 0] += 1 } else { wrong.insert("\(example.id) \(field)") }
    }

    var sources: [String] { all.keys.sorted() }

    var count: Int { all.values.reduce(0, +) }

    var perMille: Double { Double(right.values.reduce(0, +)) * 1_000 / Double(max(count, 1)) }

    func perMille(of source: String) -> Double {
        Double(right[source, default: 0]) * 1_000 / Double(max(all[source, default: 0], 1))
    }

    /// A line for each source, which `make corpus` shows.
    func print() {
        for source in sources {
            Swift.print(
                "corpus: \(set) \(source): \(right[source, default: 0]) of \(all[source, default: 0])")
        }
    }
}

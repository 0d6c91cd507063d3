@testable import TallyStore

extension TestDesk {
    /// Does to the database, beside the store, what no desk would.
    func spoil(_ script: String) throws {
        let connection = try Connection(path: directory + "/tally.db", isReadOnly: false)
        try connection.run(script: script)
    }
}

package import TallyCore

/// Filling a database with sample records.
extension SQLiteStore {
    /// How many tickets are written in one transaction.
    private static let batch = 1_000

    /// Adds sample people and tickets, the same for the same seed and end.
    ///
    /// - Parameters:
    ///   - count: how many tickets.
    ///   - now: the moment the sample's history ends.
    ///   - progress: told how many tickets are written, after each batch.
    package func loadSamples(
        _ count: Int, seed: UInt64, until now: Timestamp, progress: @Sendable (Int) -> Void = { _ in }
    ) throws(DeskError) {
        var random = SampleRandom(seed: seed)
        let population = try transaction { (records) throws(DeskError) in
            try SamplePopulation(
                tickets: count, now: now, random: &random, into: records,
                isTaken: { address throws(DeskError) in try records.person(with: address) != nil })
        }
        var desk = SampleDesk(population, count: count, now: now, random: random)
        var done = 0
        while done < count {
            let end = min(done + Self.batch, count)
            try transaction { (records) throws(DeskError) in
                for index in done..<end { _ = try records.add(desk.ticket(index)) }
            }
            while try records.mergeSearchIndex() {}
            done = end
            progress(done)
        }
    }

    /// Whether nobody wrote anything into the database yet: no person, no ticket.
    package func isEmpty() throws(DeskError) -> Bool {
        try transaction { (records) throws(DeskError) in
            try records.number("SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM ticket)") == 0
        }
    }
}

internal import TallyCore
internal import TallyStore

/// The command line at the desk: it works beside the daemon, on the same database.
extension Installation {
    func write<Result: Sendable>(
        _ body: @Sendable (any DeskRecords) throws(DeskError) -> Result
    ) async throws(ProgramError) -> Result {
        do throws(DeskError) { return try await store.write(body) } catch { throw failure(error) }
    }

    func read<Result: Sendable>(
        _ body: @Sendable (any DeskRecords) throws(DeskError) -> Result
    ) async throws(ProgramError) -> Result {
        do throws(DeskError) { return try await store.read(body) } catch { throw failure(error) }
    }

    /// Runs `body` at the desk, in a transaction that writes.
    func atDesk<Result: Sendable>(
        _ body: @Sendable (Desk) throws(DeskError) -> Result
    ) async throws(ProgramError) -> Result {
        let (settings, mint) = (settings, mint)
        return try await write { records throws(DeskError) in
            try body(Desk(records: records, settings: settings, mint: mint, now: SystemClock.now()))
        }
    }

    /// Runs `body` at the desk and on its records, in a transaction that writes.
    func administer<Result: Sendable>(
        _ body: @Sendable (Desk, any DeskRecords) throws(DeskError) -> Result
    ) async throws(ProgramError) -> Result {
        let (settings, mint) = (settings, mint)
        return try await write { records throws(DeskError) in
            try body(Desk(records: records, settings: settings, mint: mint, now: SystemClock.now()), records)
        }
    }

    /// Does something to each mail whose number the words name, each in a transaction of its own, and says so.
    static func changeEach(
        _ words: [String], _ environment: Environment, _ participle: String,
        _ body: @Sendable (Desk, Int64) throws(DeskError) -> Void
    ) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], operands: 1...1_000)
        let numbers = try arguments.numbers()
        let installation = try open(arguments.configurationFile(environment), environment: environment)
        for number in numbers {
            try await installation.atDesk { desk throws(DeskError) in try body(desk, number) }
            StandardStreams.writeError(line: "mail \(number): \(participle)")
        }
    }

    /// Writes a line for each element of a queue, page by page.
    func forEachPage<Element: Sendable>(
        _ page: @Sendable (any DeskRecords, Int64?) throws(DeskError) -> Page<Element>,
        _ line: (Element) -> [UInt8]
    ) async throws(ProgramError) {
        var last: Int64?
        repeat {
            let place = last
            let found = try await read { records throws(DeskError) in try page(records, place) }
            for element in found.elements { StandardStreams.writeOutput(line(element) + [0x0A]) }
            last = found.next
        } while last != nil
    }

    /// The end of the program that a desk's "no" leads to.
    func failure(_ error: DeskError) -> ProgramError {
        switch error {
        case .refused(.missing(let kind)): ProgramError(.noInput, "there is no such \(kind.noun)")
        case .refused(let refusal): ProgramError(.badInput, refusal.sentence(settings: settings))
        case .store(let failure):
            ProgramError(failure.isTransient ? .tryAgainLater : .internalError, failure.description)
        }
    }
}

/// The text without what a terminal would obey: people's mail may hold escape sequences, and signs that turn the
/// order of what follows (Unicode UAX 9 §2).
func printable(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        let isControl = scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
        let turns = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        scalars.append(isControl || turns ? "\u{FFFD}" : scalar)
    }
    return String(scalars)
}

extension Arguments {
    /// The operands as numbers of rows.
    func numbers() throws(ProgramError) -> [Int64] {
        var numbers: [Int64] = []
        for word in operands {
            guard let number = Int64(word), number > 0 else {
                throw ProgramError(.usage, "\(word) is no number of a mail; see --help")
            }
            numbers.append(number)
        }
        return numbers
    }
}

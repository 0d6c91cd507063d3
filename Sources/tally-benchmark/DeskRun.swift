internal import Glibc
internal import TallyCore
internal import TallyCryptography
internal import TallyStore

/// One size of a desk: a seeded database, and the time that each use case takes on it.
struct DeskRun {
    private let size: Int
    private let store: SQLiteStore
    private let mint: TokenMint
    private let settings: DeskSettings
    private let now = Timestamp(unixSeconds: 1_795_000_000)
    private let rounds = 1_000
    private let warmUp = 50

    init(folder: String, size: Int) throws {
        self.size = size
        let cryptography = SodiumCryptography()
        for path in [folder, "\(folder)/content"] { _ = unsafe mkdir(path, 0o700) }
        store = try SQLiteStore(
            path: "\(folder)/tally.db", contentDirectory: "\(folder)/content", cryptography: cryptography,
            clock: { Timestamp(unixSeconds: 1_795_000_000) })
        mint = TokenMint(
            keys: KeyRing(keys: [KeyRing.Key(id: 1, octets: Array(repeating: 3, count: 32))]),
            cryptography: cryptography)
        guard let address = MailAddress("support@acme.example") else { preconditionFailure("a constant") }
        settings = DeskSettings(
            siteName: "Acme IT", siteURL: "https://desk.acme.example", ticketPrefix: "TT", senderName: nil,
            senderAddress: address, mailboxes: [], defaultWorkloadLimit: 1_000_000)
    }

    func run() async throws {
        let began = ContinuousClock.now
        try await store.loadSamples(size, seed: 1, until: now)
        report("seed", [ContinuousClock.now - began])
        try await withThrowingTaskGroup { group in
            let upkeep = StoreUpkeep(store)
            group.addTask {
                while !Task.isCancelled {
                    try await upkeep.round()
                    try await Task.sleep(for: .seconds(1))
                }
            }
            try await measure()
            group.cancelAll()
        }
    }

    private func measure() async throws {
        let people = try await store.read { records throws(DeskError) in try records.people() }
        let staff = people.filter { $0.role == .staff }
        guard let admin = people.first(where: { $0.role == .admin }) else { return }
        let requesters = people.filter { $0.role == .employee }
        try await measureWriting(admin, staff, requesters)
        try await measureLists(admin, staff, requesters)
        try await measureSearch(admin, staff, requesters)
        try await measureDuplicates(admin, requesters)
        try await measureAnalytics()
    }

    private func measureAnalytics() async throws {
        let zone = ZoneRules.utc
        let today = CalendarDay(of: now, in: zone)
        let questions: [(name: String, days: Int, step: CalendarPeriod.Step, all: Bool)] = [
            ("analytics, a week by day", 7, .day, true), ("analytics, a month by day", 31, .day, true),
            ("analytics, a year by month", 365, .month, true), ("analytics, a year by day", 365, .day, true),
            ("analytics, a year, totals only", 365, .month, false),
        ]
        for question in questions {
            guard
                let period = CalendarPeriod(
                    from: today.adding(days: 1 - question.days), to: today, in: zone)
            else { continue }
            var query = AnalyticsQuery(period: period)
            query.step = question.step
            if !question.all { query.dimensions = [] }
            let (asked, now) = (query, now)
            _ = try await measured(question.name, rounds: 20) { _ throws(DeskError) in
                try await store.read { records throws(DeskError) in
                    try records.analytics(asked, at: now).totals.created
                }
            }
        }
    }

    // MARK: Writing

    private func measureWriting(_ admin: Person, _ staff: [Person], _ requesters: [Person]) async throws {
        let mine = try await measured("open a ticket") { index throws(DeskError) in
            let person = requesters[index % requesters.count]
            return try await write { desk throws(DeskError) in
                let comment = CommentDraft(
                    author: person.id, source: .api, text: "The printer in B2.\(index) jams again.",
                    isVerified: true)
                return try desk.open(
                    TicketDraft(subject: "Printer in B2.\(index)", requester: person.id), first: comment,
                    by: Desk.Actor(person: person, source: .api), isProven: true
                ).id
            }
        }
        _ = try await measured("claim") { index throws(DeskError) in
            try await write { desk throws(DeskError) in
                _ = try desk.claim(mine[index], by: Desk.Actor(person: admin, source: .api))
            }
        }
        let last = Int64(size)
        _ = try await measured("comment") { index throws(DeskError) in
            // All over the database, as long as it is: the ticket's rows are not in the page cache by chance.
            let ticket = Ticket.ID(rawValue: 1 + (Int64(index) * 7_919) % last)
            return try await write { desk throws(DeskError) in
                let comment = CommentDraft(
                    author: admin.id, source: .api, text: "We have ordered part \(index).", isVerified: true)
                _ = try desk.comment(on: ticket, comment, by: Desk.Actor(person: admin, source: .api))
            }
        }
    }

    // MARK: Reading

    private func measureLists(_ admin: Person, _ staff: [Person], _ requesters: [Person]) async throws {
        let lists: [(name: String, viewers: [Person], change: @Sendable (inout TicketQuery) -> Void)] = [
            ("list, everything, for an admin", [admin], { _ in }),
            ("list, everything, for staff", staff, { _ in }),
            ("list, one's own, for an employee", requesters, { _ in }),
            ("list, unfinished", staff, { $0.statuses = [.open, .inProgress, .waiting] }),
            (
                "list, open and unassigned", staff,
                {
                    $0.statuses = [.open]
                    $0.assignee = .nobody
                }
            ),
            ("list, held by the viewer", staff, { $0.assignee = .person($0.viewer.id) }),
            ("list, by creation", staff, { $0.order = .created }),
            ("list, by priority", staff, { $0.order = .priority }),
            ("list, by due time", staff, { $0.order = .due }),
            ("list, by service level", staff, { $0.order = .sla }),
            ("list, resolved and closed", staff, { $0.statuses = [.resolved, .closed] }),
        ]
        for list in lists {
            let totals = try await measured(list.name) { index throws(DeskError) in
                var query = TicketQuery(viewer: list.viewers[index % list.viewers.count])
                list.change(&query)
                let asked = query
                return try await store.read { records throws(DeskError) in try records.tickets(asked).total }
            }
            report(totals, of: list.name)
        }
        _ = try await measured("list, second page") { index throws(DeskError) in
            let viewer = staff[index % staff.count]
            return try await store.read { records throws(DeskError) in
                var query = TicketQuery(viewer: viewer)
                query.after = try records.tickets(query).next
                return try records.tickets(query).total
            }
        }
    }

    private static let searches = [
        "printer", "vpn drops", "\"second page\"", "Drucker Papier", "status:open printer", "打印机", "火",
        "プリンター",
        "프린터", "الطابعة", "принтер", "0x80000abc", "WS-4711", "locked account password", "imprim*", "thank*",
        "printer or drucker or imprimante", "printer -jams", "has:attachment error", "priority:critical vpn",
        "assignee:me printer", "is:unassigned", "created:30d heating", "nothingofthekind", "tag:vpn", "the",
        "hello thanks", "requester:alice password", "category:facilities", "B2.14",
    ]

    private func measureSearch(_ admin: Person, _ staff: [Person], _ requesters: [Person]) async throws {
        let totals = try await measured("search, all kinds") { index throws(DeskError) in
            try await search(Self.searches[index % Self.searches.count], staff[index % staff.count])
        }
        report(totals, of: "search, all kinds")
        for text in Self.searches {
            let totals = try await measured("search, \(text)", rounds: 20) { index throws(DeskError) in
                try await search(text, index % 2 == 0 ? admin : staff[index % staff.count])
            }
            report(totals, of: "search, \(text)")
        }
    }

    private func search(_ text: String, _ viewer: Person) async throws(DeskError) -> Int {
        let search = SearchQuery(text, now: now, in: .utc, prefix: "TT")
        var query = TicketQuery(viewer: viewer)
        query.words = search.words
        query.filters = search.filters
        query.order = .relevance
        let asked = query
        return try await store.read { records throws(DeskError) in try records.tickets(asked).total }
    }

    private func measureDuplicates(_ admin: Person, _ requesters: [Person]) async throws {
        let subjects = [
            "Printer in B2.14 jams on every page", "VPN drops all the time", "Drucker zieht kein Papier ein",
            "打印机冒烟", "Locked out of Excel", "No wireless in C3.20",
        ]
        let found = try await measured("duplicate check") { index throws(DeskError) in
            let question = DuplicateQuestion(
                subject: subjects[index % subjects.count], text: "It has been so since this morning.",
                requester: requesters[index % requesters.count].id)
            let (settings, mint, now) = (settings, mint, now)
            return try await store.read { records throws(DeskError) in
                try Desk(records: records, settings: settings, mint: mint, now: now)
                    .duplicates(of: question, for: admin).count
            }
        }
        report(found, of: "duplicate check")
    }

    // MARK: Measuring

    private func write<Result: Sendable>(
        _ body: @Sendable (Desk) throws(DeskError) -> Result
    ) async throws(DeskError) -> Result {
        let (settings, mint, now) = (settings, mint, now)
        return try await store.write { records throws(DeskError) in
            try body(Desk(records: records, settings: settings, mint: mint, now: now))
        }
    }

    private func measured<Result>(
        _ name: String, rounds: Int? = nil, _ body: (Int) async throws(DeskError) -> Result
    ) async throws -> [Result] {
        let rounds = rounds ?? self.rounds
        let warmUp = rounds == self.rounds ? warmUp : 5
        var results: [Result] = []
        var times: [Duration] = []
        for index in 0..<warmUp + rounds {
            let began = ContinuousClock.now
            results.append(try await body(index))
            if index >= warmUp { times.append(ContinuousClock.now - began) }
        }
        report(name, times)
        return results
    }

    private func report(_ name: String, _ times: [Duration]) {
        let sorted = times.map {
            Double($0.components.attoseconds) / 1e15 + Double($0.components.seconds) * 1e3
        }
        .sorted()
        let line: JSON = [
            "tickets": .integer(Int64(size)), "name": .string(name), "runs": .integer(Int64(sorted.count)),
            "p50_ms": .number(sorted[sorted.count / 2]),
            "p99_ms": .number(sorted[(sorted.count * 99 - 1) / 100]),
            "resident_mb": .number(Self.residentMegabytes),
        ]
        print(String(decoding: line.serialized(), as: UTF8.self))
    }

    private func report(_ totals: [Int], of name: String) {
        let line: JSON = [
            "tickets": .integer(Int64(size)), "name": .string("found: " + name),
            "most": .integer(Int64(totals.max() ?? 0)),
        ]
        print(String(decoding: line.serialized(), as: UTF8.self))
    }

    private static var residentMegabytes: Double {
        var pages: [UInt8] = Array(repeating: 0, count: 100)
        let file = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        let count = unsafe pages.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
        let fields = pages.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
        let resident = fields.dropFirst().first.flatMap { Double(String(decoding: $0, as: UTF8.self)) } ?? 0
        return resident * 4_096 / 1_048_576
    }
}

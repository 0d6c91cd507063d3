internal import TallyCore

/// Counts tickets for a period, its pieces and the groups of each dimension, in one pass.
///
/// Each of these is a cell. The ranks of times are found by going through the tickets once in the order of the times,
/// with a count for each cell, so no cell keeps times of its own.
struct AnalyticsTally {
    /// Absent times.
    private static let none = Int64.min

    /// What a ticket counts for.
    private struct Ticket {
        let createdAt: Int64
        let respondedAt: Int64
        let resolvedAt: Int64
        let isMerged: Bool
        /// Business time, `none` without a promise; and whether the promise was kept, -1 when there was none.
        let response: Int64
        let isResponseKept: Int8
        let resolution: Int64
        let isResolutionKept: Int8
        /// Its cell in each dimension.
        let groups: SIMD8<Int32>
    }

    /// What tickets have in common.
    private enum Part: Hashable {
        case nothing
        case number(Int64)
        case word(String)

        var key: String? {
            switch self {
            case .nothing: nil
            case .number(let number): String(number)
            case .word(let word): word
            }
        }
    }

    /// The figures of all cells, told apart.
    struct Counted {
        var totals = Analytics.Figures()
        var series: [Analytics.Figures] = []
        var groups: [Analytics.Dimension: [String?: Analytics.Figures]] = [:]
    }

    private let start: Int64
    private let end: Int64
    /// Where the pieces begin; their cells are 1 and on, cell 0 is the whole period.
    private let pieces: [Int64]
    private let dimensions: [Analytics.Dimension]
    private var cells: [Analytics.Figures]
    private var parts: [[Part: Int32]]
    private var tickets: [Ticket] = []
    private var places: [Int64: Int32] = [:]

    /// - Parameter dimensions: at most eight.
    init(
        pieces: [CalendarPeriod.Piece], of period: CalendarPeriod, by dimensions: [Analytics.Dimension]
    ) {
        start = period.start.milliseconds
        end = period.end.milliseconds
        self.pieces = pieces.map(\.start.milliseconds)
        self.dimensions = dimensions
        cells = Array(repeating: Analytics.Figures(), count: 1 + pieces.count)
        parts = Array(repeating: [:], count: dimensions.count)
    }

    /// Columns: as `countedTickets` selects them.
    mutating func add(_ row: Row) {
        var groups = SIMD8<Int32>(repeating: 0)
        for (index, dimension) in dimensions.enumerated() {
            groups[index] = cell(of: Self.part(dimension, of: row), in: index)
        }
        places[row.integer(0)] = Int32(tickets.count)
        let ticket = Ticket(
            createdAt: row.integer(1), respondedAt: row.optionalInteger(2) ?? Self.none,
            resolvedAt: row.optionalInteger(3) ?? Self.none, isMerged: row.flag(4),
            response: row.optionalInteger(5) ?? Self.none,
            isResponseKept: Int8(row.optionalInteger(6) ?? -1),
            resolution: row.optionalInteger(7) ?? Self.none,
            isResolutionKept: Int8(row.optionalInteger(8) ?? -1), groups: groups)
        tickets.append(ticket)
        if isCounted(ticket.createdAt) {
            forEachCell(of: ticket, at: ticket.createdAt) { $0.created += 1 }
        }
    }

    /// A resolution or a reopening; those of tickets that are not counted are left out.
    mutating func addMove(of ticket: Int64, at moment: Int64, isResolution: Bool) {
        guard let place = places[ticket] else { return }
        forEachCell(of: tickets[Int(place)], at: moment) {
            if isResolution { $0.resolved += 1 } else { $0.reopened += 1 }
        }
    }

    /// Everything that was added, counted and measured.
    mutating func counted() -> Counted {
        measure(at: \.respondedAt, business: \.response, kept: \.isResponseKept) { $0.firstResponse = $1 }
        measure(at: \.resolvedAt, business: \.resolution, kept: \.isResolutionKept) { $0.resolution = $1 }
        var counted = Counted()
        counted.totals = cells[0]
        counted.series = Array(cells[1..<1 + pieces.count])
        for (index, dimension) in dimensions.enumerated() {
            for (part, cell) in parts[index] {
                // A ticket that only moved outside of the period has a cell with nothing in it.
                guard cells[Int(cell)] != Analytics.Figures() else { continue }
                counted.groups[dimension, default: [:]].updateValue(cells[Int(cell)], forKey: part.key)
            }
        }
        return counted
    }

    // MARK: Cells

    private static func part(_ dimension: Analytics.Dimension, of row: Row) -> Part {
        func number(_ column: Int32) -> Part { row.optionalInteger(column).map { .number($0) } ?? .nothing }
        func word(_ column: Int32) -> Part { row.optionalText(column).map { .word($0) } ?? .nothing }
        return switch dimension {
        case .team: number(9)
        case .person: number(10)
        case .category: word(11)
        case .project: number(12)
        case .priority: word(13)
        }
    }

    private mutating func cell(of part: Part, in dimension: Int) -> Int32 {
        if let cell = parts[dimension][part] { return cell }
        let cell = Int32(cells.count)
        cells.append(Analytics.Figures())
        parts[dimension][part] = cell
        return cell
    }

    private func isCounted(_ moment: Int64) -> Bool { moment >= start && moment < end }

    private mutating func forEachCell(
        of ticket: Ticket, at moment: Int64, _ change: (inout Analytics.Figures) -> Void
    ) {
        change(&cells[0])
        if let piece = piece(of: moment) { change(&cells[piece]) }
        for index in dimensions.indices { change(&cells[Int(ticket.groups[index])]) }
    }

    /// The cell of the piece that a moment of the period is in.
    private func piece(of moment: Int64) -> Int? {
        var (low, high) = (0, pieces.count)
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low
    }

    // MARK: Ranks

    /// A time, and the ticket it was taken of.
    private struct Time {
        let length: Int64
        let moment: Int64
        let ticket: Int32
    }

    private mutating func measure(
        at moment: KeyPath<Ticket, Int64>, business: KeyPath<Ticket, Int64>, kept: KeyPath<Ticket, Int8>,
        _ keep: (inout Analytics.Figures, Analytics.Measure) -> Void
    ) {
        var walls: [Time] = []
        var businesses: [Time] = []
        var promises = Array(repeating: (kept: 0, broken: 0), count: cells.count)
        for (place, ticket) in tickets.enumerated() where !ticket.isMerged {
            let at = ticket[keyPath: moment]
            guard isCounted(at) else { continue }
            walls.append(Time(length: at - ticket.createdAt, moment: at, ticket: Int32(place)))
            let length = ticket[keyPath: business]
            if length != Self.none {
                businesses.append(Time(length: length, moment: at, ticket: Int32(place)))
            }
            let isKept = ticket[keyPath: kept]
            guard isKept >= 0 else { continue }
            forEachIndex(of: ticket, at: at) {
                if isKept == 1 { promises[$0].kept += 1 } else { promises[$0].broken += 1 }
            }
        }
        let (wall, work) = (spreads(of: walls), spreads(of: businesses))
        for cell in cells.indices {
            var measure = Analytics.Measure()
            (measure.wall, measure.business) = (wall[cell], work[cell])
            (measure.kept, measure.broken) = promises[cell]
            keep(&cells[cell], measure)
        }
    }

    private func forEachIndex(of ticket: Ticket, at moment: Int64, _ body: (Int) -> Void) {
        body(0)
        if let piece = piece(of: moment) { body(piece) }
        for index in dimensions.indices { body(Int(ticket.groups[index])) }
    }

    /// By nearest rank: always one of the times themselves.
    private func spreads(of times: [Time]) -> [Analytics.Spread] {
        var spreads = Array(repeating: Analytics.Spread(), count: cells.count)
        for time in times {
            forEachIndex(of: tickets[Int(time.ticket)], at: time.moment) { spreads[$0].count += 1 }
        }
        var seen = Array(repeating: 0, count: cells.count)
        for time in times.sorted(by: { $0.length < $1.length }) {
            forEachIndex(of: tickets[Int(time.ticket)], at: time.moment) { cell in
                seen[cell] += 1
                let count = spreads[cell].count
                if seen[cell] == (count + 1) / 2 { spreads[cell].median = .milliseconds(time.length) }
                if seen[cell] == (count * 9 + 9) / 10 {
                    spreads[cell].ninetieth = .milliseconds(time.length)
                }
            }
        }
        return spreads
    }
}

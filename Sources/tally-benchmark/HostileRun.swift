internal import MailParsing

/// Reads mails and bodies that are made to be slow, each family in sizes from 10 KB to 10 MB.
///
/// A reader whose work is proportional to its input needs twice the time for twice the size, whatever is inside. Of each
/// size the best turn counts; the first one is also where memory comes from.
struct HostileRun {
    private let sizes: [Int]
    /// How often each size has its turn: what disturbs one turn disturbs the sizes beside it too, and not all turns.
    private let rounds: Int
    /// A turn is as long as this at least, or the clock is measured.
    private let turnSeconds: Double

    /// Every size, or one of them for a second, so that a profiler sees it alone.
    init(size: Int?) {
        sizes = size.map { [$0] } ?? (0...10).map { 10_240 << $0 }
        rounds = size == nil ? 3 : 1
        turnSeconds = size == nil ? 0.02 : 1
    }

    /// - Parameter wanted: the name of a family, alone or behind what reads it and a colon; nil for all.
    func run(_ wanted: String?) {
        for family in HostileFamily.all {
            let reader = family.reader.rawValue
            if let wanted, wanted != family.name, wanted != "\(reader): \(family.name)" { continue }
            let inputs = sizes.map { family.input(of: $0) }
            let readings = inputs.map { family.reader.reading(of: $0) }
            var seconds = sizes.map { _ in Double.infinity }
            for _ in 0..<rounds {
                for (place, read) in readings.enumerated() {
                    seconds[place] = min(seconds[place], turn(read))
                }
            }
            let rates = zip(inputs, seconds).map { Double($0.count) / 1_000_000 / $1 }
            let growth = zip(seconds, seconds.dropFirst()).map { $1 / $0 }
            print(
                """
                {"family": "\(family.name)", "reader": "\(reader)", \
                "slowest": \(rates.min() ?? 0), "growth": \(growth.max() ?? 2), \
                "rates": [\(rates.map { "\(Int($0))" }.joined(separator: ", "))]}
                """)
        }
    }

    /// The processor time of one reading in seconds, from as many as make a turn.
    private func turn(_ read: () -> Void) -> Double {
        let start = Usage.threadSeconds
        var spent = 0.0
        var readings = 0
        repeat {
            read()
            readings += 1
            spent = Usage.threadSeconds - start
        } while spent < turnSeconds
        return spent / Double(readings)
    }
}

internal import MailParsing

/// Reads mails and bodies that are made to be slow, each family in sizes from 10 KB to 10 MB.
///
/// A reader whose work is proportional to its input needs twice the time for twice the size, whatever is inside.
enum HostileRun {
    private static let sizes = (0...10).map { 10_240 << $0 }

    static func run() {
        let wanted = CommandLine.arguments.dropFirst(2).first
        for family in HostileFamily.all where wanted == nil || wanted == family.name {
            var seconds: [Double] = []
            var rates: [Double] = []
            for size in sizes {
                let input = family.input(of: size)
                seconds.append(least(of: family.reader, reading: input))
                rates.append(Double(input.count) / 1_000_000 / (seconds.last ?? 1))
            }
            // Below a millisecond it is the clock that is measured.
            let growth = zip(seconds, seconds.dropFirst()).filter { $0.0 >= 0.001 }.map { $1 / $0 }
            print(
                """
                {"family": "\(family.name)", "reader": "\(family.reader.rawValue)", \
                "slowest": \(rates.min() ?? 0), "growth": \(growth.max() ?? 2), \
                "rates": [\(rates.map { "\(Int($0))" }.joined(separator: ", "))]}
                """)
        }
    }

    /// The processor time in seconds, the least of some tries: of three when it takes long, of many when it does not.
    private static func least(of reader: HostileFamily.Reader, reading input: [UInt8]) -> Double {
        var least = Double.infinity
        var spent = 0.0
        var tries = 0
        repeat {
            let before = Usage.processorSeconds
            reader.read(input)
            let seconds = Usage.processorSeconds - before
            least = min(least, seconds)
            spent += seconds
            tries += 1
        } while spent < 0.05 || tries < 3
        return least
    }
}

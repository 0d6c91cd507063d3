internal import Synchronization

/// The numbers of the program, for Prometheus.
///
/// Metrics are made at start, and their labels have few values, all known: nothing of a request ever becomes one.
package final class Metrics: Sendable {
    /// A name and a value that tell one series of a metric from another.
    package struct Label: Hashable, Sendable {
        let name: String
        let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    private enum Source: Sendable {
        case counter(Counter)
        case gauge(Gauge)
        case histogram(Histogram)
        case reading(@Sendable () -> Double)

        var kind: String {
            switch self {
            case .counter: "counter"
            case .gauge, .reading: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    private struct Family: Sendable {
        let name: String
        let help: String
        let kind: String
        var series: [(labels: [Label], source: Source)]
    }

    private let families = Mutex<[Family]>([])

    package init() {}

    /// A number that only grows; its name ends with `_total`.
    package func counter(_ name: String, help: String, labels: [Label] = []) -> Counter {
        let counter = Counter()
        add(.counter(counter), name, help, labels)
        return counter
    }

    /// A number that is set.
    package func gauge(_ name: String, help: String, labels: [Label] = []) -> Gauge {
        let gauge = Gauge()
        add(.gauge(gauge), name, help, labels)
        return gauge
    }

    /// A number that is read when somebody asks for it.
    package func gauge(
        _ name: String, help: String, labels: [Label] = [], reading: @escaping @Sendable () -> Double
    ) {
        add(.reading(reading), name, help, labels)
    }

    /// How often values fell below each of some bounds; for durations, in seconds.
    package func histogram(
        _ name: String, help: String, labels: [Label] = [], bounds: [Double] = Histogram.durations
    ) -> Histogram {
        let histogram = Histogram(bounds: bounds)
        add(.histogram(histogram), name, help, labels)
        return histogram
    }

    private func add(_ source: Source, _ name: String, _ help: String, _ labels: [Label]) {
        families.withLock { families in
            guard let index = families.firstIndex(where: { $0.name == name }) else {
                families.append(Family(name: name, help: help, kind: source.kind, series: [(labels, source)]))
                return
            }
            precondition(families[index].kind == source.kind, "\(name) is a \(families[index].kind)")
            precondition(
                !families[index].series.contains { $0.labels == labels }, "\(name) has this series already")
            families[index].series.append((labels, source))
        }
    }

    /// The media type of `exposition`.
    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// Every number, in the text format of Prometheus.
    package func exposition() -> String {
        var text = ""
        for family in families.withLock({ $0 }) {
            text += "# HELP \(family.name) \(Self.escaped(family.help, quotes: false))\n"
            text += "# TYPE \(family.name) \(family.kind)\n"
            for (labels, source) in family.series { text += Self.lines(family.name, labels, source) }
        }
        return text
    }

    private static func lines(_ name: String, _ labels: [Label], _ source: Source) -> String {
        switch source {
        case .counter(let counter): return "\(name)\(braces(labels)) \(counter.value)\n"
        case .gauge(let gauge): return "\(name)\(braces(labels)) \(number(gauge.value))\n"
        case .reading(let reading): return "\(name)\(braces(labels)) \(number(reading()))\n"
        case .histogram(let histogram):
            let state = histogram.snapshot()
            var text = ""
            for (bound, count) in zip(histogram.bounds + [.infinity], state.cumulative) {
                text += "\(name)_bucket\(braces(labels + [Label("le", number(bound))])) \(count)\n"
            }
            text += "\(name)_sum\(braces(labels)) \(number(state.sum))\n"
            return text + "\(name)_count\(braces(labels)) \(state.cumulative.last ?? 0)\n"
        }
    }

    private static func braces(_ labels: [Label]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
        return "{\(pairs.joined(separator: ","))}"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var output: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): output += Array("\\\\".utf8)
            case .lineFeed: output += Array("\\n".utf8)
            case UInt8(ascii: "\"") where quotes: output += Array("\\\"".utf8)
            default: output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func number(_ value: Double) -> String {
        guard !value.isNaN else { return "NaN" }
        guard value.isFinite else { return value < 0 ? "-Inf" : "+Inf" }
        guard let whole = Int64(exactly: value), abs(whole) < 1 << 53 else { return "\(value)" }
        return "\(whole)"
    }
}

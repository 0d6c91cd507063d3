/// One row of a table of threats: how many attacks of a kind were tried, and those that had an effect.
package struct ThreatRow: Sendable {
    package let name: String
    package private(set) var count = 0
    package private(set) var effects: [String] = []

    package init(_ name: String) { self.name = name }

    /// - Parameter attack: what it was, for whoever reads of the effect.
    package mutating func note(_ attack: String, hasEffect: Bool) {
        count += 1
        if hasEffect { effects.append(attack) }
    }

    /// As it is printed.
    package var line: String { "threat: \(name): \(count) tried, \(effects.count) with an effect" }
}

/// Times and sizes as people write them in the configuration.
enum Quantity {
    /// Whole numbers, each with its unit, the larger first: `45s`, `30m`, `4h`, `2d`, `1h30m`.
    ///
    /// A day is 24 hours.
    static func duration(_ text: String) -> Duration? {
        let units: [(UInt8, seconds: Int)] = [
            (UInt8(ascii: "d"), 86_400), (UInt8(ascii: "h"), 3_600), (UInt8(ascii: "m"), 60),
            (UInt8(ascii: "s"), 1),
        ]
        var rest = Array(text.utf8)[...]
        var seconds = 0
        var next = 0
        while !rest.isEmpty {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard let count = decimal(digits, in: 0...1_000_000),
                let unit = rest.dropFirst(digits.count).first,
                let index = units.indices[next...].first(where: { units[$0].0 == unit })
            else { return nil }
            seconds += count * units[index].seconds
            next = index + 1
            rest = rest.dropFirst(digits.count + 1)
        }
        return seconds > 0 ? .seconds(seconds) : nil
    }

    /// `512KiB`, `25MiB`, `1 GiB`, in bytes.
    static func size(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        let digits = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard let count = decimal(digits, in: 0...1_048_576) else { return nil }
        let unit = bytes.dropFirst(digits.count).drop { $0 == UInt8(ascii: " ") }
        switch asciiLowercased(unit) {
        case "b": return count
        case "kib": return count << 10
        case "mib": return count << 20
        case "gib": return count << 30
        default: return nil
        }
    }
}

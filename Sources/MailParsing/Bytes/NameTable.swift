/// Names by their octets, each with a number, found without making a string of what is looked for.
///
/// Numbers count from 0 in the order of adding. Looking takes a bounded number of steps, whatever names others choose.
struct NameTable: Sendable {
    private var text: [UInt8] = []
    private var places: [Place] = []
    /// Numbers plus one, at the place that the octets of the name hash to or behind it; 0 where there is none.
    private var slots = [UInt32](repeating: 0, count: 64)
    private let ignoresCase: Bool

    private struct Place: Sendable {
        let start: UInt32
        let end: UInt32
        let hash: UInt32
    }

    /// More names than any text has that is not made to have them.
    private static let limit = 4_096
    /// How far from its place a name may lie.
    private static let reach = 48

    /// - Parameter ignoresCase: whether ASCII capitals are taken for small letters.
    init(ignoringCase ignoresCase: Bool, _ names: [String] = []) {
        self.ignoresCase = ignoresCase
        for name in names {
            let bytes = name.utf8.span
            _ = number(adding: bytes, bytes.indices)
        }
    }

    var count: Int { places.count }

    /// The octets of a name.
    func name(_ number: Int) -> ArraySlice<UInt8> {
        text[Int(places[number].start)..<Int(places[number].end)]
    }

    func number(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let hash = hash(bytes, range)
        var slot = Int(hash) & (slots.count - 1)
        for _ in 0..<Self.reach {
            guard slots[slot] > 0 else { return nil }
            let number = Int(slots[slot]) - 1
            if places[number].hash == hash, isName(number, bytes, range) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The number of a name, which is a new one when the name is.
    ///
    /// - Returns: nil when there are too many, or so many close to each other that somebody must have meant it.
    mutating func number(adding bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        if let number = number(of: bytes, range) { return number }
        guard places.count < Self.limit else { return nil }
        if places.count * 2 >= slots.count { grow() }
        let hash = hash(bytes, range)
        guard let slot = freeSlot(hash) else { return nil }
        let start = text.count
        for index in range { text.append(folded(bytes[index])) }
        places.append(Place(start: UInt32(start), end: UInt32(text.count), hash: hash))
        slots[slot] = UInt32(places.count)
        return places.count - 1
    }

    private func freeSlot(_ hash: UInt32) -> Int? {
        let first = Int(hash) & (slots.count - 1)
        return (first..<(first + Self.reach)).first { slots[$0 & (slots.count - 1)] == 0 }
            .map { $0 & (slots.count - 1) }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 4)
        for (number, place) in places.enumerated() {
            if let slot = freeSlot(place.hash) { slots[slot] = UInt32(number + 1) }
        }
    }

    private func folded(_ byte: UInt8) -> UInt8 { ignoresCase ? byte.lowercased : byte }

    private func isName(_ number: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = Int(places[number].start)
        guard Int(places[number].end) - index == range.count else { return false }
        for place in range {
            guard folded(bytes[place]) == text[index] else { return false }
            index += 1
        }
        return true
    }

    /// FNV-1a, its upper and lower halves together.
    private func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in range { hash = (hash ^ UInt64(folded(bytes[index]))) &* 0x100_0000_01B3 }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }
}

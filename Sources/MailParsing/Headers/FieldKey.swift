/// What tells most field names apart at one comparison: length, first and last letter, ASCII case ignored.
///
/// A header has some thirty fields and is asked for some thirty names.
struct FieldKey: Hashable, Sendable {
    private let bits: UInt32

    init(_ name: Span<UInt8>) {
        bits =
            name.isEmpty
            ? 0
            : UInt32(truncatingIfNeeded: name.count) << 16 | UInt32(name[0].lowercased) << 8
                | UInt32(name[name.count - 1].lowercased)
    }

    init(_ name: String) { self.init(name.utf8.span) }
}

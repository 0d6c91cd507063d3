/// Emoji in words.
///
/// Symbola has those up to Unicode 9; people write younger ones. A box with a number in it tells a reader nothing.
enum EmojiNames {
    /// The text with the scalars replaced by their names, `[smiling face with tear]`.
    ///
    /// Only the first hundred: a name is many times as long as its emoji.
    static func spellingOut(_ scalars: Set<Unicode.Scalar>, in bytes: [UInt8]) -> [UInt8] {
        var spelled = String.UnicodeScalarView()
        var left = 100
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if left > 0, scalars.contains(scalar), let name = scalar.properties.name {
                left -= 1
                spelled.append(contentsOf: "[\(name.lowercased())]".unicodeScalars)
            } else {
                spelled.append(scalar)
            }
        }
        return Array(String(spelled).utf8)
    }
}

/// How many octets must be put in, taken out or replaced to make one word the other (Levenshtein).
///
/// For words of people's typing; the cost grows with the product of the lengths.
func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var distances = Array(0...right.count)
    for (row, byte) in left.enumerated() {
        var diagonal = distances[0]
        distances[0] = row + 1
        for (column, other) in right.enumerated() {
            let replaced = diagonal + (byte == other ? 0 : 1)
            diagonal = distances[column + 1]
            distances[column + 1] = min(replaced, diagonal + 1, distances[column] + 1)
        }
    }
    return distances[right.count]
}

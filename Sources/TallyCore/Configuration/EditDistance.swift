/// How many letters have to be inserted, dropped, changed or swapped with their neighbour to turn one into the other.
///
/// Case does not count. Only the first 64 bytes are looked at.
func editDistance(_ left: String, _ right: String) -> Int {
    let left = Array(asciiLowercased(left.utf8.prefix(64)).utf8)
    let right = Array(asciiLowercased(right.utf8.prefix(64)).utf8)
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        for column in right.indices {
            let isSame = left[row] == right[column]
            var best = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                best = min(best, beforeLast[column - 1] + 1)
            }
            current.append(best)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}

/// The candidate that `word` is most likely to mean; nil only when there is none.
func nearest(to word: String, among candidates: [String]) -> String? {
    candidates.min { editDistance(word, $0) < editDistance(word, $1) }
}

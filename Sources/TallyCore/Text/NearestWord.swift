/// The candidate that `word` is most likely to mean, and how far it is from it; nil only when there is none.
///
/// Case does not count, and nothing behind the first 64 bytes.
func nearest(to word: String, among candidates: [String]) -> (word: String, distance: Int)? {
    func folded(_ text: String) -> [UInt8] { Array(asciiLowercased(text.utf8.prefix(64)).utf8) }
    let sought = folded(word)
    return candidates.map { (word: $0, distance: editDistance(sought, folded($0))) }
        .min { $0.distance < $1.distance }
}

/// A sentence cut at the words of a pattern.
///
/// The pattern `* assigns * to *` finds in `Ada assigns TT-1 to Sam` what stands for each star.
struct Sentence {
    let words: String

    /// What stands for the stars; nil when the sentence is another one.
    func match(_ pattern: String) -> [String]? {
        let fixed = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard let first = fixed.first, words.hasPrefix(first) else { return nil }
        var rest = words.dropFirst(first.count)
        var found: [String] = []
        for (index, piece) in fixed.enumerated().dropFirst() {
            if piece.isEmpty, index == fixed.count - 1 {
                found.append(rest.trimmed)
                rest = ""
            } else {
                guard let range = rest.firstRange(of: piece), range.lowerBound > rest.startIndex else {
                    return nil
                }
                found.append(rest[..<range.lowerBound].trimmed)
                rest = rest[range.upperBound...]
            }
        }
        guard rest.isEmpty, !found.contains("") else { return nil }
        return found
    }
}

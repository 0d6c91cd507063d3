/// The words of a search: all groups have to be found, any term of each, and none of the excluded ones.
package struct SearchExpression: Hashable, Sendable {
    /// One word, phrase or beginning of a word.
    package struct Term: Hashable, Sendable {
        /// As it was written, without quotation marks and star.
        package let text: String
        /// Whether longer words that begin so are meant too.
        package let isPrefix: Bool

        package init(_ text: String, isPrefix: Bool = false) {
            self.text = text
            self.isPrefix = isPrefix
        }
    }

    package var groups: [[Term]] = []
    package var excluded: [Term] = []

    package init(groups: [[Term]] = [], excluded: [Term] = []) {
        self.groups = groups
        self.excluded = excluded
    }

    package var isEmpty: Bool { groups.isEmpty && excluded.isEmpty }
}

/// One page of a list, newest first; each element has a number.
package struct Page<Element: Sendable>: Sendable {
    package let elements: [Element]
    /// How many there are on all pages.
    package let total: Int
    /// What the next page comes after; nil on the last page.
    package let next: Int64?

    package init(elements: [Element], total: Int, next: Int64?) {
        self.elements = elements
        self.total = total
        self.next = next
    }
}

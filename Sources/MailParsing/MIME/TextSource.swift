/// Where the text of a message was taken from.
package enum TextSource: String, Hashable, Sendable {
    case plain
    case html
}

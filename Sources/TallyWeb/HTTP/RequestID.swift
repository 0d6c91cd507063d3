/// The reference number of one request: in the response, in the log, in an "internal error".
package struct RequestID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Sixteen hexadecimal digits at random.
    package init() {
        var generator = SystemRandomNumberGenerator()
        let digits = String(generator.next(), radix: 16)
        text = String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    package var description: String { text }
}

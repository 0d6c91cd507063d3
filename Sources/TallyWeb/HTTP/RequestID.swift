internal import Synchronization

/// The reference number of one request: in the response, in the log, in an "internal error".
package struct RequestID: Hashable, Sendable, CustomStringConvertible {
    /// Starts anywhere, so that two runs of the program hardly ever share a number.
    private static let count = Atomic(UInt64.random(in: 0...UInt64.max))
    private static let digits = Array("0123456789abcdef".utf8)

    package let text: String

    /// Sixteen hexadecimal digits that no other request of this process has.
    ///
    /// They name and prove nothing, so they cost no call of the kernel: a count whose digits are mixed well (the
    /// finalizer of SplitMix64, which maps no two numbers to one), since people compare a few of them at most.
    package init() {
        var mixed = Self.count.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        text = String(
            decoding: (0..<16).map { Self.digits[Int(mixed >> (60 - 4 * $0) & 0xF)] }, as: UTF8.self)
    }

    package var description: String { text }
}

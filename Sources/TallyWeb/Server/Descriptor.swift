internal import Glibc

/// The owner of one file descriptor.
///
/// It cannot be copied, so it is closed exactly once.
struct Descriptor: ~Copyable, Sendable {
    let rawValue: Int32

    init(_ rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// Takes the result of a call that makes a descriptor.
    init(_ result: Int32, from call: String) throws(SystemError) {
        guard result >= 0 else { throw SystemError(call) }
        rawValue = result
    }

    deinit { _ = Glibc.close(rawValue) }
}

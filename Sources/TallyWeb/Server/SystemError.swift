internal import Glibc

/// A call to the kernel that failed.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The call, for example `bind`.
    package let call: String
    package let number: Int32

    /// Takes `errno` as the call left it.
    init(_ call: String) {
        self.call = call
        number = errno
    }

    package var description: String { "\(call): \(unsafe String(cString: strerror(number)))" }
}

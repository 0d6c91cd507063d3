internal import Glibc

/// A regular file open for reading, to be sent as content.
package final class OpenFile: Sendable {
    private let descriptor: Descriptor
    /// Octets, as they were when it was opened.
    package let size: Int
    /// What is let go of together with the file.
    private let companion: (any Sendable)?

    /// Opens a file; a symbolic link in the last place, a directory or a device is refused.
    package init(path: String) throws(SystemError) {
        let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        descriptor = try Descriptor(unsafe open(path, flags), from: "open")
        var status = stat()
        guard unsafe fstat(descriptor.rawValue, &status) == 0 else { throw SystemError("fstat") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            errno = EINVAL
            throw SystemError("open")
        }
        size = Int(status.st_size)
        companion = nil
    }

    /// Takes a file that is open already.
    ///
    /// - Parameter companion: kept for as long as the file is open.
    init(_ descriptor: consuming Descriptor, size: Int, with companion: (any Sendable)? = nil) {
        self.descriptor = descriptor
        self.size = size
        self.companion = companion
    }

    var rawDescriptor: Int32 { descriptor.rawValue }

    /// The octets of the file, or some of them; fewer when it has become shorter.
    package func bytes(_ range: Range<Int>? = nil) throws(SystemError) -> [UInt8] {
        let range = (range ?? 0..<size).clamped(to: 0..<size)
        var bytes = [UInt8](repeating: 0, count: range.count)
        var read = 0
        while read < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { room in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[read...])
                return unsafe pread(
                    descriptor.rawValue, rest.baseAddress, rest.count, off_t(range.lowerBound + read))
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemError("read") }
            guard count > 0 else { break }
            read += count
        }
        return Array(bytes[..<read])
    }
}

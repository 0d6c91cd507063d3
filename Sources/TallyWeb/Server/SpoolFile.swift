internal import Glibc

/// A file that takes the content of a large request while it comes in, or an answer that is made in one piece.
///
/// It has no name, so nothing is left of it when the program ends in whatever way. Writing goes to the kernel's cache,
/// which the event loop can wait for; nothing is made durable here.
struct SpoolFile: ~Copyable {
    private let descriptor: Descriptor
    private(set) var size = 0

    /// `O_TMPFILE` of open(2), which the Glibc module leaves out.
    private static let withoutName: Int32 = 0o20_000_000 | O_DIRECTORY

    /// - Parameter directory: on whose file system the file lies.
    init(in directory: String) throws(SystemError) {
        let unnamed = unsafe open(directory, Self.withoutName | O_RDWR | O_CLOEXEC, 0o600)
        if unnamed >= 0 {
            descriptor = Descriptor(unnamed)
            return
        }
        // Some file systems know no files without a name: then it loses its name at once.
        var path = Array("\(directory)/.upload-XXXXXX".utf8CString)
        descriptor = try Descriptor(unsafe mkstemp(&path), from: "mkstemp")
        _ = unsafe unlink(path)
        _ = fcntl(descriptor.rawValue, F_SETFD, FD_CLOEXEC)
    }

    /// Writes behind what is there.
    mutating func append(_ bytes: [UInt8]) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { room in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: room[written...])
                return unsafe write(descriptor.rawValue, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemError("write") }
            written += count
        }
        size += bytes.count
    }

    /// Ends writing.
    ///
    /// - Parameter companion: kept for as long as the file is open.
    consuming func finish(with companion: (any Sendable)? = nil) -> FileSlice {
        let size = size
        return FileSlice(OpenFile(descriptor, size: size, with: companion))
    }
}

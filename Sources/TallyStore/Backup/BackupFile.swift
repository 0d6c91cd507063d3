internal import Glibc
internal import TallyCore

/// A file that is read or written from its beginning to its end, closed exactly once.
struct BackupFile: ~Copyable {
    private let descriptor: Int32
    let path: String

    /// How much is in memory at a time.
    static let chunk = 4 << 20

    init(reading path: String) throws(StoreFailure) {
        self.path = path
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("open", path) }
    }

    /// A new file that only its owner may read.
    init(creating path: String) throws(StoreFailure) {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("create", path) }
    }

    deinit { close(descriptor) }

    /// The next octets, fewer than asked for only at the end.
    borrowing func read(_ count: Int) throws(StoreFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress.map { unsafe $0 + done }, count - done)
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw Self.failure("read", path) }
            if got == 0 { break }
            done += got
        }
        return done == count ? bytes : Array(bytes.prefix(done))
    }

    borrowing func write(_ bytes: [UInt8]) throws(StoreFailure) {
        var done = 0
        while done < bytes.count {
            let put = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, bytes.count - done)
            }
            if put < 0 && errno == EINTR { continue }
            guard put > 0 else { throw Self.failure("write", path) }
            done += put
        }
    }

    /// Makes what was written durable.
    borrowing func synchronise() throws(StoreFailure) {
        guard fsync(descriptor) == 0 else { throw Self.failure("fsync", path) }
    }

    static func size(of path: String) throws(StoreFailure) -> Int {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw failure("stat", path) }
        return Int(status.st_size)
    }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    static func remove(_ path: String) { unsafe unlink(path) }

    /// Gives the file its name, with the name durable.
    static func rename(_ old: String, to new: String) throws(StoreFailure) {
        guard unsafe Glibc.rename(old, new) == 0 else { throw failure("rename", new) }
        let folder = new.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(new[...$0]) } ?? "."
        let directory = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure("open", folder) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw failure("fsync", folder) }
    }

    static func failure(_ call: String, _ path: String) -> StoreFailure {
        let code = errno
        return StoreFailure(
            "\(call) \(path): \(unsafe String(cString: strerror(code)))",
            isTransient: code == ENOSPC || code == EDQUOT)
    }
}

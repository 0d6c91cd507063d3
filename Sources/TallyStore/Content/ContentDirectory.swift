internal import Glibc
internal import TallyCore

/// Raw mail and attachments as files named by the SHA-256 of their content.
///
/// A file is complete and on stable storage before its name exists; the commit that mentions it comes after.
/// A crash between the two leaves a file that nobody mentions, never a mention without a file.
struct ContentDirectory {
    let path: String
    private let cryptography: any Cryptography

    init(path: String, cryptography: any Cryptography) {
        self.path = path
        self.cryptography = cryptography
    }

    /// Where the content of that name lies, if there is any.
    func file(_ name: String) -> String { "\(path)/\(name.prefix(2))/\(name)" }

    /// Keeps the content durably and returns its name: 64 hexadecimal digits.
    func keep(_ content: [UInt8]) throws(StoreFailure) -> String {
        let name = hexadecimalText(cryptography.sha256(content))
        let folder = "\(path)/\(name.prefix(2))"
        let file = self.file(name)
        // Whoever looks for files that nobody names takes a touched one for new (`ContentPurge`).
        if touch(name) {
            // Who made it may have been killed before the name was durable.
            try synchronise(folder)
            try synchronise(path)
            return name
        }
        try makeFolder(path)
        try makeFolder(folder)
        let temporary = "\(folder)/.\(name).\(getpid())"
        try write(content, to: temporary)
        guard unsafe rename(temporary, file) == 0 else { throw failure("rename", file) }
        try synchronise(folder)
        return name
    }

    /// Makes the file as young as a new one; false when there is none.
    @discardableResult
    func touch(_ name: String) -> Bool {
        unsafe utimensat(AT_FDCWD, file(name), nil, 0) == 0
    }

    /// False only when there surely is no such file.
    ///
    /// A folder that may not be looked into, or that is not there at all because its disk is not, tells
    /// nothing.
    func has(_ name: String) -> Bool {
        if unsafe access(file(name), F_OK) == 0 || errno != ENOENT { return true }
        return unsafe access(path, F_OK) != 0
    }

    /// Whether the content is there.
    func holds(_ name: String) -> Bool {
        unsafe access(file(name), R_OK) == 0
    }

    func read(_ name: String) throws(StoreFailure) -> [UInt8] {
        let file = self.file(name)
        let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", file) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw failure("fstat", file) }
        var content = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < content.count {
            let count = unsafe content.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure("read", file) }
            done += count
        }
        return content
    }

    private func write(_ content: [UInt8], to file: String) throws(StoreFailure) {
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create", file) }
        defer { close(descriptor) }
        var done = 0
        while done < content.count {
            let count = unsafe content.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure("write", file) }
            done += count
        }
        // After a failed fsync the kernel may have dropped the pages: trying again would prove nothing.
        guard fsync(descriptor) == 0 else { throw failure("fsync", file) }
    }

    private func makeFolder(_ folder: String) throws(StoreFailure) {
        if unsafe mkdir(folder, 0o700) == 0 {
            let parent = folder.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(folder[..<$0]) } ?? "."
            try synchronise(parent)
        } else if errno != EEXIST {
            throw failure("mkdir", folder)
        }
    }

    /// Makes the names in a folder durable.
    private func synchronise(_ folder: String) throws(StoreFailure) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("fsync", folder) }
    }

    private func failure(_ call: String, _ file: String) -> StoreFailure {
        let code = errno
        let isTransient = code == ENOSPC || code == EDQUOT || code == EIO || code == EMFILE
        return StoreFailure(
            "\(call) \(file): \(unsafe String(cString: strerror(code)))", isTransient: isTransient)
    }
}

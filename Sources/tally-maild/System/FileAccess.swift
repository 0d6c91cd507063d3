internal import Glibc

/// Whole files, read and written in one go.
enum FileAccess {
    /// The content of a file of at most `limit` octets.
    static func read(_ path: String, limit: Int = 64 << 20) throws(ProgramError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ProgramError(.noInput, "\(path): \(lastProblem)") }
        defer { close(descriptor) }
        return try readAll(descriptor, name: path, limit: limit)
    }

    static func readAll(_ descriptor: Int32, name: String, limit: Int) throws(ProgramError) -> [UInt8] {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw ProgramError(.noInput, "\(name): \(lastProblem)") }
            if count == 0 { return content }
            content += chunk[..<count]
            guard content.count <= limit else {
                throw ProgramError(.badInput, "\(name): larger than \(limit) octets")
            }
        }
    }

    /// The first `count` octets of a file, or of standard input for `-`, and how many it has in all.
    static func readBeginning(
        of path: String, _ count: Int
    ) throws(ProgramError) -> (beginning: [UInt8], size: Int) {
        let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ProgramError(.noInput, "\(path): \(lastProblem)") }
        defer { if path != "-" { close(descriptor) } }
        var beginning: [UInt8] = []
        var size = 0
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let read = unsafe chunk.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if read < 0 && errno == EINTR { continue }
            guard read >= 0 else { throw ProgramError(.noInput, "\(path): \(lastProblem)") }
            if read == 0 { return (beginning, size) }
            beginning += chunk[..<min(read, count - beginning.count)]
            size += read
        }
    }

    /// Writes a file that only its owner may read, unless it exists already.
    ///
    /// - Returns: false when the file exists.
    static func createPrivate(_ path: String, _ content: [UInt8]) throws(ProgramError) -> Bool {
        let temporary = "\(path).\(getpid())"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw ProgramError(.configuration, "\(temporary): \(lastProblem)") }
        defer {
            close(descriptor)
            unsafe unlink(temporary)
        }
        let written = unsafe content.withUnsafeBytes {
            unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
        guard written == content.count, fsync(descriptor) == 0 else {
            throw ProgramError(.configuration, "\(temporary): \(lastProblem)")
        }
        // The name appears with the whole content behind it, and only if nobody was quicker.
        guard unsafe link(temporary, path) == 0 else {
            if errno == EEXIST { return false }
            throw ProgramError(.configuration, "\(path): \(lastProblem)")
        }
        try synchroniseFolder(of: path)
        return true
    }

    /// Puts a file that only its owner may read in the place of another, in one piece.
    static func replacePrivate(_ path: String, _ content: [UInt8]) throws(ProgramError) {
        let next = "\(path).next"
        unsafe unlink(next)
        guard try createPrivate(next, content), unsafe rename(next, path) == 0 else {
            throw ProgramError(.configuration, "\(path): \(lastProblem)")
        }
        try synchroniseFolder(of: path)
    }

    /// Makes the names in the folder of a file durable.
    private static func synchroniseFolder(of path: String) throws(ProgramError) {
        let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? "."
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ProgramError(.configuration, "\(folder): \(lastProblem)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw ProgramError(.configuration, "\(folder): \(lastProblem)") }
    }

    /// Replaces or creates a file that everybody may read.
    static func write(_ path: String, _ content: [UInt8]) throws(ProgramError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw ProgramError(.noInput, "\(path): \(lastProblem)") }
        defer { close(descriptor) }
        var done = 0
        while done < content.count {
            let count = unsafe content.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw ProgramError(.unavailable, "\(path): \(lastProblem)") }
            done += count
        }
    }

    static func makeDirectory(_ path: String) throws(ProgramError) {
        guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        throw ProgramError(.configuration, "\(path): \(lastProblem)")
    }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// The names in a folder without `.` and `..`, in order; empty when it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether anybody but the owner may read or write the file.
    static func isOpenToOthers(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & 0o077 != 0
    }

    /// All files below a folder, by their path within it; at most three folders deep.
    static func filesBelow(_ folder: String, depth: Int = 3) throws(ProgramError) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in names(in: folder) {
            let path = "\(folder)/\(name)"
            if isDirectory(path) {
                guard depth > 0 else { continue }
                for (inner, content) in try filesBelow(path, depth: depth - 1) {
                    files["\(name)/\(inner)"] = content
                }
            } else {
                files[name] = try read(path, limit: 4 << 20)
            }
        }
        return files
    }

    private static var lastProblem: String { unsafe String(cString: strerror(errno)) }
}

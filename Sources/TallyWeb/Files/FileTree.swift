internal import Glibc

/// The regular files below a directory, read into memory.
///
/// Symbolic links, devices and names that begin with a dot are left out.
struct FileTree {
    /// The directory cannot be served.
    struct Failure: Error, Hashable, CustomStringConvertible {
        let path: String
        let reason: String
        var description: String { "\(path): \(reason)" }
    }

    /// One file and where it lies, segment by segment.
    struct File {
        let segments: [String]
        let bytes: [UInt8]
    }

    private(set) var files: [File] = []
    private var totalBytes = 0

    /// More is a mistake in the configuration, for example `/`.
    private static let fileLimit = 2_000
    private static let byteLimit = 64 * 1_024 * 1_024

    init(directory: String) throws(Failure) {
        var pending: [[String]] = [[]]
        while let folder = pending.popLast() {
            let path = ([directory] + folder).joined(separator: "/")
            for name in try Self.names(in: path).sorted() where !name.hasPrefix(".") {
                let child = "\(path)/\(name)"
                var status = stat()
                guard unsafe lstat(child, &status) == 0 else {
                    throw Failure(path: child, reason: SystemError("lstat").description)
                }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: pending.append(folder + [name])
                case S_IFREG:
                    try add(File(segments: folder + [name], bytes: Self.bytes(of: child)), at: child)
                default: continue
                }
            }
        }
    }

    private mutating func add(_ file: File, at path: String) throws(Failure) {
        files.append(file)
        totalBytes += file.bytes.count
        guard files.count <= Self.fileLimit, totalBytes <= Self.byteLimit else {
            throw Failure(path: path, reason: "the directory holds too much to be a console")
        }
    }

    private static func names(in path: String) throws(Failure) -> [String] {
        guard let directory = unsafe opendir(path) else {
            throw Failure(path: path, reason: SystemError("opendir").description)
        }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { room in
                unsafe String(decoding: room.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names
    }

    private static func bytes(of path: String) throws(Failure) -> [UInt8] {
        do {
            return try OpenFile(path: path).bytes()
        } catch {
            throw Failure(path: path, reason: error.description)
        }
    }
}

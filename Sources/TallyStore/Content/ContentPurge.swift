internal import Glibc
internal import TallyCore

/// Finds and removes content files that no row names.
///
/// A crash between the keeping of content and the commit that names it leaves such a file, and so does the end of
/// a row's time. A file that was kept or touched lately may be named by a commit that is still to come, perhaps of
/// another process, so only old ones count. One that is touched between the look at its age and its removal gets
/// its name back.
struct ContentPurge {
    /// What is younger may be about to be named; no transaction takes as long, and a backup in progress ends.
    static let grace = Duration.hours(24)
    /// How many folders content is spread over, by the first two digits of its name.
    static let folders = 256

    let content: ContentDirectory
    let now: Timestamp

    /// What lies in one folder.
    struct Found {
        /// Whole contents, by their SHA-256.
        var names: [String] = []
        /// Files that were being written, or removed, when the program ended.
        var leftovers: [String] = []
    }

    /// What lies in the folder of that number and is old enough.
    func old(in number: Int) -> Found {
        var found = Found()
        let folder = folder(number)
        guard let directory = unsafe opendir(folder) else { return found }
        defer { unsafe closedir(directory) }
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            guard name != ".", name != "..", isOld("\(folder)/\(name)") else { continue }
            if name.utf8.first == UInt8(ascii: ".") {
                found.leftovers.append(name)
            } else if name.utf8.count == 64 {
                found.names.append(name)
            }
        }
        return found
    }

    /// Removes a file that no row names; inside the transaction that has seen that.
    ///
    /// - Returns: false when somebody has kept the same content meanwhile.
    func remove(_ name: String, in number: Int) -> Bool {
        let (file, doomed) = ("\(folder(number))/\(name)", "\(folder(number))/.\(name).doomed")
        guard unsafe rename(file, doomed) == 0 else { return false }
        guard isOld(doomed) else {
            // By a hard link: somebody may have written the same content anew.
            _ = unsafe link(doomed, file)
            unsafe unlink(doomed)
            return false
        }
        return unsafe unlink(doomed) == 0
    }

    /// Removes what a program that ended left half done, or finishes it.
    ///
    /// - Parameter isNamed: whether a row names the content.
    func clear(_ leftover: String, in number: Int, isNamed: (String) throws(DeskError) -> Bool)
        throws(DeskError)
    {
        let path = "\(folder(number))/\(leftover)"
        if let name = Self.doomedName(leftover), try isNamed(name) {
            _ = unsafe link(path, "\(folder(number))/\(name)")
        }
        unsafe unlink(path)
    }

    private static func doomedName(_ leftover: String) -> String? {
        let parts = leftover.utf8.split(separator: UInt8(ascii: "."))
        guard parts.count == 2, parts[1].elementsEqual("doomed".utf8) else { return nil }
        return String(decoding: parts[0], as: UTF8.self)
    }

    private func folder(_ number: Int) -> String {
        "\(content.path)/\(hexadecimalText([UInt8(number)]))"
    }

    private func isOld(_ path: String) -> Bool {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        return Timestamp(unixSeconds: Int64(status.st_mtim.tv_sec)) + Self.grace < now
    }

    /// How large the files are together.
    func octets(of names: [String], in number: Int) -> Int64 {
        names.reduce(0) { sum, name in
            var status = stat()
            return unsafe lstat("\(folder(number))/\(name)", &status) == 0 ? sum + Int64(status.st_size) : sum
        }
    }
}

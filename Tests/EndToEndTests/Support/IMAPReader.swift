/// Reads a mailbox as a mail program does, over plain IMAP.
final class IMAPReader {
    struct Refused: Error {
        let answer: String
    }

    private let connection: Connection
    private var commands = 0
    /// The lines of the latest answer, without its literals.
    private var lines: [String] = []

    init(port: Int, user: String, password: String) throws {
        connection = try Connection(port: port)
        _ = try connection.line()
        try perform("LOGIN \(user) \(password)")
    }

    /// Whole messages with their UIDs, those above `uid`.
    func messages(in folder: String = "INBOX", above uid: Int = 0) throws -> [(uid: Int, bytes: [UInt8])] {
        try perform("SELECT \(folder)")
        return try perform("UID FETCH \(uid + 1):* (UID BODY.PEEK[])").filter { $0.uid > uid }
    }

    func setTimeout(_ timeout: Duration) throws { try connection.setTimeout(timeout) }

    /// The folder's UIDVALIDITY (RFC 3501 §2.3.1.1).
    func validity(of folder: String) throws -> Int {
        try perform("SELECT \(folder)")
        return lines.lazy.compactMap { line in
            line.hasPrefix("* OK [UIDVALIDITY ") ? Int(line.dropFirst(18).prefix { $0 != "]" }) : nil
        }.first ?? 0
    }

    /// How many messages a folder has; 0 when there is no such folder.
    func count(in folder: String) throws -> Int {
        do {
            return try messages(in: folder).count
        } catch is Refused {
            return 0
        }
    }

    func append(_ message: [UInt8], to folder: String) throws {
        commands += 1
        try connection.send("a\(commands) APPEND \(folder) {\(message.count)}\r\n")
        guard try connection.line().hasPrefix("+") else { throw Refused(answer: "APPEND") }
        try connection.send(message + Array("\r\n".utf8))
        try readAnswer()
    }

    @discardableResult
    private func perform(_ command: String) throws -> [(uid: Int, bytes: [UInt8])] {
        commands += 1
        try connection.send("a\(commands) \(command)\r\n")
        return try readAnswer()
    }

    /// Reads to the tagged line; the literals on the way are messages.
    @discardableResult
    private func readAnswer() throws -> [(uid: Int, bytes: [UInt8])] {
        var found: [(uid: Int, bytes: [UInt8])] = []
        lines = []
        while true {
            let line = try connection.line()
            lines.append(line)
            if line.hasPrefix("a\(commands) ") {
                guard line.hasPrefix("a\(commands) OK") else { throw Refused(answer: line) }
                return found
            }
            guard line.hasSuffix("}"), let brace = line.lastIndex(of: "{"),
                let count = Int(line[line.index(after: brace)...].dropLast())
            else { continue }
            let words = line.split { " ()".contains($0) }
            let uid = words.firstIndex(of: "UID").flatMap { Int(words[words.index(after: $0)]) }
            found.append((uid ?? 0, try connection.bytes(count)))
        }
    }
}

internal import TallyCore

/// One folder, open on one connection: what is in it, fetching, marking and moving.
struct FolderSession: ~Copyable {
    /// A message as the server lists it.
    struct Listed: Hashable {
        let uid: UID
        let size: Int
    }

    /// How the filing of staged messages went.
    enum Filing: Hashable {
        case filed
        /// They are still there, for the reason that the server gave.
        case refused(String)
    }

    var connection: IMAPConnection
    let folder: MailboxFolder
    private let settings: MailboxSettings
    private let target: FolderName?
    private var mark: IMAPCommand.Mark
    private var hasTriedToCreate = false

    /// Opens the watched folder.
    init(_ connection: consuming IMAPConnection, settings: MailboxSettings) throws(TransportFailure) {
        let separator = connection.separator
        let status = try connection.ask(.select(FolderName(settings.folder, separator: separator)))
        guard status.condition == .ok else { throw connection.failure(status.cause, status.text) }
        guard let uidValidity = connection.folder.uidValidity else {
            throw connection.failure(.violation, "SELECT without UIDVALIDITY")
        }
        connection.folder.hasArrivals = false
        folder = MailboxFolder(mailbox: settings.name, uidValidity: uidValidity)
        target = settings.processed.map { FolderName($0, separator: separator) }
        mark = connection.folder.mark
        self.settings = settings
        self.connection = connection
    }

    /// The UIDs above `floor`, ascending.
    mutating func uids(above floor: UInt32, limit: Int) throws(TransportFailure) -> [UID] {
        guard floor < .max else { return [] }
        return try search(.from(floor + 1)).uids(above: floor, limit: limit)
    }

    /// The UIDs up to `last` that nobody has marked as staged.
    mutating func unmarkedUIDs(upTo last: UInt32, limit: Int) throws(TransportFailure) -> [UID] {
        guard last > 0, !connection.folder.isReadOnly else { return [] }
        return try search(.without(mark, upTo: last)).uids(above: 0, limit: limit).filter {
            $0.rawValue <= last
        }
    }

    /// The UIDs above `floor` of what came on a day or later, ascending.
    mutating func uids(
        arrivedSince day: CalendarDay, above floor: UInt32, limit: Int
    ) throws(TransportFailure) -> [UID] {
        try search(.arrivedSince(day)).uids(above: floor, limit: limit)
    }

    /// Whether a message with this identifier is in the folder.
    mutating func holds(messageID: String) throws(TransportFailure) -> Bool {
        try !search(.messageID(messageID)).uids(above: 0, limit: 1).isEmpty
    }

    private mutating func search(_ key: IMAPCommand.UIDSearch) throws(TransportFailure) -> UIDSet {
        var found = UIDSet(ranges: [])
        let isExtended = connection.capabilities.contains("ESEARCH")
        let status = try connection.ask(.search(key, isExtended: isExtended)) {
            if case .search(let uids) = $0 { found = UIDSet(ranges: found.ranges + uids.ranges) }
        }
        guard status.condition == .ok else { throw connection.failure(status.cause, status.text) }
        return found
    }

    /// Which of these exist, and how large they are; nil when the server refuses to say.
    mutating func sizes(of uids: [UID]) throws(TransportFailure) -> [Listed]? {
        let wanted = Set(uids)
        var listed: [UID: Int] = [:]
        let status = try connection.ask(.fetchSizes(UIDSet(uids))) {
            if case .fetch(let fetch) = $0, let uid = fetch.uid, let size = fetch.size, wanted.contains(uid) {
                listed[uid] = size
            }
        }
        guard status.condition == .ok else { return nil }
        return listed.map { Listed(uid: $0.key, size: $0.value) }.sorted { $0.uid < $1.uid }
    }

    /// Fetches messages and gives each to `take` as it is complete.
    ///
    /// - Returns: what the server said at the end. After a no some may have come all the same.
    mutating func fetch(
        _ batch: FetchBatch, _ take: (FetchedMessage) -> Void
    ) throws(TransportFailure) -> IMAPStatus {
        let wanted = Set(batch.uids)
        let limit = settings.messageBytes
        // Servers are known to announce too small a size; beyond this it is no mistake any more.
        let largest = max(2 * limit, limit + (1 << 20))
        return try connection.ask(
            batch.command, largestLiteral: largest, largestAnswer: largest + 4 * FetchBatch.mostBytes
        ) {
            guard case .fetch(let fetch) = $0, let uid = fetch.uid, wanted.contains(uid),
                case .bytes(let bytes) = fetch.body
            else { return }
            let isOversize = batch.isHeaderOnly || bytes.count > limit
            take(
                FetchedMessage(
                    uid: uid, internalDate: fetch.internalDate, size: fetch.size ?? bytes.count,
                    content: isOversize ? headerBlock(of: bytes) : bytes, isOversize: isOversize))
        }
    }

    /// Marks staged messages and moves them out of the folder.
    ///
    /// Never by the bare EXPUNGE: where the server can neither move nor expunge by UID they stay, marked.
    mutating func file(_ uids: [UID]) throws(TransportFailure) -> Filing {
        guard !connection.folder.isReadOnly else { return .refused("the folder can only be read") }
        let set = UIDSet(uids)
        var status = try connection.ask(.addFlags(set, mark.flags))
        if status.condition != .ok && mark == .keyword {
            mark = .seen
            status = try connection.ask(.addFlags(set, mark.flags))
        }
        guard status.condition == .ok else { return .refused(status.text) }
        guard let target else { return .filed }
        if connection.capabilities.contains("MOVE") {
            let status = try askCreating(.move(set, target), target)
            return status.condition == .ok ? .filed : .refused(status.text)
        }
        guard connection.capabilities.contains("UIDPLUS") else { return .filed }
        return try copyAndExpunge(set, to: target)
    }

    private mutating func copyAndExpunge(_ set: UIDSet, to target: FolderName) throws(TransportFailure)
        -> Filing
    {
        var status = try askCreating(.copy(set, target), target)
        guard status.condition == .ok else { return .refused(status.text) }
        status = try connection.ask(.addFlags(set, ["\\Deleted"]))
        guard status.condition == .ok else { return .refused(status.text) }
        status = try connection.ask(.expunge(set))
        return status.condition == .ok ? .filed : .refused(status.text)
    }

    /// Gives a command that needs the target folder; after a no the folder is made, once, and it is given again.
    private mutating func askCreating(
        _ command: IMAPCommand, _ target: FolderName
    ) throws(TransportFailure) -> IMAPStatus {
        let status = try connection.ask(command)
        guard status.condition == .no, !hasTriedToCreate else { return status }
        hasTriedToCreate = true
        let creation = try connection.ask(.create(target))
        return creation.condition == .ok ? try connection.ask(command) : status
    }
}

extension IMAPStatus {
    /// What a no means for the connection as a whole (RFC 5530 §3).
    var cause: TransportFailure.Cause {
        switch code {
        case .other("UNAVAILABLE"), .other("INUSE"), .other("SERVERBUG"), .other("LIMIT"): .turnedAway
        case .uidValidity, .uidNext, .permanentFlags, .readOnly, .readWrite, .tryCreate, .other, nil: .refused
        }
    }
}

/// The bytes up to and with the empty line that ends the header section (RFC 5322 §2.1).
private func headerBlock(of message: [UInt8]) -> [UInt8] {
    var lineStart = 0
    while let end = message[lineStart...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = message[lineStart..<end]
        lineStart = end + 1
        if line.isEmpty || line.elementsEqual([UInt8(ascii: "\r")]) || lineStart > FetchBatch.mostHeaderBytes
        {
            break
        }
    }
    return Array(message[..<(lineStart == 0 ? min(message.count, FetchBatch.mostHeaderBytes) : lineStart)])
}

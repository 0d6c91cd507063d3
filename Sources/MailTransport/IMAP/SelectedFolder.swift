internal import TallyCore

/// What the server has told about the folder that is open (RFC 9051 §6.3.2).
struct SelectedFolder: Hashable, Sendable {
    private(set) var messages = 0
    private(set) var uidValidity: UIDValidity?
    private(set) var uidNext: UID?
    private(set) var isReadOnly = false
    private(set) var permanentFlags: [String]?
    /// Something came in since this was last set to false.
    var hasArrivals = false

    /// What a staged message can be marked with here.
    var mark: IMAPCommand.Mark {
        let flags = permanentFlags ?? []
        let name = IMAPCommand.Mark.keywordName.uppercased()
        return flags.contains("\\*") || flags.contains { $0.uppercased() == name } ? .keyword : .seen
    }

    mutating func note(_ data: IMAPUntagged) {
        switch data {
        case .exists(let count):
            hasArrivals = hasArrivals || count > messages
            messages = count
        case .expunge:
            messages = max(0, messages - 1)
        case .status(let status):
            note(status.code)
        case .bye, .capabilities, .search, .fetch, .list, .other:
            break
        }
    }

    mutating func note(_ code: IMAPCode?) {
        switch code {
        case .uidValidity(let value): uidValidity = value
        case .uidNext(let uid): uidNext = uid
        case .permanentFlags(let flags): permanentFlags = flags
        case .readOnly: isReadOnly = true
        case .readWrite: isReadOnly = false
        case .tryCreate, .other, nil: break
        }
    }
}

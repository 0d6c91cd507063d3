/// What stands behind a verb, without the closing.
struct CommandArgument {
    /// The longest argument that is no text, in octets.
    private static let longest = 200

    private let bytes: ArraySlice<UInt8>
    private let ticketPrefix: String

    init(_ bytes: ArraySlice<UInt8>, ticketPrefix: String) {
        self.bytes = bytes
        self.ticketPrefix = ticketPrefix
    }

    /// The command of a verb that takes an argument; nil when this is not what it takes.
    func command(_ verb: CommandVerb) -> Command? {
        guard !bytes.isEmpty, bytes.count <= Self.longest else { return nil }
        switch verb {
        case .assign, .owner: return .assign(to: assignee)
        case .status: return status
        case .priority: return Priority(rawValue: folded).map { .priority($0) }
        case .team: return .team(name)
        case .category: return .category(name)
        case .project: return .project(name)
        case .due:
            if isNone { return .due(nil) }
            return DueDate(folded).map { .due($0) }
        case .cc: return address.map { .copy(to: $0) }
        case .merge: return ticket.map { .merge(into: $0) }
        case .tag: return tags(areAdded: true)
        case .untag: return tags(areAdded: false)
        case .claim, .release, .resolve, .close, .reopen, .waiting, .note, .withdraw, .undo, .help: return nil
        }
    }

    private var text: String { String(decoding: bytes, as: UTF8.self) }

    private var folded: String { asciiLowercased(bytes) }

    private var isNone: Bool { ["none", "nobody", "-"].contains(folded) }

    private var name: String? { isNone ? nil : text }

    private var assignee: Command.Assignee {
        switch folded {
        case "nobody", "none", "-": return .nobody
        case "me", "myself", "to me": return .writer
        default:
            let to = Array("to ".utf8)
            let named = folded.utf8.starts(with: to) ? bytes.dropFirst(to.count) : bytes
            return .person(Self.addressText(in: named) ?? String(decoding: named, as: UTF8.self))
        }
    }

    private var status: Command? {
        switch folded {
        case "open": .status(.open)
        case "in progress", "in_progress", "in-progress": .status(.inProgress)
        case "waiting", "pending", "on hold": .putOnHold
        case "resolved", "resolve", "solved", "done": .resolve(text: "")
        case "closed", "close": .close
        case "reopen", "reopened": .reopen
        case "withdrawn", "withdraw": .withdraw
        default: nil
        }
    }

    private var address: MailAddress? { MailAddress(Self.addressText(in: bytes) ?? text) }

    /// What stands in angle brackets: `Bob <bob@acme.example>`, as mail programs complete it.
    private static func addressText(in bytes: ArraySlice<UInt8>) -> String? {
        guard let start = bytes.lastIndex(of: UInt8(ascii: "<")), bytes.last == UInt8(ascii: ">") else {
            return nil
        }
        return String(decoding: bytes[(start + 1)...].dropLast(), as: UTF8.self)
    }

    /// `TT-12`, `#12` or `12`, perhaps behind "into" or "with".
    private var ticket: Ticket.ID? {
        var rest = folded.utf8[...]
        for word in ["into ", "with "] where rest.starts(with: word.utf8) {
            rest = rest.dropFirst(word.utf8.count)
        }
        let prefix = asciiLowercased((ticketPrefix + "-").utf8)
        for mark in [prefix, "#"] where rest.starts(with: mark.utf8) {
            rest = rest.dropFirst(mark.utf8.count)
        }
        return decimal(rest, in: 1...999_999_999).map { Ticket.ID(rawValue: Int64($0)) }
    }

    /// Tags with commas between them; one that begins with a minus is taken off.
    private func tags(areAdded: Bool) -> Command? {
        var (added, removed): ([String], [String]) = ([], [])
        for part in bytes.split(separator: UInt8(ascii: ",")) {
            var tag = CommandLine.trimmed(part)
            let isMinus = tag.first == UInt8(ascii: "-")
            if isMinus || tag.first == UInt8(ascii: "+") || tag.first == UInt8(ascii: "#") {
                tag = tag.dropFirst()
            }
            guard !tag.isEmpty else { continue }
            let text = String(decoding: tag, as: UTF8.self)
            if areAdded, !isMinus { added.append(text) } else { removed.append(text) }
        }
        return added.isEmpty && removed.isEmpty ? nil : .tag(added: added, removed: removed)
    }
}

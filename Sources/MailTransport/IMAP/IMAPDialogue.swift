/// Our side of an IMAP conversation, without a socket: commands become bytes, bytes become events.
///
///     begin(command) ──▶ bytes to send
///     receive(bytes) ──▶ untagged data, continuation, completion of the command, or the end
///
/// One command is under way at a time. Until the first one is answered everything else that the server says is
/// dropped: libcurl has read from this connection before and may have kept a part.
struct IMAPDialogue {
    /// What the server's bytes amount to.
    enum Event: Hashable {
        case untagged(IMAPUntagged)
        case continuation
        case completed(IMAPStatus)
        /// Nothing that comes after this can be trusted.
        case violated(IMAPViolation)
    }

    /// What one command may bring in all, in bytes.
    private var allowance = 0
    private var reader = IMAPResponseReader()
    private var number = 0
    private var awaited: String?
    private var isIdling = false
    private(set) var isTrusted = false
    private var isBroken = false

    /// Starts a command.
    ///
    /// - Parameters:
    ///   - largestLiteral: the most that one string of the answer may take.
    ///   - largestAnswer: the most that the whole answer may take, lines included.
    /// - Returns: what to send.
    mutating func begin(
        _ command: IMAPCommand, largestLiteral: Int = 1 << 16, largestAnswer: Int = 1 << 24
    ) -> [UInt8] {
        precondition(awaited == nil, "\(command) cannot be given while another command is under way")
        number += 1
        // libcurl's own tags are one letter and digits.
        let tag = "TALLY\(number)"
        awaited = tag
        isIdling = command == .idle
        allowance = largestAnswer
        reader.limits.literal = largestLiteral
        return command.bytes(tag: tag)
    }

    /// What to send before hanging up, at any moment: the end of an IDLE under way, and LOGOUT.
    mutating func farewell() -> [UInt8] {
        guard !isBroken else { return [] }
        defer { isBroken = true }
        let logout = IMAPCommand.logout.bytes(tag: "TALLY\(number + 1)")
        return (isIdling ? Array("DONE\r\n".utf8) : []) + logout
    }

    /// Takes what arrived.
    mutating func receive(_ bytes: ArraySlice<UInt8>) -> [Event] {
        guard !isBroken else { return [] }
        var events: [Event] = []
        allowance -= bytes.count
        do throws(IMAPViolation) {
            guard allowance >= 0 || awaited == nil else { throw .answerTooLarge }
            reader.receive(bytes)
            while let raw = try reader.next() {
                if let event = try event(raw) { events.append(event) }
            }
        } catch {
            isBroken = true
            events.append(.violated(error))
        }
        return events
    }

    private mutating func event(_ raw: IMAPResponseReader.Raw) throws(IMAPViolation) -> Event? {
        switch IMAPResponse(raw) {
        case .tagged(let tag, let status):
            guard tag == awaited else {
                guard !isTrusted else { throw .unknownTag }
                return nil
            }
            awaited = nil
            isIdling = false
            isTrusted = true
            reader.allowsLiterals = true
            return .completed(status)
        case .continuation:
            return isTrusted ? .continuation : nil
        case .untagged(let data):
            return isTrusted ? .untagged(data) : nil
        }
    }
}

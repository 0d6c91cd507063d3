import Synchronization

/// One client at a `FakeIMAPServer`.
struct FakeIMAPSession {
    let server: FakeIMAPServer
    let peer: Peer
    let connection: Int
    private var selected = ""
    private var told = 0

    init(server: FakeIMAPServer, peer: Peer, connection: Int) {
        self.server = server
        self.peer = peer
        self.connection = connection
    }

    func run() {
        var session = self
        session.serve()
    }

    private mutating func serve() {
        guard answer("", "* OK ready\r\n", to: "greeting", ordinal: 0) else { return }
        var ordinal = 0
        while let bytes = peer.line() {
            ordinal += 1
            let line = String(decoding: bytes, as: UTF8.self)
            let tag = String(line.prefix { $0 != " " })
            let command = String(line.dropFirst(tag.count + 1))
            server.state.withLock { $0.log.append(command) }
            let fault = server.fault(connection, ordinal, command)
            switch fault {
            case .dropBefore: return
            case .hang: return peer.drain()
            case .drip:
                return peer.drip()
            case .answer(let text):
                guard peer.send(text.replacing("#", with: tag)) else { return }
                continue
            case .dropAfter, .dropWithin, nil: break
            }
            if command == "IDLE" && fault == nil {
                guard idle(tag) else { return }
                continue
            }
            let reply = reply(to: command, tag)
            switch fault {
            case .dropAfter: return
            case .dropWithin:
                peer.send(Array(reply.prefix(reply.count / 2)))
                return
            case .dropBefore, .hang, .drip, .answer, nil:
                guard peer.send(reply), command != "LOGOUT" else { return }
            }
        }
    }

    private func answer(_ tag: String, _ text: String, to command: String, ordinal: Int) -> Bool {
        switch server.fault(connection, ordinal, command) {
        case .answer(let other): return peer.send(other)
        case .hang:
            peer.drain()
            return false
        case .dropBefore, .dropAfter, .dropWithin: return false
        case .drip, nil: return peer.send(text)
        }
    }

    private mutating func idle(_ tag: String) -> Bool {
        let arrived = server.state.withLock { state -> Int? in
            state.idling[connection] = peer
            let count = state.folders[selected]?.messages.count ?? 0
            return count > told ? count : nil
        }
        peer.send("+ idling\r\n" + (arrived.map { "* \($0) EXISTS\r\n" } ?? ""))
        let line = peer.line()
        told = server.state.withLock { state in
            state.idling[connection] = nil
            return state.folders[selected]?.messages.count ?? 0
        }
        guard line == Array("DONE".utf8) else { return false }
        return peer.send("\(tag) OK idled\r\n")
    }

    private mutating func reply(to command: String, _ tag: String) -> [UInt8] {
        var lines: [UInt8] = []
        let words = command.split(separator: " ").map(String.init)
        guard !words.isEmpty else { return Array("\(tag) BAD what\r\n".utf8) }
        let verb = words[0] == "UID" ? "UID \(words[1])" : words[0]
        let verdict = perform(verb, words, command, &lines)
        let count = server.state.withLock { $0.folders[selected]?.messages.count ?? 0 }
        if count > told { lines += Array("* \(count) EXISTS\r\n".utf8) }
        told = count
        return lines + Array("\(tag) \(verdict)\r\n".utf8)
    }

    private mutating func perform(
        _ verb: String, _ words: [String], _ command: String, _ lines: inout [UInt8]
    ) -> String {
        switch verb {
        case "CAPABILITY": lines += Array("* CAPABILITY \(server.capabilities)\r\n".utf8)
        case "LIST": lines += Array("* LIST (\\Noselect) \"/\" \"\"\r\n".utf8)
        case "SELECT": return select(unquoted(words[1]), &lines)
        case "CREATE":
            server.state.withLock { state in
                let name = unquoted(words[1])
                state.folders[name] = state.folders[name] ?? FakeIMAPServer.Folder()
            }
        case "UID SEARCH": lines += search(words)
        case "UID FETCH": lines += fetch(Self.range(words[2]), command)
        case "UID STORE":
            store(Self.range(words[2]), Set(words[4...].map { $0.filter { $0 != "(" && $0 != ")" } }))
        case "UID MOVE", "UID COPY":
            return transfer(Self.range(words[2]), to: unquoted(words[3]), moving: verb == "UID MOVE", &lines)
        case "UID EXPUNGE":
            remove(Self.range(words[2]), &lines) { $0.flags.contains("\\Deleted") }
        default: break
        }
        return "OK done"
    }

    private mutating func select(_ name: String, _ lines: inout [UInt8]) -> String {
        guard let folder = server.state.withLock({ $0.folders[name] }) else {
            return "NO [NONEXISTENT] no such folder"
        }
        selected = name
        told = folder.messages.count
        lines += Array(
            """
            * \(told) EXISTS\r
            * OK [UIDVALIDITY \(folder.uidValidity)]\r
            * OK [UIDNEXT \(folder.nextUID)]\r
            * OK [PERMANENTFLAGS (\\Seen \\Deleted \\*)]\r\n
            """.utf8)
        return "OK [READ-WRITE] selected"
    }

    private func search(_ words: [String]) -> [UInt8] {
        let folder = server.state.withLock { $0.folders[selected] ?? FakeIMAPServer.Folder() }
        let isExtended = words.contains("RETURN")
        let last = folder.messages.last?.uid ?? 0
        let place = (words.lastIndex(of: "UID") ?? 0) + 1
        let isByDay = words.contains("SINCE")
        let range = isByDay ? ["1", "*"] : words[place].split(separator: ":")
        let first = UInt32(range[0]) ?? 1
        var uids = folder.messages.map(\.uid)
        if isByDay {
            // All of them came today.
        } else if range[1] == "*" {
            uids = uids.filter { $0 >= min(first, last) }
        } else {
            uids = folder.messages.filter { message in
                message.uid <= (UInt32(range[1]) ?? 0)
                    && (words.last == "UNSEEN"
                        ? !message.flags.contains("\\Seen") : !message.flags.contains(words.last ?? ""))
            }.map(\.uid)
        }
        let list = uids.map(String.init).joined(separator: isExtended ? "," : " ")
        let all = list.isEmpty ? "" : " ALL \(list)"
        return Array((isExtended ? "* ESEARCH (TAG \"x\") UID\(all)\r\n" : "* SEARCH \(list)\r\n").utf8)
    }

    private func fetch(_ uids: Set<UInt32>, _ command: String) -> [UInt8] {
        let folder = server.state.withLock { $0.folders[selected] ?? FakeIMAPServer.Folder() }
        var lines: [UInt8] = []
        for (index, message) in folder.messages.enumerated() where uids.contains(message.uid) {
            lines += Array(
                "* \(index + 1) FETCH (UID \(message.uid) RFC822.SIZE \(message.bytes.count) INTERNALDATE \"22-Nov-2026 08:15:00 +0100\""
                    .utf8)
            if command.contains("BODY.PEEK[]") {
                lines += Array(" BODY[] {\(message.bytes.count)}\r\n".utf8) + message.bytes
            } else if command.contains("HEADER") {
                let head = Array(message.bytes.prefix(80))
                lines += Array(" BODY[HEADER]<0> {\(head.count)}\r\n".utf8) + head
            }
            lines += Array(")\r\n".utf8)
        }
        return lines
    }

    private func store(_ uids: Set<UInt32>, _ flags: Set<String>) {
        server.state.withLock { state in
            for index in state.folders[selected]?.messages.indices ?? 0..<0 {
                guard uids.contains(state.folders[selected]?.messages[index].uid ?? 0) else { continue }
                state.folders[selected]?.messages[index].flags.formUnion(flags)
            }
        }
    }

    private mutating func transfer(
        _ uids: Set<UInt32>, to name: String, moving: Bool, _ lines: inout [UInt8]
    ) -> String {
        let hasTarget = server.state.withLock { state in
            guard state.folders[name] != nil else { return false }
            for message in state.folders[selected]?.messages ?? [] where uids.contains(message.uid) {
                state.append(message.bytes, to: name, flags: message.flags)
            }
            return true
        }
        guard hasTarget else { return "NO [TRYCREATE] no such folder" }
        if moving { remove(uids, &lines) { _ in true } }
        return "OK done"
    }

    private mutating func remove(
        _ uids: Set<UInt32>, _ lines: inout [UInt8], _ isMeant: (FakeIMAPServer.Message) -> Bool
    ) {
        let gone = server.state.withLock { state -> [Int] in
            let messages = state.folders[selected]?.messages ?? []
            let gone = messages.indices.filter { uids.contains(messages[$0].uid) && isMeant(messages[$0]) }
            for index in gone.reversed() { state.folders[selected]?.messages.remove(at: index) }
            return gone
        }
        for index in gone.reversed() { lines += Array("* \(index + 1) EXPUNGE\r\n".utf8) }
        told -= gone.count
    }

    private func unquoted(_ word: String) -> String { word.filter { $0 != "\"" } }

    private static func range(_ set: String) -> Set<UInt32> {
        var uids: Set<UInt32> = []
        for part in set.split(separator: ",") {
            let ends = part.split(separator: ":").compactMap { UInt32($0) }
            if let first = ends.first, let last = ends.last { uids.formUnion(first...last) }
        }
        return uids
    }
}

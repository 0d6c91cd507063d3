import Synchronization

/// A small IMAP server that keeps folders in memory and can be told to misbehave at any command.
final class FakeIMAPServer: Sendable {
    /// What happens instead of the answer to one command.
    enum Fault: Sendable {
        /// The connection ends and the command has no effect.
        case dropBefore
        /// The command has its effect and the connection ends in the middle of the answer.
        case dropWithin
        /// The command has its effect and the connection ends before the answer.
        case dropAfter
        /// Silence.
        case hang
        /// This, `#` being the tag, instead of any effect.
        case answer(String)
        /// A byte now and then, for ever.
        case drip
    }

    struct Message: Sendable {
        let uid: UInt32
        let bytes: [UInt8]
        var flags: Set<String> = []
    }

    struct Folder: Sendable {
        var uidValidity: UInt32 = 1
        var nextUID: UInt32 = 1
        var messages: [Message] = []
    }

    struct State: Sendable {
        var folders: [String: Folder] = ["INBOX": Folder()]
        var log: [String] = []
        /// The commands of the connections so far, counted from 0 with each.
        var idling: [Int: Peer] = [:]
    }

    typealias Misbehaviour = @Sendable (_ connection: Int, _ ordinal: Int, _ command: String) -> Fault?

    let capabilities: String
    let state: Mutex<State>
    private let faults: Mutex<Misbehaviour>
    private let listening: Mutex<LoopbackServer?> = Mutex(nil)

    static let everything = "IMAP4rev1 AUTH=PLAIN SASL-IR IDLE UIDPLUS MOVE ESEARCH"

    init(
        capabilities: String = everything, messages: [[UInt8]] = [],
        misbehaving faults: @escaping Misbehaviour = { _, _, _ in nil }
    ) {
        self.capabilities = capabilities
        self.faults = Mutex(faults)
        state = Mutex(State())
        for message in messages { deliver(message) }
        let server = LoopbackServer { [weak self] peer, number in
            guard let self else { return }
            FakeIMAPSession(server: self, peer: peer, connection: number).run()
        }
        listening.withLock { $0 = server }
    }

    var port: UInt16 { listening.withLock { $0?.port ?? 0 } }
    var connections: Int { listening.withLock { $0?.accepted ?? 0 } }
    /// The commands as they came, without tags.
    var log: [String] { state.withLock { $0.log } }

    func stop() { listening.withLock { $0?.stop() } }

    func misbehave(_ faults: @escaping Misbehaviour) { self.faults.withLock { $0 = faults } }

    func fault(_ connection: Int, _ ordinal: Int, _ command: String) -> Fault? {
        faults.withLock { $0 }(connection, ordinal, command)
    }

    func contents(of folder: String) -> [[UInt8]] {
        state.withLock { $0.folders[folder]?.messages.map(\.bytes) ?? [] }
    }

    /// A new message arrives; whoever idles is told.
    func deliver(_ message: [UInt8]) {
        state.withLock { state in
            state.append(message, to: "INBOX")
            let count = state.folders["INBOX"]?.messages.count ?? 0
            for peer in state.idling.values { peer.send("* \(count) EXISTS\r\n") }
        }
    }

    /// The server loses its indexes: the same messages under new numbers.
    func renumber() {
        state.withLock { state in
            guard let old = state.folders["INBOX"] else { return }
            state.folders["INBOX"] = Folder(uidValidity: old.uidValidity + 1)
            for message in old.messages { state.append(message.bytes, to: "INBOX") }
        }
    }
}

extension FakeIMAPServer.State {
    mutating func append(_ bytes: [UInt8], to name: String, flags: Set<String> = []) {
        guard var folder = folders[name] else { return }
        folder.messages.append(FakeIMAPServer.Message(uid: folder.nextUID, bytes: bytes, flags: flags))
        folder.nextUID += 1
        folders[name] = folder
    }
}

import Glibc
import Synchronization

/// A server that says what its script says, and notes where the client does not.
///
///     S: text      the server sends the line; `#` stands for the client's last tag
///     C: text      the client must send the line; `#` takes its tag, a `*` at the end takes the rest
///     C: *data     the client sends lines up to a lone dot
///     hang         silence until the client goes
///     drip         a byte now and then, without end, until the client goes
///     reset        the connection breaks
///
/// After the last line the server hangs up. One script per connection; the last one serves all further ones.
final class ScriptedServer: Sendable {
    let loopback: LoopbackServer
    private let notes: Notes

    private final class Notes: Sendable {
        let problems = Mutex<[String]>([])
        let data = Mutex<[[String]]>([])
    }

    init(_ scripts: String...) {
        let notes = Notes()
        let parsed = scripts.map { $0.split(separator: "\n").map(String.init) }
        loopback = LoopbackServer { peer, number in
            Self.play(parsed[min(number, parsed.count - 1)], peer, notes)
        }
        self.notes = notes
    }

    var port: UInt16 { loopback.port }

    /// Where the client left the script.
    var problems: [String] { notes.problems.withLock { $0 } }

    /// The lines of each message that came after DATA.
    var data: [[String]] { notes.data.withLock { $0 } }

    func stop() { loopback.stop() }

    private static func play(_ script: [String], _ peer: Peer, _ notes: Notes) {
        var tag = ""
        for step in script {
            if step.hasPrefix("S: ") {
                guard peer.send(step.dropFirst(3).replacing("#", with: tag) + "\r\n") else { return }
            } else if step == "C: *data" {
                var lines: [String] = []
                while let line = peer.line(), line != [46] {
                    lines.append(String(decoding: line, as: UTF8.self))
                }
                notes.data.withLock { $0.append(lines) }
            } else if step.hasPrefix("C: ") {
                guard let bytes = peer.line() else { return }
                let line = String(decoding: bytes, as: UTF8.self)
                var pattern = String(step.dropFirst(3))
                if pattern.hasPrefix("#") {
                    tag = String(line.prefix { $0 != " " })
                    pattern = tag + pattern.dropFirst()
                }
                let matches = pattern.hasSuffix("*") ? line.hasPrefix(pattern.dropLast()) : line == pattern
                if !matches {
                    notes.problems.withLock { $0.append("expected \(pattern), got \(line)") }
                    return
                }
            } else if step == "hang" {
                return peer.drain()
            } else if step == "drip" {
                while peer.send([120]) { usleep(5_000) }
            } else if step == "reset" {
                return peer.reset()
            } else {
                preconditionFailure("not a step of a script: \(step)")
            }
        }
    }
}

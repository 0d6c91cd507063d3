import Foundation
import TallyCore
import Testing

/// A configuration and a database of its own, without any server: for commands that need none.
final class CommandDesk {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tally-\(UUID().uuidString)")
    private let configuration: URL

    /// - Parameter more: members of the configuration, from the folder it lies in.
    init(_ more: (URL) throws -> String = { _ in "" }) throws {
        configuration = folder.appending(path: "tally.json5")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let text = """
            { site: { name: "Acme IT", url: "http://127.0.0.1:8025" },
              dataDirectory: "\(folder.path)/data",
              mailboxes: [ { name: "support", address: "support@acme.example", team: "routed",
                imap: { url: "imaps://localhost:1", user: "support", password: { value: "x" } } } ],
              smtp: { url: "smtp://localhost:1", from: "Acme IT <support@acme.example>", security: "none" },
              \(try more(folder)) }
            """
        try Data(text.utf8).write(to: configuration)
    }

    deinit { Program.removeWhatever(folder) }

    func run(_ words: String..., input: String = "") throws -> Program.Answer { try run(words, input: input) }

    func run(_ words: [String], input: String = "") throws -> Program.Answer {
        try Program.run(Program.daemon, words + ["--config", configuration.path], input: input)
    }

    /// What the command prints with `--json`, an object per line.
    func objects(_ words: String...) throws -> [JSON] {
        let answer = try Program.run(
            Program.daemon, words + ["--json", "--config", configuration.path])
        #expect(answer.status == 0, "\(words): \(answer.errors)")
        return try answer.output.split(separator: 0x0A).map { try JSON(parsing: Array($0)) }
    }
}

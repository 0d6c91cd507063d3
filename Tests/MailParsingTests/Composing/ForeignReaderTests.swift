import ForeignPrograms
import Foundation
import Testing

@testable import MailParsing

/// What the writer wrote, as readers of others see it.
@Suite("Composing: accepted by readers of others")
struct ForeignReaderTests {
    /// What a reader says of one mail.
    private struct Reading: Decodable {
        let subject: String
        let name: String
        let address: String
        let text: String?
        let html: String?
        let attachments: [[String]]
    }

    private static let seeds = UInt64(1)...80

    private static let readers = CorpusCase.folder.deletingLastPathComponent().appending(path: "Readers")

    @Test func `our own reader reads back what was written`() {
        for seed in Self.seeds {
            let written = RandomMessage(seed: seed).message
            let bytes = written.bytes()
            let read = Message(reading: bytes)
            #expect(OutgoingMessageTests.isWellFormed(bytes))
            #expect(read.defects.isEmpty)
            #expect(Self.isSame(read.subject, written.subject))
            #expect(Self.isSame(read.from.first?.name, written.from.name))
            #expect(read.date == written.date)
            #expect(read.references == written.references)
            #expect(Self.isSame(read.html, written.html))
            #expect(Self.isSame(read.textSource == .plain ? read.text : nil, written.text))
            #expect(read.attachments.map(\.content) == written.attachments.map(\.content))
            #expect(read.attachments.map(\.filename) == written.attachments.map(\.filename))
        }
    }

    @Test func `Python accepts it by its strict policy and reads the same`() throws {
        try Self.compare { paths in
            try Self.run("/usr/bin/python3", [Self.readers.appending(path: "strict.py").path] + paths)
        }
    }

    @Test func `GMime reads the same`() throws {
        let flags = try Self.run("/usr/bin/pkg-config", ["--cflags", "--libs", "gmime-3.0"])
            .split(whereSeparator: \.isWhitespace).map(String.init)
        try Self.inFolder { folder in
            let program = folder.appending(path: "reader").path
            _ = try Self.run(
                "/usr/bin/cc", [Self.readers.appending(path: "gmime.c").path, "-o", program] + flags)
            try Self.compare { paths in try Self.run(program, paths) }
        }
    }

    // MARK: Comparing

    /// Octet by octet: canonical equivalence is not enough.
    private static func isSame(_ read: String?, _ written: String?) -> Bool {
        Array((read ?? "").utf8) == Array((written ?? "").utf8)
    }

    private static func compare(with reader: ([String]) throws -> String) throws {
        let messages = seeds.map { RandomMessage(seed: $0).message }
        try inFolder { folder in
            let paths = try messages.enumerated().map { number, message in
                let file = folder.appending(path: "\(number).eml")
                try Data(message.bytes()).write(to: file)
                return file.path
            }
            let lines = try reader(paths).split(separator: "\n")
            #expect(lines.count == messages.count)
            for (line, message) in zip(lines, messages) {
                compare(try JSONDecoder().decode(Reading.self, from: Data(line.utf8)), message)
            }
        }
    }

    private static func compare(_ read: Reading, _ written: OutgoingMessage) {
        #expect(Tolerance.folded(read.subject) == Tolerance.folded(written.subject))
        // Python 3.11 keeps the space between two encoded words of a name, which RFC 2047 §6.2 drops.
        #expect(Tolerance.letters(read.name) == Tolerance.letters(written.from.name ?? ""))
        #expect(read.address == written.from.address)
        #expect(Tolerance.lines(read.text ?? "") == Tolerance.lines(written.text))
        #expect(Tolerance.lines(read.html ?? "") == Tolerance.lines(written.html ?? ""))
        #expect(
            read.attachments.map { $0.last }
                == written.attachments.map { attachment in
                    attachment.content.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
                })
        #expect(
            read.attachments.map { Tolerance.folded($0.first ?? "") }
                == written.attachments.map { Tolerance.folded($0.filename) })
    }

    private static func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private struct Failure: Error {
        let output: String
    }

    @discardableResult
    private static func run(_ program: String, _ arguments: [String]) throws -> String {
        let answer = try ForeignProgram.run(program, arguments)
        guard answer.status == 0 else { throw Failure(output: answer.text + answer.errors) }
        return answer.text
    }
}

import TallyCore
import Testing

@testable import MailTransport

@Suite("The IMAP dialogue (RFC 9051 §7)") struct IMAPDialogueTests {
    /// A dialogue whose first command is answered, and with `command` under way.
    private func dialogue(_ command: IMAPCommand, largestLiteral: Int = 1 << 16) -> IMAPDialogue {
        var dialogue = IMAPDialogue()
        _ = dialogue.begin(.noop)
        _ = dialogue.receive(Array("TALLY1 OK\r\n".utf8)[...])
        _ = dialogue.begin(command, largestLiteral: largestLiteral)
        return dialogue
    }

    private func events(_ command: IMAPCommand, _ server: [UInt8]) -> [IMAPDialogue.Event] {
        var dialogue = dialogue(command)
        return dialogue.receive(server[...])
    }

    private func events(_ command: IMAPCommand, _ server: String) -> [IMAPDialogue.Event] {
        events(command, Array(server.utf8))
    }

    private static let ok = IMAPStatus(condition: .ok, code: nil, text: "")

    private static func body(_ uid: UInt32, _ bytes: [UInt8]?) -> IMAPDialogue.Event {
        .untagged(.fetch(IMAPFetch(uid: UID(uid), body: bytes.map { .bytes($0) } ?? IMAPFetch.Body.none)))
    }

    @Test func `every split of the stream gives the same events`() {
        let body = Array("a\r\nTALLY2 OK done\r\n* 9 EXISTS\r\n{5}\r\nA004 OK\r\n)".utf8)
        var stream = Array("* 1 FETCH (UID 7 BODY[] {\(body.count)}\r\n".utf8) + body
        stream += Array(
            ")\r\n* 3 EXISTS\r\n+ idling\r\n* OK [UIDNEXT 9] x {5}\r\n* SEARCH 3 1\r\nTALLY2 OK\r\n".utf8)
        let expected: [IMAPDialogue.Event] = [
            Self.body(7, body),
            .untagged(.exists(3)),
            .continuation,
            .untagged(.status(IMAPStatus(condition: .ok, code: .uidNext(UID(9)), text: "[UIDNEXT 9] x {5}"))),
            .untagged(.search(UIDSet(ranges: [1...1, 3...3]))),
            .completed(Self.ok),
        ]
        for split in everySplit(of: stream) {
            var dialogue = dialogue(.noop)
            #expect(split.flatMap { dialogue.receive($0) } == expected)
        }
    }

    @Test(arguments: [
        "A004 OK done\r\nTALLY2 OK done\r\n", "{5}\r\n", "x {99999999999}\r\n", ")\r\nTALLY2 OK\r\n", "\r\n",
        "",
        "* BYE\r\n", "\r", "\0\u{1}",
    ])
    func `what a message says is not taken for the server's word`(body: String) {
        let bytes = Array(body.utf8)
        let stream = "* 1 FETCH (UID 7 BODY[] {\(bytes.count)}\r\n\(body) FLAGS (\\Seen))\r\nTALLY2 OK\r\n"
        #expect(events(.noop, stream) == [Self.body(7, bytes), .completed(Self.ok)])
    }

    @Test func `all byte values come through a literal`() {
        let bytes = (0...255).map { UInt8($0) }
        let stream =
            Array("* 1 FETCH (BODY[] {256}\r\n".utf8) + bytes + Array(" UID 7)\r\nTALLY2 OK\r\n".utf8)
        #expect(events(.noop, stream) == [Self.body(7, bytes), .completed(Self.ok)])
    }

    struct Body: Sendable {
        let response: String
        let bytes: [UInt8]?
    }

    @Test(arguments: [
        Body(response: "UID 7 BODY[] \"a\\\"b\\\\c{5}\"", bytes: Array("a\"b\\c{5}".utf8)),
        Body(response: "UID 7 BODY[] \"\"", bytes: []),
        Body(response: "UID 7 BODY[] NIL", bytes: nil),
        Body(response: "UID 7 BODY[] nil", bytes: nil),
        Body(response: "BODY[HEADER]<0> \"x\" UID 7", bytes: [120]),
        Body(response: "UID 7 body[header.fields (TO CC)] \"x\"", bytes: [120]),
        Body(response: "FLAGS (\\Seen $a) MODSEQ (12) X ((\"(\" a) NIL) UID 7 BODY[] \"x\"", bytes: [120]),
        Body(response: "UID 7 BODY[] ~{1}\r\nx", bytes: [120]),
        Body(response: "ENVELOPE ({3}\r\na)b NIL) UID 7 BODY[] {1}\r\nx", bytes: [120]),
    ])
    func `a body is a literal, a quoted string, or nothing`(body: Body) {
        #expect(
            events(.noop, "* 1 FETCH (\(body.response))\r\nTALLY2 OK\r\n")
                == [Self.body(7, body.bytes), .completed(Self.ok)])
    }

    @Test(arguments: [
        "* 1 FETCH (UID 7 BODY[] \"x", "* 1 FETCH UID 7", "* 1 FETCH (UID 0)", "* 1 FETCH (UID)", "* 1 FETCH",
        "* 1 FETCH (UID 4294967296)", "* 1 FETCH (X \(String(repeating: "(", count: 50)))", "* 1 FETCH ())",
        "* 99999999999999999999 EXISTS", "* x", "*", "", "* LIST", "* ESEARCH (TAG \"x\") UID ALL 1:*", "* 5",
    ])
    func `nonsense is passed over`(line: String) {
        let events = events(.noop, "\(line)\r\nTALLY2 OK\r\n")
        #expect(events.last == .completed(Self.ok))
        #expect(events.count == 2)
    }

    @Test func `the sizes of a listing are read`() {
        let fetch = IMAPFetch(
            uid: UID(7), size: 5_000_000_000, internalDate: Timestamp(unixSeconds: 837_596_665), body: nil)
        let line = "* 1 FETCH (INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 5000000000 UID 7)\r\n"
        #expect(events(.noop, line) == [.untagged(.fetch(fetch))])
    }

    @Test(arguments: [
        ("* ESEARCH (TAG \"TALLY2\") UID ALL 1:3,9\r\n", [1...3, 9...9] as [ClosedRange<UInt32>]),
        ("* ESEARCH (TAG \"TALLY2\") UID\r\n", []),
        ("* ESEARCH UID COUNT 2 ALL 4,5\r\n", [4...5]),
        ("* SEARCH\r\n", []),
        ("* SEARCH 5 4 9 (MODSEQ 3)\r\n", [4...5, 9...9]),
    ])
    func `both forms of a search result are read`(line: String, ranges: [ClosedRange<UInt32>]) {
        #expect(events(.noop, line) == [.untagged(.search(UIDSet(ranges: ranges)))])
    }

    @Test func `nothing is believed before the first command is answered`() {
        var dialogue = IMAPDialogue()
        _ = dialogue.begin(.noop)
        let stale =
            "rest of a line {12}\r\n* 5 EXISTS\r\n* BYE\r\nA003 OK\r\n+ go\r\n* 1 FETCH (UID 1 BODY[] {4}\r\n"
        #expect(dialogue.receive(Array(stale.utf8)[...]).isEmpty)
        #expect(dialogue.receive(Array("TALLY1 OK\r\n".utf8)[...]) == [.completed(Self.ok)])
    }

    @Test func `an answer to a command that was not given ends the conversation`() {
        #expect(events(.noop, "TALLY9 OK\r\n* 1 EXISTS\r\n") == [.violated(.unknownTag)])
    }

    @Test(arguments: ["99000000000", "99999999999999999999999999", "65537"])
    func `a literal beyond the limit is refused before a byte of it is kept`(size: String) {
        #expect(
            events(.noop, "* 1 FETCH (UID 7 BODY[] {\(size)}\r\nxx")
                == [.violated(.literalTooLarge(announced: String(size.prefix(20))))])
    }

    @Test func `a line without end is refused, and nothing is read after it`() {
        var dialogue = dialogue(.noop)
        let flood = [UInt8](repeating: 120, count: 2 << 20)
        #expect(dialogue.receive(flood[...]) == [.violated(.lineTooLong)])
        #expect(dialogue.receive(Array("\r\nTALLY2 OK\r\n".utf8)[...]).isEmpty)
    }

    @Test func `an answer larger than was asked for is refused`() {
        var dialogue = dialogue(.noop)
        _ = dialogue.receive(Array("TALLY2 OK\r\n".utf8)[...])
        _ = dialogue.begin(.noop, largestAnswer: 100)
        let line = Array("* 1 EXISTS\r\n".utf8)
        let events = (0..<20).flatMap { _ in dialogue.receive(line[...]) }
        #expect(events.count == 9)
        #expect(events.last == .violated(.answerTooLarge))
    }

    @Test func `response codes are read`() {
        let lines = [
            "[UIDVALIDITY 3] x", "[READ-ONLY]", "[permanentflags (\\Seen \\*)] x", "[TRYCREATE] no",
            "[UIDVALIDITY 0]",
            "[UNAVAILABLE] later", "[open", "no code",
        ]
        let codes = lines.map { line -> IMAPCode? in
            guard case .completed(let status) = events(.noop, "TALLY2 NO \(line)\r\n").first else {
                return nil
            }
            return status.code
        }
        #expect(
            codes == [
                .uidValidity(UIDValidity(3)), .readOnly, .permanentFlags(["\\Seen", "\\*"]), .tryCreate,
                .other("UIDVALIDITY"), .other("UNAVAILABLE"), nil, nil,
            ])
    }

    @Test func `commands are one line each`() {
        let folder = FolderName("Tally/Processed", separator: UInt8(ascii: "."))
        let uids = UIDSet([1, 2, 3, 9].map(UID.init))
        let lines: [(IMAPCommand, String)] = [
            (.select(folder), "SELECT \"Tally.Processed\""),
            (.search(.from(5), isExtended: true), "UID SEARCH RETURN (ALL) UID 5:*"),
            (
                .search(.without(.keyword, upTo: 4), isExtended: false),
                "UID SEARCH UID 1:4 UNKEYWORD $TallyStaged"
            ),
            (.fetchMessages(uids), "UID FETCH 1:3,9 (UID RFC822.SIZE INTERNALDATE BODY.PEEK[])"),
            (
                .fetchHeader(UID(4), atMost: 9),
                "UID FETCH 4 (UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER]<0.9>)"
            ),
            (.addFlags(uids, ["\\Seen"]), "UID STORE 1:3,9 +FLAGS.SILENT (\\Seen)"),
            (.move(uids, folder), "UID MOVE 1:3,9 \"Tally.Processed\""),
            (.expunge(uids), "UID EXPUNGE 1:3,9"),
        ]
        for (command, line) in lines {
            #expect(String(decoding: command.bytes(tag: "T"), as: UTF8.self) == "T \(line)\r\n")
        }
    }

    @Test func `a farewell ends an IDLE first`() {
        var idling = dialogue(.idle)
        #expect(String(decoding: idling.farewell(), as: UTF8.self) == "DONE\r\nTALLY3 LOGOUT\r\n")
        var resting = dialogue(.noop)
        #expect(String(decoding: resting.farewell(), as: UTF8.self) == "TALLY3 LOGOUT\r\n")
    }
}

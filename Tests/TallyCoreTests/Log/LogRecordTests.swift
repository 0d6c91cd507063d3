import Synchronization
import TallyCore
import TestSupport
import Testing

@Suite("Log records") struct LogRecordTests {
    private static let moment = Timestamp(unixSeconds: 1_795_335_300)

    private func line(
        _ fields: LogFields = [:], message: String? = nil, level: LogLevel = .info, format: LogFormat = .text,
        withPriority: Bool = false
    ) -> String {
        let record = LogRecord(
            moment: Self.moment, level: level, event: "intake.staged", fields: fields, message: message)
        return String(decoding: record.line(format: format, withPriority: withPriority), as: UTF8.self)
    }

    @Test func `text is for people and grep`() {
        #expect(
            line(["mailbox": "support", "uid": 12])
                == "2026-11-22T08:15:00Z info intake.staged mailbox=support uid=12\n")
        #expect(
            line(["at": Self.moment], message: "new \"mail\"")
                == "2026-11-22T08:15:00Z info intake.staged at=2026-11-22T08:15:00Z: new \"mail\"\n")
    }

    @Test func `JSON is one object a line`() {
        #expect(
            line(["mailbox": "support", "uid": 12], message: "é", format: .json)
                == #"{"time":"2026-11-22T08:15:00Z","level":"info","event":"intake.staged","#
                + #""mailbox":"support","uid":12,"message":"é"}"# + "\n")
    }

    @Test(arguments: [(.debug, 7), (.info, 6), (.warning, 4), (.error, 3)] as [(LogLevel, Int)])
    func `systemd is told the priority`(level: LogLevel, priority: Int) {
        for format in LogFormat.allCases {
            let plain = line(level: level, format: format)
            #expect(line(level: level, format: format, withPriority: true) == "<\(priority)>" + plain)
        }
    }

    @Test(
        arguments: [
            ("plain", "plain"), ("a@b.example", "a@b.example"), ("two words", "\"two words\""), ("", "\"\""),
            ("a=b", "\"a=b\""), ("a\"b", "\"a\\\"b\""), ("grün", "\"grün\""),
            ("a\nb\r\0", #""a\nb\r\u0000""#), ("\u{1B}[31m", #""\u001b[31m""#),
            ("\u{9B}31m", #""\u009b31m""#),
            ("a\u{2028}b\u{202E}c", #""a\u2028b\u202ec""#), ("\u{E0001}", #""\udb40\udc01""#),
            (12, "12"), (true, "true"), (nil, "null"), (["a", 1], #"["a",1]"#),
            (["k": "v\n"], #"{"k":"v\n"}"#),
        ] as [(JSON, String)])
    func `a value cannot be mistaken for another`(value: JSON, shown: String) {
        #expect(line(["field": value]) == "2026-11-22T08:15:00Z info intake.staged field=\(shown)\n")
    }

    @Test(arguments: LogFormat.allCases) func `nothing breaks the line`(format: LogFormat) throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            let text = String(
                String.UnicodeScalarView(
                    (0..<20).map { _ in
                        Unicode.Scalar(UInt32.random(in: 0..<0x2100, using: &random)) ?? " "
                    }))
            let shown = line([text: text, "list": [text]], message: text, format: format)
            let hidden = shown.dropLast().unicodeScalars.filter {
                $0.properties.generalCategory == .control || $0 == "\u{2028}" || $0 == "\u{2029}"
            }
            #expect(hidden.isEmpty)
            #expect(shown.last == "\n")
            guard format == .json else { continue }
            let value = try JSON(parsing: Array(shown.utf8))
            #expect(value["message"].text == text)
            #expect(value["list"] == [.string(text)])
        }
    }

    @Test func `a long value is cut between characters`() throws {
        let text = String(repeating: "é", count: 2_000)
        let value = try JSON(
            parsing: Array(line(["a": text, "b": [text]], message: text, format: .json).utf8))
        let cut = String(repeating: "é", count: 1_024) + "…"
        #expect(value["a"].text == cut)
        #expect(value["b"].text?.hasPrefix("[\"é") == true)
        #expect(value["b"].text?.utf8.count ?? 0 <= LogRecord.maximumValue + 3)
        #expect(value["message"].text == cut)
    }

    @Test func `no name occurs twice in JSON`() throws {
        let text = line(["time": 1, "a": 2, "a": 3, "b c=": 4, "": 5], format: .json)
        let value = try JSON(parsing: Array(text.utf8))
        #expect(value.members?.map(\.name) == ["time", "level", "event", "time_", "a", "a_", "b_c_", "_"])
    }

    @Test func `a secret has no form that could be logged`() {
        let secret: Any = Secret("hunter2")
        #expect(!(secret is any JSONRepresentable))
    }
}

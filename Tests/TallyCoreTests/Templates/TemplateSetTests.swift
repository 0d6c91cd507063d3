import Foundation
import TallyCore
import Testing

@Suite("Mail templates") struct TemplateSetTests {
    private static let files = [
        "received/subject.mustache": "[{{{reference}}}]\n {{{subject}}}\n",
        "received/text.mustache": "{{> head.text}}\nHello {{{name}}}\n",
        "received/html.mustache": "{{> head.html}}\n<p>Hello {{name}}</p>\n",
        "partials/head.text.mustache": "{{{site}}}\n",
        "partials/head.html.mustache": "<h1>{{site}}</h1>\n",
        "README.md": "{{",
    ]

    private func set(_ changes: [String: String?] = [:], kinds: [String] = ["received"]) -> TemplateSet {
        var files = Self.files
        for (name, content) in changes { files[name] = content }
        return TemplateSet(files: files.mapValues { Array($0.utf8) }, kinds: kinds)
    }

    private let values: JSON = ["reference": "TT-1", "subject": "a < b", "name": "<Sam>", "site": "A & B"]

    @Test func `a mail is rendered in three forms`() throws {
        let templates = set()
        #expect(templates.problems.isEmpty)
        let mail = try templates.render(kind: "received", values: values)
        #expect(mail.subject == "[TT-1] a < b")
        #expect(mail.text == "A & B\nHello <Sam>\n")
        #expect(mail.html == "<h1>A &amp; B</h1>\n<p>Hello &lt;Sam&gt;</p>\n")
    }

    @Test(arguments: [
        "a\r\nBcc: x", "a\nBcc: x", "a\rBcc: x", "a\u{85}Bcc: x", "a\u{2028}Bcc: x", "a\0\t\u{7F}Bcc: x",
        " a Bcc: x\n",
    ])
    func `a subject is one line whatever the values are`(subject: String) throws {
        let mail = try set().render(
            kind: "received", values: ["reference": "TT-1", "subject": .string(subject)])
        #expect(mail.subject == "[TT-1] a Bcc: x")
    }

    @Test(
        arguments: [
            (
                ["received/html.mustache": nil], ["received"],
                [
                    "received/html.mustache: the file is missing; every kind of mail needs subject, text and html"
                ]
            ),
            (
                ["partials/head.text.mustache": nil], ["received"],
                [
                    "received/text.mustache:1:1: there is no partial \"head.text\"; write partials/head.text.mustache"
                ]
            ),
            (
                ["received/text.mustache": "\n{{#a}}", "partials/head.html.mustache": "{{"], ["received"],
                [
                    "partials/head.html.mustache:1:1: the tag is not closed; write the closing delimiter",
                    "received/text.mustache:2:1: the section \"a\" is not closed; write {{/a}}",
                ]
            ),
            (
                ["partials/head.html.mustache": "{{#a}}\n{{{site}}}{{/a}}"], ["received"],
                [
                    "partials/head.html.mustache:2:1: the value \"site\" is not escaped, and this is HTML; write {{site}}"
                ]
            ),
            (
                [:], ["received", "status"],
                [
                    "status/html.mustache: the file is missing; every kind of mail needs subject, text and html",
                    "status/subject.mustache: the file is missing; every kind of mail needs subject, text and html",
                    "status/text.mustache: the file is missing; every kind of mail needs subject, text and html",
                ]
            ),
        ] as [([String: String?], [String], [String])])
    func `problems are found when templates are loaded`(
        changes: [String: String?], kinds: [String], problems: [String]
    ) {
        #expect(set(changes, kinds: kinds).problems.map(\.description) == problems)
    }

    @Test func `a kind without templates is refused`() {
        #expect(throws: TemplateFailure.unknownKind("status")) {
            try set().render(kind: "status", values: values)
        }
    }

    @Test func `files that no kind has are named`() {
        let templates = set(["recieved/text.mustache": "", "text.mustache": ""])
        #expect(templates.problems.isEmpty)
        #expect(templates.unusedFiles == ["recieved/text.mustache", "text.mustache"])
    }

    @Test func `the templates of the project have no problems`() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../templates/mail").standardized
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".mustache") }
        var files: [String: [UInt8]] = [:]
        for name in names { files[name] = Array(try Data(contentsOf: folder.appendingPathComponent(name))) }
        // A folder in a folder belongs to another language.
        let english = names.filter { $0.split(separator: "/").count == 2 }
        let kinds = Set(english.map { String($0.prefix { $0 != "/" }) }).subtracting(["partials"]).sorted()
        let templates = TemplateSet(files: files, kinds: kinds)
        #expect(kinds.contains("received"))
        #expect(templates.problems.map(\.description) == [])
        #expect(templates.unusedFiles == [])
        let isAboutNoTicket = [
            "account", "alarm", "confirm-address", "digest", "gathered", "invite", "outage", "password-reset",
            "report", "sign-in", "sign-up",
        ]
        for kind in kinds {
            let mail = try templates.render(kind: kind, values: ["ticket": ["reference": "TT-12"]])
            #expect(mail.subject.contains("[TT-12]") != isAboutNoTicket.contains(kind), "\(kind)")
            #expect(!mail.html.contains("{{") && !mail.text.contains("{{"))
        }
    }
}

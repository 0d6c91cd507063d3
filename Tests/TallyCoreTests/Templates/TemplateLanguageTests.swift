import TallyCore
import Testing

@Suite("Mail templates in several languages") struct TemplateLanguageTests {
    private static let files = [
        "received/subject.mustache": "[{{{ticket.reference}}}] Here\n",
        "received/text.mustache": "Hello {{{name}}}\n{{> foot.text}}\n",
        "received/html.mustache": "<p>{{name}}</p>",
        "partials/foot.text.mustache": "Bye\n",
        "de/received/text.mustache": "Guten Tag {{{name}}}\n{{> foot.text}}\n{{> only.text}}\n",
        "de/partials/foot.text.mustache": "Bis bald\n",
        "de/partials/only.text.mustache": "Ende\n",
        "de/words.json5": "{ 'Open': 'Offen', '{reference} is yours.': '{reference} gehört Ihnen.' }",
    ]

    private func set(
        _ changes: [String: String] = [:], names: [String: TemplateNames] = [:]
    ) -> TemplateSet {
        let files = Self.files.merging(changes) { _, new in new }
        return TemplateSet(files: files.mapValues { Array($0.utf8) }, kinds: ["received"], names: names)
    }

    private let values: JSON = ["name": "Sam", "ticket": ["reference": "TT-1"]]

    @Test func `a mail is in the language that is asked for, and each file that is missing in English`()
        throws
    {
        let templates = set()
        #expect(templates.problems.isEmpty)
        let german = try #require(LanguageTag("de"))
        let mail = try templates.render(kind: "received", language: german, values: values)
        #expect(mail.subject == "[TT-1] Here")
        #expect(mail.text == "Guten Tag Sam\nBis bald\nEnde\n")
        #expect(try templates.render(kind: "received", values: values).text == "Hello Sam\nBye\n")
        let french = try #require(LanguageTag("fr"))
        #expect(
            try templates.render(kind: "received", language: french, values: values).text
                == "Hello Sam\nBye\n")
        #expect(
            templates.untranslated.filter { $0.contains("received") } == [
                "de/received/subject.mustache: not there; English is used",
                "de/received/html.mustache: not there; English is used",
            ])
    }

    @Test func `phrases come out of the folder of the language`() throws {
        let german = try #require(LanguageTag("de"))
        let vocabulary = try #require(set().vocabularies[german])
        #expect(vocabulary[Phrase.open] == "Offen")
        #expect(vocabulary[Phrase.closed] == "Closed")
        #expect(vocabulary.missing.count == Vocabulary.everyPhrase.count - 2)
    }

    @Test(
        arguments: [
            (
                "de/words.json5", "{ 'Opn': 'Offen' }",
                "de/words.json5:1:3: \"Opn\" is none of the program's phrases"
            ),
            ("de/words.json5", "{ 'Open': '{x}' }", "de/words.json5:1:11: there is no value \"x\" here"),
            ("de/words.json5", "[]", "de/words.json5: these are no phrases"),
            ("de/words.json5", "{ 'Open' }", "de/words.json5:1:"),
            (
                "de/received/html.mustache", "{{#a}}",
                "de/received/html.mustache:1:1: the section \"a\" is not closed"
            ),
            (
                "de/received/html.mustache", "{{{name}}}",
                "de/received/html.mustache:1:1: the value \"name\" is not escaped"
            ),
            (
                "de/received/html.mustache", "{{> no}}",
                "de/received/html.mustache:1:1: there is no partial \"no\""
            ),
            (
                "German/received/html.mustache", "x",
                "German/received/html.mustache: \"German\" is no folder of a language"
            ),
            (
                "en/received/html.mustache", "x",
                "en/received/html.mustache: \"en\" is no folder of a language"
            ),
        ])
    func `what is wrong with a language is told with its place`(file: String, text: String, problem: String) {
        let problems = set([file: text]).problems.map(\.description)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix(problem) ?? false, "\(problems)")
    }

    private static let names: [String: TemplateNames] = [
        "received": .object([
            "name": .value, "ticket": .object(["reference": .value]),
            "list": .object(["item": .value]), "open": .anything,
        ])
    ]

    @Test(
        arguments: [
            ("{{name}} {{ticket.reference}} {{#ticket}}{{reference}}{{name}}{{/ticket}}", nil),
            ("{{#list}}{{item}} {{.}}{{/list}}{{^list}}{{name}}{{/list}}", nil),
            ("{{open.whatever}}{{#open}}{{whatever}}{{/open}}", nil),
            ("{{nmae}}", "1:1: there is no value \"nmae\""),
            ("x\n {{ticket.refrence}}", "2:2: there is no value \"ticket.refrence\""),
            ("{{item}}", "1:1: there is no value \"item\""),
            ("{{#list}}{{itm}}{{/list}}", "1:10: there is no value \"itm\""),
            ("{{^list}}{{item}}{{/list}}", "1:10: there is no value \"item\""),
            ("{{#nobody}}{{/nobody}}", "1:1: there is no value \"nobody\""),
        ] as [(String, String?)])
    func `a name that a kind of mail has no value for is found`(text: String, problem: String?) {
        let problems = set(["received/html.mustache": text], names: Self.names).problems.map(\.description)
        #expect(problems.count == (problem == nil ? 0 : 1), "\(problems)")
        if let problem {
            #expect(problems.first?.hasPrefix("received/html.mustache:" + problem) ?? false, "\(problems)")
        }
    }

    @Test func `a name in a partial is looked at where it is included`() {
        let changes = ["partials/foot.text.mustache": "{{#ticket}}{{nothing}}{{/ticket}}"]
        #expect(
            set(changes, names: Self.names).problems.map(\.description) == [
                "partials/foot.text.mustache:1:12: there is no value \"nothing\" here; "
                    + "the README of the templates lists the names"
            ])
    }
}

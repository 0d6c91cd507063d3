import TallyCore
import TestSupport
import Testing

@Suite("Mustache specification") struct MustacheTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let template: String
        let data: JSON
        let partials: [JSON.Member]
        let output: String
        var testDescription: String { name }
    }

    static let cases: [Case] = {
        guard let bytes = try? testFile("mustache-spec/cases.json"), let list = try? JSON(parsing: bytes)
        else {
            return []  // noticed by the test that counts them
        }
        return (list.elements ?? []).map { item in
            Case(
                name: item["name"].text ?? "", template: item["template"].text ?? "", data: item["data"],
                partials: item["partials"].members ?? [], output: item["output"].text ?? "")
        }
    }()

    @Test func `all cases of the core modules are there`() {
        #expect(Self.cases.count == 136)
    }

    @Test(arguments: cases) func `a case of the specification renders as it says`(item: Case) throws {
        var partials: [String: Template] = [:]
        for partial in item.partials {
            partials[partial.name] = try Template(
                parsing: Array((partial.value.text ?? "").utf8), file: partial.name)
        }
        let template = try Template(parsing: Array(item.template.utf8), file: "template")
        let output = try template.rendered(with: item.data, partials: partials, escaping: .html)
        #expect(String(decoding: output, as: UTF8.self) == item.output)
    }

    private func render(
        _ text: String, _ values: JSON, partials: [String: String] = [:], escaping: TemplateEscaping = .html
    ) throws -> String {
        let template = try Template(parsing: Array(text.utf8), file: "template")
        let parsed = try partials.mapValues { try Template(parsing: Array($0.utf8), file: "partial") }
        return String(
            decoding: try template.rendered(with: values, partials: parsed, escaping: escaping), as: UTF8.self
        )
    }

    @Test(
        arguments: [
            ("{{a}}", ["a": "<b a=\"1\" c='2'>&"], "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;"),
            ("{{{a}}}{{&a}}", ["a": "<"], "<<"),
            ("{{a}}", ["a": "<e\u{301}😀\r\n>"], "&lt;e\u{301}😀\r\n&gt;"),
            ("{{a}} {{b}} {{c}}", ["a": 3, "b": .number(3), "c": .number(0.5)], "3 3 0.5"),
            ("[{{a}}{{b.c}}{{d}}]", ["a": nil, "b": 1], "[]"),
            ("{{#a}}x{{/a}}{{^a}}y{{/a}}", ["a": ""], "y"),
            ("{{#a}}x{{/a}}{{^a}}y{{/a}}", ["a": nil], "y"),
            ("{{#a}}x{{/a}}{{^a}}y{{/a}}", [:], "y"),
            ("{{#a}}{{.}}{{/a}}", ["a": 0], "0"),
            ("{{#a}}[{{#b}}{{.}}{{/b}}]{{/a}}", ["a": [["b": [1, 2]], ["b": []]]], "[12][]"),
            ("{{#a}}{{name}}{{/a}}", ["name": "outer", "a": [["name": nil], ["other": 1]]], "outer"),
        ] as [(String, JSON, String)])
    func `what the specification leaves open is fixed`(text: String, values: JSON, output: String) throws {
        #expect(try render(text, values) == output)
    }

    @Test func `text is not escaped`() throws {
        #expect(try render("{{a}} {{{a}}}", ["a": "<&>"], escaping: .none) == "<&> <&>")
    }

    @Test func `a value is not read as a template`() throws {
        #expect(try render("{{a}}", ["a": "{{b}}", "b": "x"]) == "{{b}}")
    }

    @Test func `empty lines of an indented partial stay empty`() throws {
        let output = try render("  {{> p}}\nend", ["a": "1\n2"], partials: ["p": "x\n\n{{a}}\n"])
        #expect(output == "  x\n\n  1\n2\nend")
    }

    @Test(
        arguments: [
            ("a\n {{b", "file:2:2: the tag is not closed; write the closing delimiter"),
            ("{{{b}}", "file:1:1: the tag is not closed; write the closing delimiter"),
            ("{{}}", "file:1:1: the tag is empty; write a name into it"),
            ("{{# }}", "file:1:1: the tag is empty; write a name into it"),
            ("{{> }}", "file:1:1: the tag is empty; write a name into it"),
            ("{{a b}}", "file:1:1: \"a b\" is not a name; write names joined by dots, without spaces"),
            ("{{a..b}}", "file:1:1: \"a..b\" is not a name; write names joined by dots, without spaces"),
            ("{{> a b}}", "file:1:1: \" a b\" is not a name; write names joined by dots, without spaces"),
            ("é{{#a}}\n{{^b}}{{/b}}", "file:1:2: the section \"a\" is not closed; write {{/a}}"),
            ("{{/a}}", "file:1:1: no section \"a\" is open here; remove the tag"),
            ("{{#a}}\n{{#b}}\n{{/a}}", "file:3:1: \"a\" is closed while \"b\" is open; write {{/b}} first"),
            ("{{=<%=}}", "file:1:1: these are not delimiters; write for example {{=<% %>=}}"),
            ("{{=a =b=}}", "file:1:1: these are not delimiters; write for example {{=<% %>=}}"),
            (
                String(repeating: "{{#a}}", count: 65),
                "file:1:385: more than 64 sections lie within each other; take some of them out"
            ),
        ] as [(String, String)])
    func `a mistake is named with its place`(text: String, message: String) {
        let problem = #expect(throws: TemplateProblem.self) {
            try Template(parsing: Array(text.utf8), file: "file")
        }
        #expect(problem?.description == message)
    }

    @Test func `what is not UTF-8 is refused`() {
        let problem = #expect(throws: TemplateProblem.self) {
            try Template(parsing: [0x61, 0x0A, 0xFF], file: "file")
        }
        #expect(problem?.description == "file:2:1: this is not UTF-8; save the file as UTF-8")
    }

    @Test func `partials without end are stopped`() {
        #expect(throws: TemplateFailure.tooDeep(partial: "p")) {
            try render("{{> p}}", [:], partials: ["p": "x{{> p}}"])
        }
    }

    @Test func `a rendering without end is stopped`() {
        let list = JSON.array(Array(repeating: 1, count: 200))
        #expect(throws: TemplateFailure.tooManySteps(limit: Template.maximumSteps)) {
            try render("{{#a}}{{#a}}{{#a}}{{x}}{{/a}}{{/a}}{{/a}}", ["a": list])
        }
        let text = JSON.string(String(repeating: "x", count: 100_000))
        #expect(throws: TemplateFailure.tooLarge(limit: Template.maximumOutput)) {
            try render("{{#a}}{{t}}{{/a}}", ["a": list, "t": text])
        }
    }

    @Test func `noise is parsed or refused, never worse`() {
        let pieces = [
            "{{", "}}", "{{{", "}}}", "#", "^", "/", ">", "!", "=", "&", "a", ".", " ", "\n", "é", "{{#a}}",
        ]
        var random = SeededGenerator(seed: 9)
        var accepted = 0
        for _ in 0..<3_000 {
            let noise = (0..<Int.random(in: 0..<12, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            guard let template = try? Template(parsing: Array(noise.utf8), file: "noise") else {
                continue  // refusing is one of the two good answers
            }
            accepted += 1
            #expect(throws: Never.self) {
                try template.rendered(with: ["a": [1]], partials: [:], escaping: .html)
            }
        }
        #expect(accepted > 0)
    }
}

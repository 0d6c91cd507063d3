import Testing

@testable import MailParsing

@Suite("RFC 3676: flowed text")
struct FlowedTextTests {
    @Test(arguments: [
        ("a \nb\nc", false, "a b\nc"), ("a \nb", true, "ab"), ("> a \n> b\nc", false, "> a b\nc"),
        (">a \n>>b", false, "> a \n>> b"),
        ("a \n-- \nAnn", false, "a \n-- \nAnn"), (" > no quotation", false, " > no quotation"),
        (" From x", false, "From x"),
        ("a\n\nb", false, "a\n\nb"), ("a ", false, "a "), ("", false, ""),
    ])
    func `soft line breaks are undone`(wrapped: String, deletingSpace: Bool, text: String) {
        let lines = FlowedText.joined(Array(wrapped.utf8), deletingSpace: deletingSpace)
        #expect(String(decoding: lines.joined, as: UTF8.self) == text)
    }

    @Test func `the text of a message stays wrapped and what people see does not`() {
        let head = "Content-Type: text/plain; format=flowed; delsp=yes\n\n"
        let message = Message(reading: Array("\(head)It prints \nagain.\n\n-- \nAnn\n".utf8))
        #expect(message.text == "It prints \nagain.\n\n-- \nAnn\n")
        #expect(message.visibleText == "It printsagain.")
    }
}

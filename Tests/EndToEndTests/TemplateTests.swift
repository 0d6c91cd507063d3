import Foundation
import Testing

extension EndToEnd {
    /// The words of the mail are files, which an operator changes while the daemon runs.
    @Suite struct Templates {
        private let folder: TemplateFolder
        private let desk: HelpDesk

        init() throws {
            let folder = try TemplateFolder()
            self.folder = folder
            desk = try HelpDesk { options, _ in options.templates = folder.url }
        }

        /// Of the answer to a request about something; the same again and again would be answered twice at most.
        private func answer(about thing: String) throws -> String {
            try desk.alice.acknowledgement(
                of: desk.alice.send("My \(thing) squeaks", "Please oil the \(thing).")
            ).subject
        }

        @Test func `changed words go out once the daemon is told, and broken ones never`() throws {
            try desk.daemon.start()
            #expect(try answer(about: "chair") == "[TT-1] We have received your message")

            try folder.write("[{{{ticket.reference}}}] It is on our list", to: "received/subject")
            #expect(try answer(about: "door") == "[TT-2] We have received your message")
            try desk.daemon.reload("templates.reloaded")
            #expect(try answer(about: "desk") == "[TT-3] It is on our list")

            try folder.write("[{{{ticket.reference}}}] Noted\n{{#is_proven}}", to: "received/subject")
            try desk.daemon.reload("templates.kept")
            let lines = try desk.daemon.logText().split(separator: "\n")
            let told = try #require(lines.last { $0.contains("templates.kept") })
            #expect(told.contains("received/subject.mustache:2:1: "), "\(told)")
            #expect(try answer(about: "drawer") == "[TT-4] It is on our list")

            try folder.write("[{{{ticket.reference}}}] Noted", to: "received/subject")
            try desk.daemon.reload("templates.reloaded")
            #expect(try answer(about: "window") == "[TT-5] Noted")
        }
    }
}

@Suite(.timeLimit(.minutes(2))) struct `Templates that are checked before they are used` {
    @Test func `every problem of a folder is named in one run, with file and line`() throws {
        let folder = try TemplateFolder()
        try folder.write("Hello {{recipient.name}},\n\nor {{recipent.name}}?\n", to: "received/text")
        try folder.remove("claimed/text")
        let desk = try CommandDesk { _ in "templates: \"\(folder.url.path)\"" }
        let answer = try desk.run("check")
        #expect(answer.status == 78)
        let lines = answer.errors.split(separator: "\n")
        #expect(
            lines.contains { $0.contains("/mail/received/text.mustache:3:4: ") && $0.contains("recipent") })
        #expect(lines.contains { $0.contains("/mail/claimed/text.mustache: ") })
        #expect(lines.count == 2, "\(answer.errors)")
    }

    @Test func `the project's own are in order`() throws {
        let folder = try TemplateFolder()
        let answer = try CommandDesk { _ in "templates: \"\(folder.url.path)\"" }.run("check")
        #expect(answer.status == 0, "\(answer.errors)")
    }
}

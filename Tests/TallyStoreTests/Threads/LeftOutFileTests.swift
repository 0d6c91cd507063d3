import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// Files that a site does not want.
@Suite("Files that are left out")
struct LeftOutFileTests {
    private func receive(_ name: String, settings: DeskSettings = TestDesk.settings) async throws -> (
        text: String, files: [String?]
    ) {
        let desk = try TestDesk(settings: settings)
        var letter = Letter(
            from: "alice@acme.example", id: "q@acme.example",
            body: """
                --b
                Content-Type: text/plain

                See the file.
                --b
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename="\(name)"

                0123456789
                --b--
                """)
        letter.contentType = "multipart/mixed; boundary=b"
        let ticket = try #require(try await desk.receive(letter.text, uid: 1).first?.ticket)
        let files = try await desk.store.read { records throws(DeskError) in
            try records.attachments(of: ticket)
        }
        return (try await desk.comments(of: ticket).first?.content.text ?? "", files.map(\.filename))
    }

    @Test(arguments: ["setup.exe", "photo.jpg.EXE", "run.bat . ", "link.lnk"])
    func `a program is left out, and the text says so`(name: String) async throws {
        let (text, files) = try await receive(name)
        #expect(files.isEmpty)
        #expect(text.hasPrefix("See the file.\n\n[Left out: "))
    }

    @Test(arguments: ["photo.jpg", "exe", "notes", "setup.exe.pdf", "exe.txt"])
    func `anything else is shown`(name: String) async throws {
        let (text, files) = try await receive(name)
        #expect(files == [name])
        #expect(text == "See the file.")
    }

    @Test func `a file over the limit is left out, and a site may want programs`() async throws {
        var settings = TestDesk.settings
        settings.attachmentBytes = 5
        #expect(try await receive("photo.jpg", settings: settings).files.isEmpty)
        settings = TestDesk.settings
        settings.intake.deniedFiles = []
        #expect(try await receive("setup.exe", settings: settings).files == ["setup.exe"])
    }
}

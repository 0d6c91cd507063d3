import Foundation
import MailParsing
import Testing

/// Every kind of mail in a browser, as mail programs show its HTML: light and dark, on a desktop and a phone.
///
/// The mails are the goldens of the tests of the store, so that no daemon is needed.
@Suite(.serialized, .timeLimit(.minutes(4))) struct `Mail as its readers see it` {
    private static let goldens = Program.project.appending(path: "Tests/TallyStoreTests/mail-goldens")
    /// What is asked of pages of an application, and not of a letter: landmarks, which a mail program has around it.
    private static let rulesForPages: Set<String> = ["landmark"]
    /// What the goldens hold, and the worst that people write there.
    private static let hard = [
        "Der Drucker brennt 🔥": "Fwd: Re: AW: "
            + String(repeating: "Donaudampfschifffahrtsgesellschaft", count: 4)
            + " طابعة الطابق الثالث تحترق 🔥 プリンターが燃えています " + String(repeating: "and so on, ", count: 8),
        "Smoke comes out of it.": "https://example.com/" + String(repeating: "a", count: 180)
            + " مرحبا، الطابعة لا تعمل منذ الصباح. 👩‍🚒👨‍👩‍👧‍👦",
        "replaced the cable": "שלום! החלפתי את הכבל. " + String(repeating: "x", count: 200),
        "Alice Müller": "Ἀλεξάνδρα von und zu " + String(repeating: "Überlangnamenhausen", count: 3),
    ]

    private let folder = FileManager.default.temporaryDirectory.appending(path: "mails-\(UUID().uuidString)")
    private let page: BrowserPage
    private let browser: Browser

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        browser = try Browser()
        page = try browser.newPage()
    }

    private func look(_ words: [String: String] = [:], at folderName: String, _ suffix: String) throws {
        defer { Program.removeWhatever(folder) }
        let goldens = Self.goldens.appending(path: folderName)
        let names = try FileManager.default.contentsOfDirectory(atPath: goldens.path)
            .filter { $0.hasSuffix(".eml") }.sorted()
        #expect(names.count > 25)
        for name in names {
            let message = Message(reading: Array(try Data(contentsOf: goldens.appending(path: name))))
            let html = words.reduce(try #require(message.html)) { $0.replacing($1.key, with: $1.value) }
            let file = folder.appending(path: name + ".html")
            try Data(html.utf8).write(to: file)
            try page.load(file.absoluteString)
            try page.wait("the mail", until: "document.readyState === 'complete' && document.body")
            try PageTour.look(
                at: page, name.replacing(".eml", with: suffix), widths: [390, 680],
                ignoring: Self.rulesForPages,
                in: Program.project.appending(path: ".build/mail-pictures"))
        }
        let foreign = page.requests.filter { !$0.hasPrefix("file:") && $0 != "about:blank" }
        #expect(foreign == [], "a mail asks for nothing from outside")
    }

    @Test(arguments: [("", ""), ("de", "-de")])
    func `all of it can be read, and nothing sticks out`(folderName: String, suffix: String) throws {
        try look(at: folderName, suffix)
    }

    @Test func `whatever people write into it`() throws {
        try look(Self.hard, at: "", "-hard")
    }
}

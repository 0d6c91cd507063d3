internal import TallyCore

/// What somebody sees who follows the link of a confirmation.
enum ConfirmPage {
    case question(_ reference: String, lines: [String])
    case done(_ reference: String, Receipt)
    case refused(_ reference: String, String)
    /// It was answered before, or is too old.
    case over(_ reference: String, isUsed: Bool)
    /// The link is none of ours.
    case unknown

    var title: String {
        switch self {
        case .question: "Was this you?"
        case .done(_, let receipt): receipt.refused.isEmpty ? "Done" : "That was not possible"
        case .refused: "That was not possible"
        case .over(_, let isUsed): isUsed ? "Confirmed already" : "Too late"
        case .unknown: "There is nothing here"
        }
    }

    /// What stands below the title, as HTML.
    var body: String {
        switch self {
        case .question(let reference, let lines):
            """
            <p>A mail in your name asks for a change to <strong>\(PublicPage.escaped(reference))</strong>. It did not come \
            with proof that you wrote it, so nothing has been changed yet:</p>
            <ul class="lines">\(lines.map { "<li dir=\"auto\">\(PublicPage.escaped($0))</li>" }.joined())</ul>
            <form method="post"><button type="submit">Yes, it was me</button></form>
            <p class="muted">If it was not you, close this page. Nothing will change.</p>
            """
        case .done(_, let receipt):
            Self.list(receipt.applied.map(\.sentence)) + Self.list(receipt.refused.map(\.reason))
                + "<p>\(PublicPage.escaped(receipt.stateSentence))</p>"
                + "<p class=\"muted\">You get a mail that says the same. You can close this page.</p>"
        case .refused(_, let reason):
            "<p>\(PublicPage.escaped(reason))</p>"
        case .over(let reference, let isUsed):
            isUsed
                ? "<p>The change to \(PublicPage.escaped(reference)) was confirmed before. A mail told you what it did.</p>"
                : "<p>The change to \(PublicPage.escaped(reference)) could be confirmed for half an hour. Write the mail again.</p>"
        case .unknown:
            "<p>The link is not complete, or it is none of ours. Copy it whole from the mail.</p>"
        }
    }

    private static func list(_ sentences: [String]) -> String {
        guard !sentences.isEmpty else { return "" }
        return "<ul>" + sentences.map { "<li dir=\"auto\">\(PublicPage.escaped($0))</li>" }.joined() + "</ul>"
    }
}

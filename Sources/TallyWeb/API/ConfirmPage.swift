internal import TallyCore

/// What somebody sees who follows the link of a confirmation.
enum ConfirmPage {
    case question(_ reference: String, lines: [String])
    case done(Receipt)
    case refused(String)
    /// It was answered before, or is too old.
    case over(_ reference: String, isUsed: Bool)
    /// The link is none of ours.
    case unknown

    var title: PagePhrase {
        switch self {
        case .question: .wasItYou
        case .done(let receipt): receipt.refused.isEmpty ? .done : .notPossible
        case .refused: .notPossible
        case .over(_, let isUsed): isUsed ? .confirmedBefore : .tooLate
        case .unknown: .nothingHere
        }
    }

    /// What stands below the title, as HTML.
    func body(_ words: Wording) -> String {
        switch self {
        case .question(let reference, let lines):
            """
            \(Self.paragraph(words(.asksForChange, ["reference": reference])))
            <ul class="lines">\(lines.map { "<li dir=\"auto\">\(PublicPage.escaped($0))</li>" }.joined())</ul>
            <form method="post"><button type="submit">\(PublicPage.escaped(words(.itWasMe)))</button></form>
            \(Self.paragraph(words(.elseClose), isMuted: true))
            """
        case .done(let receipt):
            Self.list(receipt.applied.map(\.sentence)) + Self.list(receipt.refused.map(\.reason))
                + Self.paragraph(receipt.stateSentence)
                + Self.paragraph("\(words(.mailSaysSame)) \(words(.canClose))", isMuted: true)
        case .refused(let reason):
            Self.paragraph(reason)
        case .over(let reference, let isUsed):
            Self.paragraph(words(isUsed ? .wasConfirmedBefore : .wasTooLate, ["reference": reference]))
        case .unknown:
            Self.paragraph(words(.notOurLink))
        }
    }

    private static func paragraph(_ text: String, isMuted: Bool = false) -> String {
        "<p\(isMuted ? " class=\"muted\"" : "") dir=\"auto\">\(PublicPage.escaped(text))</p>"
    }

    private static func list(_ sentences: [String]) -> String {
        guard !sentences.isEmpty else { return "" }
        return "<ul>" + sentences.map { "<li dir=\"auto\">\(PublicPage.escaped($0))</li>" }.joined() + "</ul>"
    }
}

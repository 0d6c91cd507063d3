import TestSupport
import Testing

@testable import MailParsing

@Suite("Corpus: mail that others wrote")
struct CorpusTests {
    /// Every check that comes out otherwise is listed in `Corpus/differences.json`, with the reason.
    ///
    /// Checks are counted in thousands, so that no rounding hides one.
    @Test(arguments: [("mime", 999.2), ("quirks", 1_000), ("containers", 1_000), ("bounce", 980)])
    func `fields are read as expected, but for the listed ones`(set: String, threshold: Double) throws {
        var score = Score(set: set)
        for example in try CorpusCase.all(set) {
            let message = Message(reading: example.bytes)
            for (field, value) in try example.expected {
                score.note(example, field, Expectation.holds(message, field, value))
            }
        }
        score.print()
        #expect(score.wrong == (try Differences.listed(for: set)))
        #expect(score.perMille >= threshold)
        #expect(score.count > 60)
    }

    /// The sources contradict each other on signatures and on what a forwarded mail is, so that none is met wholly.
    @Test(arguments: ["reply", "clients"])
    func `replies are divided as their sources say, but for the listed ones`(set: String) throws {
        var score = Score(set: set)
        for example in try CorpusCase.all(set) {
            let visible = example.visibleText
            score.note(
                example, "visible_text", Expectation.holds(visible, example.match, try example.expected))
        }
        score.print()
        #expect(score.wrong == (try Differences.listed(for: set)))
        for source in score.sources { #expect(score.perMille(of: source) >= 900, "\(source)") }
    }

    /// A set that the splitter was not changed for, so that its score says something; what it may not do is lose words.
    @Test func `replies that were held back lose no word`() throws {
        var score = Score(set: "held-back")
        for example in try CorpusCase.all("held-back") {
            let (visible, expected) = (example.visibleText, try example.expected)
            score.note(example, "visible_text", Expectation.holds(visible, example.match, expected))
            let answer = expected["expected_visible_text"] as? String ?? ""
            #expect(Tolerance.holdsWords(visible, answer), "\(example.id)")
        }
        score.print()
        #expect(score.perMille >= 900)
    }

    @Test(arguments: ["reply", "clients"])
    func `no word of an answer is lost, but for the listed ones`(set: String) throws {
        var lost: Set<String> = []
        for example in try CorpusCase.all(set) {
            let answer = try example.expected["expected_visible_text"] as? String ?? ""
            let isHeld =
                example.match == "nows"
                ? Tolerance.isSubsequence(
                    Tolerance.letters(answer), of: Tolerance.letters(example.visibleText))
                : Tolerance.holdsWords(example.visibleText, answer)
            if !isHeld { lost.insert(example.id) }
        }
        #expect(lost == (try Differences.listed(for: "\(set): lost words")))
    }

    /// The same mail with the other line end, but for bodies in which octets are no line ends.
    @Test(arguments: ["mime", "quirks", "containers", "bounce", "clients"])
    func `line ends make no difference`(set: String) throws {
        for example in try CorpusCase.all(set) where example.bytes.count < 50_000 && example.isMail {
            guard example.bytes.contains(.lineFeed), !example.hasBareCarriageReturn else { continue }
            let lineFeeds = Octets.withLineFeeds(example.bytes)
            let both = Octets.withBothLineEnds(lineFeeds)
            let first = Message(reading: lineFeeds)
            let second = Message(reading: both)
            #expect(first.fields.map(\.value) == second.fields.map(\.value), "\(example.id)")
            #expect(first.from == second.from, "\(example.id)")
            #expect(first.text == second.text, "\(example.id)")
            #expect(first.html == second.html, "\(example.id)")
            #expect(first.visibleText == second.visibleText, "\(example.id)")
            #expect(first.quotedText == second.quotedText, "\(example.id)")
            #expect(first.automation == second.automation, "\(example.id)")
            #expect(first.attachments.map(\.filename) == second.attachments.map(\.filename), "\(example.id)")
            #expect(first.defects.map(\.kind) == second.defects.map(\.kind), "\(example.id)")
        }
    }

    @Test func `line ends make no difference to the division of a body`() throws {
        for example in try CorpusCase.all("reply") where !example.isMail && !example.hasBareCarriageReturn {
            let lineFeeds = Octets.withLineFeeds(example.bytes)
            let both = Octets.withBothLineEnds(lineFeeds)
            let splits = [lineFeeds, both].map { bytes in
                let body = String(decoding: bytes, as: UTF8.self)
                return example.isHTML ? ReplySplit(html: body) : ReplySplit(plain: body)
            }
            let texts = splits.map { split in
                [split.visible, split.quoted].map { $0.utf8.filter { $0 != .carriageReturn } }
            }
            #expect(texts[0] == texts[1], "\(example.id)")
        }
    }

    /// A sample; `make test` and `make corpus` cut every mail below 4 KB at every octet, in an optimised build.
    @Test(arguments: ["mime", "quirks", "containers", "bounce", "clients"])
    func `mail is read however it is cut`(set: String) throws {
        for (number, example) in try CorpusCase.all(set).enumerated() where example.bytes.count < 20_000 {
            for part in 0..<5 {
                let length = (example.bytes.count * part + number % 5 * example.bytes.count / 5) / 5
                let cut = Array(example.bytes.prefix(length))
                #expect(Message(reading: cut).bytes.count == cut.count)
            }
        }
    }
}

import MailParsing
import Synchronization
import TallyCore
import TallyCryptography
import Testing

/// How long a comparison of codes takes tells nothing, since each goes through the one function that takes as long
/// wherever they differ.
///
/// Shown by what that function is given and by who heeds its answer, not by a clock: on a machine that does other things
/// beside, the noise is larger than what there would be to see.
@Suite("Comparing secrets") struct SecretComparisonTests {
    /// Real codes, and a comparison that answers what it was told to and counts.
    private final class Witness: Cryptography {
        private let real = SodiumCryptography()
        private let answer: Bool
        private let lengths = Mutex<[Int]>([])

        init(answering answer: Bool) { self.answer = answer }

        /// How many octets of each side were compared, pair by pair.
        var compared: [Int] { lengths.withLock { $0 } }

        func sha256(_ message: [UInt8]) -> [UInt8] { real.sha256(message) }
        func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] { real.hmacSHA256(message, key: key) }
        func randomBytes(_ count: Int) -> [UInt8] { real.randomBytes(count) }

        func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
            lengths.withLock { $0 += [left.count, right.count] }
            return answer
        }
    }

    /// Something with a code: makes it, and looks whether it is right.
    struct Form: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Octets of the code that are compared.
        let length: Int
        let make: @Sendable (TokenMint) -> String
        let isTaken: @Sendable (TokenMint, String) -> Bool
    }

    private static let reply = ReplyToken(
        id: ReplyToken.ID(rawValue: 77),
        facts: ReplyToken.Facts(
            ticket: ticket, person: Person.ID(rawValue: 3), address: address,
            issuedAt: Timestamp(unixSeconds: 1), expiresAt: Timestamp(unixSeconds: 9)), isRevoked: false)
    private static let question = Confirmation(
        id: Confirmation.ID(rawValue: 77), ticket: ticket, person: Person.ID(rawValue: 3),
        mail: StagedMail.ID(rawValue: 5), comment: nil, expiresAt: Timestamp(unixSeconds: 9))
    private static let link = FileLink(
        file: 7, person: Person.ID(rawValue: 3), expiresAt: Timestamp(unixSeconds: 9))
    private static let ticket = Ticket.ID(rawValue: 12)
    private static let address: MailAddress = {
        guard let address = MailAddress("sam@acme.example") else { preconditionFailure("no address") }
        return address
    }()

    private static let forms: [Form] = [
        Form(testDescription: "a reply token", length: 16) {
            $0.text(of: reply)
        } isTaken: { mint, text in
            PresentedToken(text[...]).map { mint.verify($0, is: reply) } ?? false
        },
        Form(testDescription: "the link of a question", length: 16) {
            $0.text(of: question)
        } isTaken: { mint, text in
            PresentedToken(text[...]).map { mint.verify($0, is: question) } ?? false
        },
        Form(testDescription: "the link to a file", length: 16) {
            $0.text(of: link)
        } isTaken: { mint, text in
            mint.fileLink(text) != nil
        },
        Form(testDescription: "a Message-ID", length: 26) {
            $0.messageID(about: ticket, domain: "acme.example").text
        } isTaken: { mint, text in
            mint.ticket(in: MessageID(text: text)) != nil
        },
        Form(testDescription: "a marker", length: 16) {
            $0.threadMarker(of: ticket, prefix: "TT")
        } isTaken: { mint, text in
            !mint.tickets(markedIn: text).isEmpty
        },
    ]

    @Test(arguments: forms, [true, false])
    func `a code is as right as the one comparison says, whatever it is`(form: Form, answer: Bool) {
        let key = KeyRing.Key(id: 1, octets: Array(repeating: 7, count: 32))
        let other = KeyRing.Key(id: 1, octets: Array(repeating: 8, count: 32))
        for signer in [key, other] {
            let text = form.make(
                TokenMint(keys: KeyRing(keys: [signer]), cryptography: SodiumCryptography()))
            let witness = Witness(answering: answer)
            let mint = TokenMint(keys: KeyRing(keys: [key]), cryptography: witness)
            #expect(form.isTaken(mint, text) == answer)
            #expect(witness.compared == [form.length, form.length], "all of both codes, once")
        }
    }

    @Test(arguments: forms)
    func `and with the real comparison only the right one is`(form: Form) {
        let mints = [7, 8].map { (octet: UInt8) in
            let key = KeyRing.Key(id: 1, octets: Array(repeating: octet, count: 32))
            return TokenMint(keys: KeyRing(keys: [key]), cryptography: SodiumCryptography())
        }
        #expect(form.isTaken(mints[0], form.make(mints[0])))
        #expect(!form.isTaken(mints[0], form.make(mints[1])))
    }
}

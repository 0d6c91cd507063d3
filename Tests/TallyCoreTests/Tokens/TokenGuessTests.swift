import MailParsing
import TallyCore
import TallyCryptography
import TestSupport
import Testing

/// Guessing at tokens, which costs an attacker nothing but mail.
@Suite("Guessed tokens") struct TokenGuessTests {
    private static let key = KeyRing.Key(id: 1, octets: Array(repeating: 7, count: 32))
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    private let mint = TokenMint(keys: KeyRing(keys: [key]), cryptography: SodiumCryptography())
    private let token: ReplyToken

    init() throws {
        let facts = ReplyToken.Facts(
            ticket: Ticket.ID(rawValue: 12), person: Person.ID(rawValue: 3),
            address: try #require(MailAddress("sam@acme.example")), issuedAt: Timestamp(unixSeconds: 1_000),
            expiresAt: Timestamp(unixSeconds: 90_000))
        token = ReplyToken(id: ReplyToken.ID(rawValue: 77), facts: facts, isRevoked: false)
    }

    private func isTaken(_ text: String) -> Bool {
        guard let presented = PresentedToken(text[...]) else { return false }
        return mint.verify(presented, is: token)
    }

    /// Texts of so many letters, drawn at random but the same in each run.
    private static func halves(_ count: Int, letters: Int, seed: UInt64) -> [String] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            let drawn = (0..<letters).map { _ in alphabet.randomElement(using: &generator) ?? 0x61 }
            return String(decoding: drawn, as: UTF8.self)
        }
    }

    /// Each first half with each second half: a million different ones for the price of two thousand.
    @Test func `of a million random tokens none is taken`() {
        var row = ThreatRow("random tokens")
        let ends = Self.halves(1_000, letters: 20, seed: 2)
        for start in Self.halves(1_000, letters: 20, seed: 1) {
            for end in ends where isTaken(start + end) { row.note(start + end, hasEffect: true) }
        }
        print("threat: \(row.name): 1000000 tried, \(row.effects.count) with an effect")
        #expect(row.effects == [])
    }

    /// What who has a token of their own knows: the key's number, and how rows are counted.
    @Test func `nor is one with the right key and row and a guessed code`() throws {
        var row = ThreatRow("guessed codes on the right key and row")
        var generator = SeededGenerator(seed: 3)
        let octets = try #require(Base32.decode(mint.text(of: token)[...].utf8))
        for _ in 0..<50_000 {
            var forged = octets
            for place in 9..<25 { forged[place] = UInt8.random(in: 0...255, using: &generator) }
            let text = Base32.encode(forged)
            row.note(text, hasEffect: isTaken(text))
        }
        print(row.line)
        #expect(row.effects == [])
    }

    @Test func `nor is a real one with any bit, any two bits or any letter changed`() throws {
        var row = ThreatRow("tokens with one or two bits changed")
        let text = mint.text(of: token)
        #expect(isTaken(text))
        let octets = try #require(Base32.decode(text[...].utf8))
        for first in 0..<200 {
            for second in first..<200 {
                var changed = octets
                changed[first / 8] ^= 1 << UInt8(first % 8)
                if second != first { changed[second / 8] ^= 1 << UInt8(second % 8) }
                row.note("bits \(first) and \(second)", hasEffect: isTaken(Base32.encode(changed)))
            }
        }
        print(row.line)
        #expect(row.count == 200 + 199 * 200 / 2)
        #expect(row.effects == [])
        var letters = ThreatRow("tokens with one letter changed")
        for place in 0..<40 {
            var changed = Array(text.utf8)
            for letter in Self.alphabet where letter != Array(text.utf8)[place] {
                changed[place] = letter
                let forged = String(decoding: changed, as: UTF8.self)
                letters.note(forged, hasEffect: isTaken(forged))
            }
        }
        print(letters.line)
        #expect(letters.count == 40 * 31)
        #expect(letters.effects == [])
    }
}

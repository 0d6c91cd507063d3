/// The letters of a text, by which it is known again.
struct WrittenWords: Hashable, Sendable {
    /// The letters in lower case; digits, marks and spaces are what machines change from mail to mail.
    let letters: [UInt8]
    let letterCount: Int

    /// How much of a text is looked at.
    private static let limit = 4_000
    /// From how many letters on a text is no mere "yes, thank you".
    private static let shortLength = 30

    /// How often people answer one ticket in the same words within a few hours, whatever they say.
    static let answersOfPeople = 3

    init(_ text: String) {
        var letters: [UInt8] = []
        var count = 0
        for scalar in text.unicodeScalars.prefix(Self.limit) where scalar.properties.isAlphabetic {
            letters.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
            count += 1
        }
        self.letters = letters
        letterCount = count
    }

    /// How often people write this within a few hours, at most, besides once.
    var repetitionsOfPeople: Int { letterCount < Self.shortLength ? 3 : 1 }
}

extension TokenMint {
    /// A digest of the words that is the same for the same letters, on one ticket or anywhere.
    func fingerprint(of words: WrittenWords, on ticket: Ticket.ID?) -> [UInt8] {
        Array(cryptography.sha256(Self.octets(ticket?.rawValue ?? 0) + words.letters).prefix(16))
    }
}

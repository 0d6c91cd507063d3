/// A link to one file for one person, for people who have no account to sign in to.
///
///     token = base32( key-id(1) file(8) person(8) expiry(8) HMAC-SHA-256(key, facts)[0 ..< 16] )  ; 66 characters
///
/// It opens nothing but the file, and only while its reader may still see that: rights are looked at when it is
/// followed, not when it is made. Taking its key away ends it at once. No record holds it: it is made when its mail is
/// sent, out of the file, the reader and the date that the mail names.
package struct FileLink: Hashable, Sendable {
    /// How long it works from the date of its mail on.
    package static let lifetime = Duration.days(14)
    /// Where in a link of a mail's values the token goes.
    static let place = "{file}"
    fileprivate static let octetCount = 1 + 3 * 8 + 16

    package let file: Int64
    package let person: Person.ID
    package let expiresAt: Timestamp

    package init(file: Int64, person: Person.ID, expiresAt: Timestamp) {
        self.file = file
        self.person = person
        self.expiresAt = expiresAt
    }
}

extension TokenMint {
    /// The token of a link.
    package func text(of link: FileLink) -> String {
        let facts = Self.facts(of: link)
        return Base32.encode([keys.signing.id] + facts + fileMAC(facts, key: keys.signing))
    }

    /// The link of a token; nil when it is none of ours.
    ///
    /// Says nothing of expiry.
    package func fileLink(_ text: String) -> FileLink? {
        guard text.utf8.count <= 80, let octets = Base32.decode(text[...].utf8),
            octets.count == FileLink.octetCount,
            let key = keys.key(octets[0])
        else { return nil }
        let facts = Array(octets[1..<25])
        guard cryptography.areEqual(Array(octets[25...]), fileMAC(facts, key: key)) else { return nil }
        func number(_ place: Int) -> Int64 {
            Int64(bitPattern: facts[(8 * place)..<(8 * place + 8)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        }
        return FileLink(
            file: number(0), person: Person.ID(rawValue: number(1)),
            expiresAt: Timestamp(milliseconds: number(2)))
    }

    private static func facts(of link: FileLink) -> [UInt8] {
        octets(link.file) + octets(link.person.rawValue) + octets(link.expiresAt.milliseconds)
    }

    private func fileMAC(_ facts: [UInt8], key: KeyRing.Key) -> [UInt8] {
        Array(cryptography.hmacSHA256(Array("tally file 1".utf8) + facts, key: key.octets).prefix(16))
    }
}

extension OutgoingDraft {
    /// Whether links to files belong to it, whose bytes must not be kept.
    var hasFileLinks: Bool {
        (values["comment"]["files"]["items"].elements ?? []).contains(where: Self.isFileLink)
    }

    private static func isFileLink(_ item: JSON) -> Bool {
        item["url"].text?.hasSuffix(FileLink.place) ?? false
    }

    /// The values with the tokens in the links.
    func valuesWithFileLinks(by mint: TokenMint) -> JSON {
        guard let person else { return values }
        let expiry = date + FileLink.lifetime
        let items = (values["comment"]["files"]["items"].elements ?? []).map { item -> JSON in
            guard Self.isFileLink(item), let file = item["id"].int, let url = item["url"].text else {
                return item
            }
            let link = FileLink(file: Int64(file), person: person, expiresAt: expiry)
            return item.replacing(
                "url", with: .string(url.dropLast(FileLink.place.count) + mint.text(of: link)))
        }
        let files = values["comment"]["files"].replacing("items", with: .array(items))
        return values.replacing("comment", with: values["comment"].replacing("files", with: files))
    }
}

/// A signature of S/MIME, with the mail inside it or beside it: `SignedData` of RFC 5652 §5.1.
///
/// It is not verified.
struct SignedData: Sendable {
    /// The MIME entity that is signed; nil when it stands beside the signature.
    private(set) var content: [UInt8]?
    /// Whom the first signer's certificate names, as far as it is enclosed.
    private(set) var signer: String?

    private static let sequence: UInt8 = 0x30
    private static let set: UInt8 = 0x31
    private static let identifier: UInt8 = 0x06
    private static let octets: UInt8 = 0x04
    private static let integer: UInt8 = 0x02
    private static let certificateLimit = 20

    private static let signedData: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]

    /// - Returns: nil when it is no signature.
    init?(reading bytes: [UInt8]) {
        var outside = DERCursor(bytes, bytes.indices)
        guard let info = outside.take(Self.sequence) else { return nil }
        var inside = outside.inside(info)
        guard let type = inside.take(Self.identifier), bytes[type.content].elementsEqual(Self.signedData),
            let wrapper = inside.take(0xA0)
        else { return nil }
        var wrapped = inside.inside(wrapper)
        guard let body = wrapped.take(Self.sequence) else { return nil }
        var fields = wrapped.inside(body)
        guard fields.take(Self.integer) != nil, fields.take(Self.set) != nil,
            let encapsulated = fields.take(Self.sequence)
        else { return nil }
        content = Self.content(in: fields.inside(encapsulated))
        let certificates = fields.take(0xA0).map { fields.inside($0) }
        _ = fields.take(0xA1)
        if let certificates, let signers = fields.take(Self.set) {
            signer = Self.subject(in: certificates, of: fields.inside(signers))
        }
    }

    /// `EncapsulatedContentInfo`: a type, and an octet string that may come in pieces.
    private static func content(in info: DERCursor) -> [UInt8]? {
        var info = info
        guard info.take(identifier) != nil, let wrapper = info.take(0xA0) else { return nil }
        var wrapped = info.inside(wrapper)
        guard let string = wrapped.next() else { return nil }
        if string.tag == octets { return Array(info.bytes[string.content]) }
        guard string.tag == octets | 0x20 else { return nil }
        var output: [UInt8] = []
        var pieces = wrapped.inside(string)
        while let piece = pieces.next() {
            if piece.tag == octets {
                output.append(contentsOf: info.bytes[piece.content])
            } else if piece.tag == octets | 0x20 {
                var inner = pieces.inside(piece)
                while let part = inner.take(octets) { output.append(contentsOf: info.bytes[part.content]) }
            }
        }
        return output
    }

    /// The name in the certificate that the first signer points to by issuer and number (RFC 5652 §5.3).
    private static func subject(in certificates: DERCursor, of signers: DERCursor) -> String? {
        var signers = signers
        guard let first = signers.take(sequence) else { return nil }
        var fields = signers.inside(first)
        guard fields.take(integer) != nil else { return nil }
        var wanted: ArraySlice<UInt8>?
        if let pointer = fields.take(sequence) { wanted = fields.bytes[pointer.content] }
        var certificates = certificates
        var fallback: String?
        for _ in 0..<certificateLimit {
            guard let certificate = certificates.next() else { break }
            guard let (identity, name) = subject(of: certificate, in: certificates) else { continue }
            if let wanted, identity.elementsEqual(wanted) { return name }
            if fallback == nil { fallback = name }
        }
        return wanted == nil ? fallback : nil
    }

    /// Issuer and number of a certificate as a signer names them, and whom it is for (RFC 5280 §4.1).
    private static func subject(of certificate: DERCursor.Element, in cursor: DERCursor) -> (
        [UInt8], String?
    )? {
        var inside = cursor.inside(certificate)
        guard certificate.tag == sequence, let body = inside.take(sequence) else { return nil }
        var fields = inside.inside(body)
        _ = fields.take(0xA0)
        guard let number = fields.take(integer), fields.take(sequence) != nil,
            let issuer = fields.take(sequence), fields.take(sequence) != nil,
            let subject = fields.take(sequence)
        else { return nil }
        let identity = Array(cursor.bytes[issuer.whole]) + cursor.bytes[number.whole]
        return (identity, name(in: fields.inside(subject)))
    }

    private static let commonName: [UInt8] = [0x55, 0x04, 0x03]
    private static let mailAddress: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x01]

    /// `Ann Doe <ann@example.org>`, of the common name and the address that a name has (RFC 5280 §4.1.2.4).
    private static func name(in sets: DERCursor) -> String? {
        var sets = sets
        var name: String?
        var address: String?
        while let relative = sets.take(set) {
            var inside = sets.inside(relative)
            guard let pair = inside.take(sequence) else { continue }
            var fields = inside.inside(pair)
            guard let type = fields.take(identifier), let value = fields.next() else { continue }
            let text = string(fields.bytes[value.content], tag: value.tag)
            let kind = fields.bytes[type.content]
            if kind.elementsEqual(commonName) { name = text }
            if kind.elementsEqual(mailAddress) { address = text }
        }
        guard let address else { return name }
        return name.map { "\($0) <\(address)>" } ?? address
    }

    /// `BMPString` is UTF-16; `TeletexString` is Latin-1 in practice; the others are UTF-8 or ASCII.
    private static func string(_ bytes: ArraySlice<UInt8>, tag: UInt8) -> String {
        var output: [UInt8] = []
        let charset = tag == 0x1E ? "utf-16be" : tag == 0x14 ? "iso-8859-1" : ""
        Charset.appendUTF8(of: Array(bytes.prefix(1_024)), charset: charset, to: &output)
        return EncodedWord.withoutControls(String(bytes: output))
    }
}

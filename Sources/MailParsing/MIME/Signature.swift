/// Who signed a message, as the signature itself says; nothing of it was verified.
package struct Signature: Hashable, Sendable {
    /// The standard it is of.
    package enum Kind: String, Hashable, Sendable {
        /// RFC 8551.
        case smime
        /// RFC 3156, RFC 9580.
        case pgp
    }

    /// The standard it is of.
    package let kind: Kind
    /// Whom the certificate names, or the key's fingerprint; nil when neither is enclosed.
    package let signer: String?

    init(kind: Kind, signer: String?) {
        self.kind = kind
        self.signer = signer
    }

    /// The signature that a part is.
    init?(of attachment: Attachment) {
        switch attachment.contentType {
        case "application/pgp-signature":
            self.init(kind: .pgp, signer: PGPSignature.key(in: attachment.content))
        case "application/pkcs7-signature", "application/x-pkcs7-signature":
            self.init(kind: .smime, signer: SignedData(reading: attachment.content)?.signer)
        default: return nil
        }
    }
}

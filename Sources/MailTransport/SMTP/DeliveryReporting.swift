/// What we ask the servers on the way to report: failures and delays, with the header of the message only (RFC 3461).
struct DeliveryReporting: Hashable, Sendable {
    /// Behind MAIL: `RET` (RFC 3461 §4.3) and `ENVID` (RFC 3461 §4.4), which comes back as `Original-Envelope-Id`.
    let mailParameters: String
    /// Behind RCPT: `NOTIFY` (RFC 3461 §4.1) and `ORCPT` (RFC 3461 §4.2), which survives forwarding.
    let recipientParameters: String

    init(id: String?, recipient: String) {
        var mail = " RET=HDRS"
        // RFC 3461 §4.4: at most 100 characters.
        if let id = id.flatMap(Self.xtext), (1...100).contains(id.utf8.count) { mail += " ENVID=\(id)" }
        mailParameters = mail
        var parameters = " NOTIFY=FAILURE,DELAY"
        // RFC 3461 §4.2: at most 500 characters; an address with other letters than ASCII has another form.
        if let address = Self.xtext(recipient), address.utf8.count <= 480 {
            parameters += " ORCPT=rfc822;\(address)"
        }
        recipientParameters = parameters
    }

    /// The text with what a parameter must not hold as `+` and two digits; nil unless it is printable ASCII.
    ///
    ///     xtext = *( xchar / hexchar )                                        ; RFC 3461 §4
    private static func xtext(_ text: String) -> String? {
        var result = ""
        for byte in text.utf8 {
            guard byte > 0x20, byte < 0x7F else { return nil }
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "=") {
                result += "+" + String(byte, radix: 16, uppercase: true)
            } else {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return result
    }
}

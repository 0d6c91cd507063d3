/// The lines between the parts of a multipart (RFC 2046 §5.1.1).
enum Boundary {
    /// A boundary that occurs in none of the bodies, the same one every time for the same message.
    ///
    /// `=_` can stand in no body that is base64 or quoted-printable; plain bodies have no line that begins with `--`.
    static func text(seed: String, number: Int, notIn bodies: [[UInt8]]) -> String {
        var attempt = 0
        while true {
            let digits = String(hash(seed, number, attempt), radix: 16)
            let candidate = "=_tally_\(number)_\(digits)"
            if !bodies.contains(where: { $0.hasLine(beginningWith: Array("--\(candidate)".utf8)) }) {
                return candidate
            }
            attempt += 1
        }
    }

    /// FNV-1a, so that boundaries of different messages differ.
    private static func hash(_ seed: String, _ number: Int, _ attempt: Int) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(seed) \(number) \(attempt)".utf8 {
            value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return value
    }
}

extension [UInt8] {
    fileprivate func hasLine(beginningWith text: [UInt8]) -> Bool {
        var line = 0
        while line < count {
            if self[line...].starts(with: text) { return true }
            line = HeaderBlock.endOfLine(in: self, from: line, to: count)
        }
        return false
    }
}

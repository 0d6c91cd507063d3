/// A part of an outgoing message: its header fields, and its body.
indirect enum OutgoingPart: Sendable {
    /// Text in UTF-8.
    case text(String, subtype: String)
    case file(OutgoingAttachment)
    case multipart(String, [OutgoingPart])

    /// - Parameter boundarySeed: what boundaries are made from, so that equal messages have equal bytes.
    func bytes(boundarySeed: String) -> [UInt8] {
        var number = 0
        return bytes(seed: boundarySeed, &number)
    }

    private func bytes(seed: String, _ number: inout Int) -> [UInt8] {
        switch self {
        case .text(let text, let subtype): return Self.textBytes(text, subtype)
        case .file(let attachment): return Self.fileBytes(attachment)
        case .multipart(let subtype, let parts):
            let bodies = parts.map { $0.bytes(seed: seed, &number) }
            number += 1
            let boundary = Boundary.text(seed: seed, number: number, notIn: bodies)
            return Self.multipartBytes(subtype, bodies, boundary)
        }
    }

    private static let lineEnd: [UInt8] = [.carriageReturn, .lineFeed]

    private static func multipartBytes(_ subtype: String, _ bodies: [[UInt8]], _ boundary: String) -> [UInt8]
    {
        var header = HeaderWriter()
        header.field("Content-Type", words: ["multipart/\(subtype);", "boundary=\"\(boundary)\""])
        var output = header.bytes + lineEnd
        for body in bodies {
            output.append(contentsOf: "--\(boundary)\r\n".utf8)
            output.append(contentsOf: body)
            output.append(contentsOf: lineEnd)
        }
        output.append(contentsOf: "--\(boundary)--\r\n".utf8)
        return output
    }

    private static func textBytes(_ text: String, _ subtype: String) -> [UInt8] {
        let lines = Array(MessageBody.normalized(Array(text.utf8)[...]))
        var header = HeaderWriter()
        header.field("Content-Type", words: ["text/\(subtype);", "charset=utf-8"])
        if isPlain(lines) {
            header.field("Content-Transfer-Encoding", words: ["7bit"])
            return header.bytes + lineEnd + lines.flatMap { $0 == .lineFeed ? lineEnd : [$0] }
        }
        // Base64 is shorter when more than a sixth of the octets would have to be written as three.
        let escaped = lines.count { $0 >= 127 || $0 < 32 && $0 != .lineFeed || $0 == UInt8(ascii: "=") }
        if escaped * 6 > lines.count {
            header.field("Content-Transfer-Encoding", words: ["base64"])
            let canonical = lines.flatMap { $0 == .lineFeed ? lineEnd : [$0] }
            return header.bytes + lineEnd + Base64.encode(canonical, lineLength: 76)
        }
        header.field("Content-Transfer-Encoding", words: ["quoted-printable"])
        return header.bytes + lineEnd + QuotedPrintable.encode(lines)
    }

    /// Whether the text can go as it is: short lines of printable ASCII that no relay would change.
    private static func isPlain(_ lines: [UInt8]) -> Bool {
        lines.split(separator: .lineFeed).allSatisfy { line in
            line.count <= 78 && line.allSatisfy { $0 >= 32 && $0 < 127 } && line.first != UInt8(ascii: ".")
                && line.last != .space && !line.hasPrefix("From ") && !line.hasPrefix("--")
        }
    }

    private static func fileBytes(_ attachment: OutgoingAttachment) -> [UInt8] {
        let name = EncodedWord.withoutControls(attachment.filename)
        let words = attachment.contentType.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isType =
            words.count == 2
            && words.allSatisfy {
                !$0.isEmpty && $0.count < 64 && $0.allSatisfy { $0 < 128 && ByteSet.token.contains($0) }
            }
            && !attachment.contentType.asciiLowercased.hasPrefix("multipart/")
            && !attachment.contentType.asciiLowercased.hasPrefix("message/")
        var header = HeaderWriter()
        header.field("Content-Type", words: [isType ? attachment.contentType : "application/octet-stream"])
        header.field(
            "Content-Disposition", words: ["attachment;"] + ParameterWriter.words("filename", name))
        header.field("Content-Transfer-Encoding", words: ["base64"])
        return header.bytes + lineEnd + Base64.encode(attachment.content, lineLength: 76)
    }
}

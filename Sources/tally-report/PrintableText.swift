/// The words of strangers, made fit for a page: see `ScalarFilter` for what is taken out.
enum PrintableText {
    /// One line: line ends become spaces, and what is longer than `limit` scalars ends in `…`.
    static func line(_ text: String, limit: Int) -> String {
        var kept = String.UnicodeScalarView()
        var count = 0
        var filter = ScalarFilter()
        for scalar in text.unicodeScalars {
            guard let scalar = filter.pass(scalar) else { continue }
            if count == limit {
                kept.append("…")
                break
            }
            kept.append(scalar == "\n" || scalar == "\t" ? " " : scalar)
            count += 1
        }
        return String(kept)
    }

    /// How much of a text is shown.
    struct Limits: Hashable {
        var lines: Int
        var bytes: Int
    }

    /// A text of several lines, cut into pieces that are quick to set.
    struct Pieces: Hashable {
        /// UTF-8, without white space at its end.
        fileprivate(set) var pieces: [[UInt8]] = []
        /// What of the limits the text has used.
        fileprivate(set) var used = Limits(lines: 0, bytes: 0)
        fileprivate(set) var isShortened = false
    }

    /// Cuts a text into pieces of about 2 KB, and cuts off what is beyond the limits.
    ///
    /// Pieces end where lines end. Only a line that is much longer than a piece is cut in its middle, if possible at
    /// a space.
    static func pieces(of text: String, limits: Limits) -> Pieces {
        var result = Pieces()
        var filter = ScalarFilter()
        var piece: [UInt8] = []
        func endPiece() {
            if let end = piece.lastIndex(where: { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: " ") }) {
                result.pieces.append(Array(piece[...end]))
            }
            piece.removeAll(keepingCapacity: true)
        }
        for scalar in text.unicodeScalars {
            guard let scalar = filter.pass(scalar) else { continue }
            if scalar == "\n", piece.isEmpty, result.pieces.isEmpty { continue }
            if result.used.lines >= limits.lines || result.used.bytes >= limits.bytes {
                result.isShortened = true
                break
            }
            result.used.bytes += UTF8.width(scalar)
            if scalar == "\n" { result.used.lines += 1 }
            switch scalar {
            case "\n" where piece.count >= pieceSize, " " where piece.count >= 2 * pieceSize:
                endPiece()
                continue
            case _ where piece.count >= 4 * pieceSize:
                endPiece()
            default:
                break
            }
            if let encoded = UTF8.encode(scalar) { piece.append(contentsOf: encoded) }
        }
        endPiece()
        return result
    }

    /// The size of a piece in bytes: pango's time for a paragraph grows faster than its length.
    private static let pieceSize = 2_048
}

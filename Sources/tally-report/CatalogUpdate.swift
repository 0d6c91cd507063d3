/// What cairo 1.16 cannot say about a document: its language, and that its title is its name.
///
/// Readers aloud choose their voice by the language. It is written as an incremental update (ISO 32000-1 §7.5.6): a new
/// version of the catalog behind the end of the file, and a reference to what was there.
enum CatalogUpdate {
    /// The PDF with its language; as it was when the language is no BCP 47 tag, or the file ends in another way than
    /// cairo 1.16 ends files.
    static func pdf(_ bytes: [UInt8], withLanguage language: String) -> [UInt8] {
        guard isTag(language), let trailer = Trailer(of: bytes),
            let catalog = catalog(trailer.root, in: bytes, before: trailer.crossReferences)
        else { return bytes }
        let offset = String(bytes.count)
        let paddedOffset = String(repeating: "0", count: 10 - offset.utf8.count) + offset
        let object = """
            \(trailer.root) 0 obj
            \(catalog)   /Lang (\(language))
               /ViewerPreferences << /DisplayDocTitle true >>
            >>
            endobj

            """
        let end = """
            xref
            \(trailer.root) 1
            \(paddedOffset) 00000 n\u{20}
            trailer
            << \(trailer.entries)
               /Prev \(trailer.crossReferences)
            >>
            startxref
            \(bytes.count + object.utf8.count)
            %%EOF

            """
        return bytes + object.utf8 + end.utf8
    }

    /// The end of a PDF file (ISO 32000-1 §7.5.5).
    private struct Trailer {
        /// The entries of the trailer dictionary, as they are written.
        let entries: String
        /// The number of the catalog.
        let root: Int
        /// Where the cross-reference table begins.
        let crossReferences: Int

        init?(of bytes: [UInt8]) {
            let end = bytes.suffix(400)
            guard let dictionary = end.between("trailer\n<< ", "\n>>\nstartxref\n"),
                let root = dictionary.between("/Root ", " 0 R").flatMap(number),
                let offset = end.between("\nstartxref\n", "\n%%EOF").flatMap(number),
                offset < bytes.count
            else { return nil }
            entries = String(decoding: dictionary, as: UTF8.self)
            self.root = root
            crossReferences = offset
        }
    }

    /// The catalog's dictionary up to its last entry.
    private static func catalog(_ number: Int, in bytes: [UInt8], before end: Int) -> String? {
        bytes[max(0, end - 1_000)..<end].between("\n\(number) 0 obj\n", ">>\nendobj\n").map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// The form of a language tag (RFC 5646 §2.1), without looking the words up.
    private static func isTag(_ language: String) -> Bool {
        let parts = language.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            (1...8).contains(part.count)
                && part.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) }
        }
    }
}

private func number(_ digits: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: digits, as: UTF8.self))
}

extension ArraySlice<UInt8> {
    /// What stands between the first `opening` and the next `closing`.
    fileprivate func between(_ opening: String, _ closing: String) -> ArraySlice<UInt8>? {
        guard let start = firstIndex(of: opening, from: startIndex).map({ $0 + opening.utf8.count }),
            let end = firstIndex(of: closing, from: start)
        else { return nil }
        return self[start..<end]
    }

    private func firstIndex(of word: String, from start: Int) -> Int? {
        (start..<endIndex).first { self[$0...].starts(with: word.utf8) }
    }
}

import Foundation
import TestSupport

/// A PDF as Debian's tools see it.
struct PDF {
    private let scratch: ScratchFolder
    private let file: String

    init(_ bytes: [UInt8]) throws {
        scratch = try ScratchFolder()
        file = try scratch.write("report.pdf", Array(bytes))
    }

    func text() throws -> String { try Tool.named("pdftotext").run([file, "-"]).text }

    /// The exit code of `qpdf --check`: 0 when nothing is wrong.
    func check() throws -> Tool.Run { try Tool.named("qpdf").run(["--check", file]) }

    /// The lines of `pdfinfo`, by their names.
    func facts() throws -> [String: String] {
        var facts: [String: String] = [:]
        for line in try Tool.named("pdfinfo").run(["-isodates", file]).text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            facts[String(line[..<colon])] = line[line.index(after: colon)...]
                .trimmingCharacters(in: .whitespaces)
        }
        return facts
    }

    /// The language of the document, as its catalog has it.
    func language() throws -> String? {
        let plain = try Tool.named("qpdf").run(["--qdf", "--object-streams=disable", file, "-"]).text
        return plain.split(separator: "\n").compactMap { line in
            line.hasPrefix("  /Lang (") ? String(line.dropFirst(9).dropLast()) : nil
        }.first
    }

    func pages() throws -> Int { Int(try facts()["Pages"] ?? "") ?? 0 }

    /// The element names of the structure tree, in order.
    func structure() throws -> [String] {
        try Tool.named("pdfinfo").run(["-struct", file]).text.split(separator: "\n").compactMap {
            $0.split(separator: " ").first.map(String.init)
        }
    }

    func links() throws -> Set<String> {
        Set(
            try Tool.named("pdfinfo").run(["-url", file]).text.split(separator: "\n").dropFirst().compactMap {
                $0.split(separator: " ").last.map(String.init)
            })
    }

    /// Each font's name and whether it is embedded.
    func fonts() throws -> [(name: String, isEmbedded: Bool)] {
        try Tool.named("pdffonts").run([file]).text.split(separator: "\n").dropFirst(2).compactMap { line in
            let words = line.split(separator: " ")
            // name, type (one or more words), encoding, emb, sub, uni, object, generation
            guard words.count >= 8 else { return nil }
            return (String(words[0]), words[words.count - 5] == "yes")
        }
    }

    /// The titles of the outline.
    func outline() throws -> [String] {
        let json = try Tool.named("qpdf").run(["--json", "--json-key=outlines", file]).output
        let root = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
        func titles(_ entries: Any?) -> [String] {
            (entries as? [[String: Any]] ?? []).flatMap { entry in
                [entry["title"] as? String ?? ""] + titles(entry["kids"])
            }
        }
        return titles(root?["outlines"])
    }
}

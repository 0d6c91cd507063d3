/// The name of a language, well-formed as RFC 5646 §2.1 has it: `de`, `pt-BR`, `zh-Hant-TW`.
///
/// Grandfathered tags and those of private use alone are left out; nobody reads mail in `x-whatever`.
package struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
    /// In the conventional case: language in lower, script in title, region in upper case.
    package let text: String

    /// Nil when `text` is no tag.
    package init?(_ text: String) {
        guard text.utf8.count <= 35 else { return nil }
        let subtags = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let language = subtags.first, (2...8).contains(language.count),
            language.allSatisfy(isASCIILetter),
            subtags.allSatisfy({ (1...8).contains($0.count) && $0.allSatisfy { isAlphanumeric($0) } })
        else { return nil }
        guard Self.isOrdered(subtags.dropFirst().map { Array($0) }) else { return nil }
        let extensions = subtags.firstIndex { $0.count == 1 } ?? subtags.endIndex
        self.text = subtags.indices.map { place in
            Self.conventional(Array(subtags[place]), isPlain: place == 0 || place > extensions)
        }.joined(separator: "-")
    }

    package var description: String { text }

    /// Script, region, variants and extensions stand in this order, the first two at most once.
    private static func isOrdered(_ subtags: [[UInt8]]) -> Bool {
        var rest = subtags[...]
        for _ in 0..<3 where rest.first.map({ $0.count == 3 && $0.allSatisfy(isASCIILetter) }) ?? false {
            rest.removeFirst()
        }
        if let script = rest.first, script.count == 4, script.allSatisfy(isASCIILetter) { rest.removeFirst() }
        if let region = rest.first, isRegion(region) { rest.removeFirst() }
        while let variant = rest.first, isVariant(variant) { rest.removeFirst() }
        while let singleton = rest.first {
            guard singleton.count == 1 else { return false }
            rest.removeFirst()
            // What stands behind an x is between those who agreed on it.
            if singleton.map({ asciiLowercased($0) }) == [UInt8(ascii: "x")] { return !rest.isEmpty }
            guard let value = rest.first, value.count >= 2 else { return false }
            rest = rest.drop { $0.count >= 2 }
        }
        return true
    }

    private static func isRegion(_ subtag: [UInt8]) -> Bool {
        subtag.count == 2 && subtag.allSatisfy(isASCIILetter)
            || subtag.count == 3 && subtag.allSatisfy { !isASCIILetter($0) }
    }

    private static func isVariant(_ subtag: [UInt8]) -> Bool {
        subtag.count >= 5 || subtag.count == 4 && subtag.first.map { !isASCIILetter($0) } ?? false
    }

    /// RFC 5646 §2.1.1: the first subtag and all of an extension are plain, in lower case.
    private static func conventional(_ subtag: [UInt8], isPlain: Bool) -> String {
        var bytes = subtag.map { asciiLowercased($0) }
        if !isPlain, bytes.allSatisfy(isASCIILetter) {
            if bytes.count == 2 { bytes = bytes.map { $0 & 0xDF } }
            if bytes.count == 4 { bytes[0] &= 0xDF }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

private func isASCIILetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

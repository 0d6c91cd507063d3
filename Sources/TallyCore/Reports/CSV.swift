/// A table as comma-separated values (RFC 4180), safe to be opened in a spreadsheet.
///
/// A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and those cells hold what strangers
/// wrote. Such a cell gets an apostrophe in front, which spreadsheets take for "this is text".
package struct CSV: Hashable, Sendable {
    /// UTF-8 with CRLF line ends, after a byte order mark, without which Excel takes it for another charset.
    package private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// - Parameter header: the names of the columns.
    package init(header: [String]) {
        append(header)
    }

    /// Adds a record (RFC 4180 §2).
    package mutating func append(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(cell)
        }
        bytes += [0x0D, 0x0A]
    }

    private mutating func append(_ cell: String) {
        var text = Array(cell.utf8)
        if Self.isFormula(text) { text.insert(UInt8(ascii: "'"), at: 0) }
        guard text.contains(where: { Self.quoted.contains($0) }) else {
            bytes += text
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let quoted = Set("\",\r\n".utf8)
    private static let formulaBeginnings = Set("=+-@\t\r\n".utf8)

    /// Whether a spreadsheet could take the cell for a formula; some look behind spaces in front.
    private static func isFormula(_ text: [UInt8]) -> Bool {
        if let first = text.first, formulaBeginnings.contains(first) { return true }
        guard let first = text.first(where: { $0 != UInt8(ascii: " ") }) else { return false }
        return formulaBeginnings.contains(first)
    }
}

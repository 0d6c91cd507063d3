/// Decides, one scalar after the other, what of a stranger's text comes onto the page.
///
/// Out go control characters, marks that reorder the text around them (`U+202E` makes `gpj.exe` of `exe.jpg`), byte
/// order marks, noncharacters (cairo takes none), and combining marks piled higher than any language does. CR LF, CR, and Unicode's own line ends
/// become LF; more than two empty lines become two.
struct ScalarFilter {
    private var lastWasReturn = false
    private var lineEnds = 0
    private var combiningMarks = 0

    /// What to print for the next scalar; nil for nothing.
    mutating func pass(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x0D:
            lastWasReturn = true
            return lineEnd()
        case 0x0A where lastWasReturn:
            lastWasReturn = false
            return nil
        case 0x0A, 0x0B, 0x0C, 0x85, 0x2028, 0x2029:
            lastWasReturn = false
            return lineEnd()
        case 0x20...0x7E, 0x09:
            startCharacter()
            return scalar
        case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF, 0xFEFF,
            0xFFF9...0xFFFC:
            return nil
        case let value where value & 0xFFFE == 0xFFFE:
            return nil
        default:
            return passBeyondASCII(scalar)
        }
    }

    private mutating func passBeyondASCII(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark:
            combiningMarks += 1
            return combiningMarks <= 6 ? scalar : nil
        case .format:
            return scalar
        default:
            startCharacter()
            return scalar
        }
    }

    private mutating func startCharacter() {
        lastWasReturn = false
        lineEnds = 0
        combiningMarks = 0
    }

    private mutating func lineEnd() -> Unicode.Scalar? {
        combiningMarks = 0
        lineEnds += 1
        return lineEnds <= 3 ? "\n" : nil
    }
}

/// The language of a text that shares Han characters with others, seen by the letters that only it has.
enum EastAsianLanguage: String {
    case japanese = "ja"
    case korean = "ko"

    /// - Parameter bytes: UTF-8; nil when it has neither kana nor hangul in it.
    init?(of bytes: [UInt8]) {
        var isKorean = false
        var index = 0
        while index + 2 < bytes.count {
            // Kana are U+3040 … U+30FF, hangul syllables U+AC00 … U+D7A3: three bytes each.
            switch (bytes[index], bytes[index + 1]) {
            case (0xE3, 0x81...0x83):
                self = .japanese
                return
            case (0xEA, 0xB0...0xBF), (0xEB, _), (0xEC, _), (0xED, 0x80...0x9E):
                isKorean = true
            default: break
            }
            index += 1
        }
        guard isKorean else { return nil }
        self = .korean
    }
}

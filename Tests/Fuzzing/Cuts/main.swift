import Foundation
@testable import MailParsing

// Reads every file that is named on standard input at every length when it is below 4 KB, else at 64 lengths. Reading
// must not trap and must not hang; an alarm ends the program when one file takes longer than a minute.

var count = 0
while let path = readLine() {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    alarm(60)
    let lengths =
        bytes.count < 4_096 ? Array(0...bytes.count) : (0..<64).map { bytes.count * ($0 + 1) / 64 }
    for length in lengths {
        let cut = Array(bytes[..<length])
        if path.hasSuffix(".eml") {
            precondition(Message(reading: cut).visibleText.utf8.count <= 16 * cut.count + 64)
        } else {
            let text = String(decoding: cut, as: UTF8.self)
            let split = path.hasSuffix(".html") ? ReplySplit(html: text) : ReplySplit(plain: text)
            precondition(split.visible.utf8.count <= 16 * text.utf8.count + 64)
        }
        count += 1
    }
}
print("corpus: \(count) cuts")

import Testing

@testable import MailTransport

@Suite("Folder names (RFC 3501 §5.1.3, modified UTF-7)") struct FolderNameTests {
    struct Name: Sendable {
        let name: String
        let encoded: String
    }

    @Test(arguments: [
        Name(name: "INBOX", encoded: "INBOX"),
        Name(name: "Tom & Jerry", encoded: "Tom &- Jerry"),
        Name(name: "Entwürfe", encoded: "Entw&APw-rfe"),
        Name(name: "~peter/mail/台北/日本語", encoded: "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
        Name(name: "☺!", encoded: "&Jjo-!"),
        Name(name: "🎟", encoded: "&2Dzfnw-"),
        Name(name: "a\r\nb", encoded: "a&AA0ACg-b"),
        Name(name: "", encoded: ""),
    ])
    func `a name goes over the wire in ASCII`(name: Name) {
        #expect(
            String(decoding: FolderName(name.name, separator: UInt8(ascii: "/")).encoded, as: UTF8.self)
                == name.encoded)
    }

    @Test func `levels are written with the separator of the server`() {
        let name = FolderName("Tally/Processed", separator: UInt8(ascii: "."))
        #expect(String(decoding: name.encoded, as: UTF8.self) == "Tally.Processed")
    }

    @Test func `no name can end its quotation or its line`() {
        let command = IMAPCommand.create(FolderName("a\"b\\c\r\nA1 LOGOUT", separator: nil))
        #expect(
            String(decoding: command.bytes(tag: "T"), as: UTF8.self)
                == #"T CREATE "a\"b\\c&AA0ACg-A1 LOGOUT""# + "\r\n")
    }
}

/// The name and address that mail is from.
package struct Sender: Hashable, Sendable {
    /// As people read it; nil when there is only an address.
    package let name: String?
    package let address: MailAddress

    /// `Acme IT <support@acme.example>`, `"Acme, IT" <support@acme.example>` or a plain address.
    ///
    /// Unlike in a header the name may hold any printable character, since it is encoded when a mail is written.
    package init?(_ text: String) {
        if let address = MailAddress(text) {
            self.init(name: nil, address: address)
            return
        }
        let bytes = Array(text.utf8)
        guard bytes.last == UInt8(ascii: ">"), let open = bytes.lastIndex(of: UInt8(ascii: "<")),
            let address = MailAddress(String(decoding: bytes[(open + 1)...].dropLast(), as: UTF8.self))
        else { return nil }
        var name = bytes[..<open]
        while name.last == UInt8(ascii: " ") { name.removeLast() }
        while name.first == UInt8(ascii: " ") { name.removeFirst() }
        if name.count >= 2, name.first == UInt8(ascii: "\""), name.last == UInt8(ascii: "\"") {
            name = name.dropFirst().dropLast()
        }
        let isPrintable = name.allSatisfy { $0 >= 0x20 && $0 != 0x7F && !"<>\"\\".utf8.contains($0) }
        guard isPrintable, name.count <= 200 else { return nil }
        self.init(name: name.isEmpty ? nil : String(decoding: name, as: UTF8.self), address: address)
    }

    package init(name: String?, address: MailAddress) {
        self.name = name
        self.address = address
    }
}

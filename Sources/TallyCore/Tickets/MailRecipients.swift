/// Whom a mail was addressed to, as its header says; hidden copies and reply tokens are left out.
package struct MailRecipients: Hashable, Sendable {
    /// One name and address.
    package struct Recipient: Hashable, Sendable {
        package let name: String?
        package let address: String

        package init(name: String?, address: String) {
            self.name = name
            self.address = address
        }
    }

    package var to: [Recipient]
    package var cc: [Recipient]

    package init(to: [Recipient], cc: [Recipient]) {
        self.to = to
        self.cc = cc
    }

    /// How many of each field are kept.
    static let limit = 100
}

extension MailRecipients {
    /// As it is stored and as the API shows it: `to` and `cc`, each a list of `name` and `email`.
    package var json: JSON { ["to": Self.json(of: to), "cc": Self.json(of: cc)] }

    private static func json(of recipients: [Recipient]) -> JSON {
        .array(recipients.map { ["name": $0.name.json, "email": .string($0.address)] })
    }

    /// Nil when it is not what `json` gives.
    package init?(_ json: JSON) {
        guard let to = Self.recipients(json["to"]), let cc = Self.recipients(json["cc"]) else { return nil }
        self.init(to: to, cc: cc)
    }

    private static func recipients(_ json: JSON) -> [Recipient]? {
        guard let elements = json.elements else { return nil }
        return elements.compactMap { element in
            element["email"].text.map { Recipient(name: element["name"].text, address: $0) }
        }
    }
}

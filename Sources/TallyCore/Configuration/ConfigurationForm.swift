/// What a value of the configuration has to look like, and how it becomes a Swift value.
struct ConfigurationForm<Value> {
    /// What to write, as it goes after "write ".
    let expected: String
    /// Nil when the content has not this form.
    let read: (LocatedJSON.Content) -> Value?
    /// Words to choose from, when the form is a choice.
    var choices: [String] = []
    /// Messages about a secret do not show the value.
    var isSecret = false

    /// Text that `parse` understands.
    static func text(_ expected: String, _ parse: @escaping (String) -> Value?) -> Self {
        Self(expected: expected) { content in
            guard case .string(let text) = content else { return nil }
            return parse(text)
        }
    }
}

extension ConfigurationForm where Value == String {
    /// Text for people: not empty, one line, at most 200 bytes.
    static var line: Self {
        text("a text on one line, not empty and at most 200 bytes") { text in
            let isOneLine = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            return isOneLine && (1...200).contains(text.utf8.count) ? text : nil
        }
    }

    /// A path in the file system.
    static var path: Self {
        text("the path of a file or folder") { text in
            (1...4_095).contains(text.utf8.count) && !text.utf8.contains(0) ? text : nil
        }
    }

    /// A name of letters, digits, hyphens and underscores, as it goes into logs, metrics and commands.
    static var identifier: Self {
        text("a name of at most 64 letters, digits, hyphens and underscores") { text in
            (1...64).contains(text.utf8.count)
                && text.utf8.allSatisfy {
                    isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                }
                ? text : nil
        }
    }

    /// A time zone by its name in the IANA database; whether the machine knows it is for the caller to find out.
    static var timeZone: Self {
        text("a time zone of the IANA database, for example \"Europe/Berlin\" or \"UTC\"") { text in
            ZoneRules.isZoneName(text) ? text : nil
        }
    }

    /// A domain without a dot at its end, in lower case.
    static var domain: Self {
        text("a domain, for example \"acme.example\"") { text in
            let bytes = Array(text.utf8)
            return HostAndPort.isHostName(bytes[...]) ? asciiLowercased(bytes) : nil
        }
    }

    /// The prefix of ticket references, which also has to be found in subjects again.
    static var ticketPrefix: Self {
        text("one to ten capital letters and digits, beginning with a letter, for example \"TT\"") { text in
            let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
            let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
            guard let first = text.utf8.first, capitals.contains(first), text.utf8.count <= 10 else {
                return nil
            }
            return text.utf8.allSatisfy { capitals.contains($0) || digits.contains($0) } ? text : nil
        }
    }
}

extension ConfigurationForm where Value == Bool {
    static var flag: Self {
        Self(expected: "true or false") { content in
            guard case .bool(let flag) = content else { return nil }
            return flag
        }
    }
}

extension ConfigurationForm where Value == Int {
    static func integer(_ range: ClosedRange<Int>) -> Self {
        Self(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") { content in
            guard case .integer(let integer) = content, let value = Int(exactly: integer) else { return nil }
            return range.contains(value) ? value : nil
        }
    }

    /// A number of bytes, as a number or with a unit.
    static func size(_ range: ClosedRange<Int>) -> Self {
        let limits = "from \(range.lowerBound) to \(range.upperBound)"
        return Self(expected: "a number of bytes \(limits), for example 26214400 or \"25MiB\"") { content in
            switch content {
            case .integer(let integer): Int(exactly: integer).flatMap { range.contains($0) ? $0 : nil }
            case .string(let text): Quantity.size(text).flatMap { range.contains($0) ? $0 : nil }
            case .null, .bool, .number, .array, .object: nil
            }
        }
    }
}

extension ConfigurationForm where Value == Duration {
    static var duration: Self {
        text("a time like \"45s\", \"30m\", \"4h\", \"2d\" or \"1h30m\"", Quantity.duration)
    }
}

extension ConfigurationForm where Value == ServerURL {
    static func url(_ schemes: ServerURL.Scheme...) -> Self {
        let shapes = schemes.map { "\($0.rawValue)://HOST[:PORT]" }.joined(separator: " or ")
        return text("\(shapes), without a user, a password or a query") { text in
            ServerURL(text).flatMap { schemes.contains($0.scheme) ? $0 : nil }
        }
    }
}

extension ConfigurationForm where Value == LanguageTag {
    /// A language that mail is written in.
    static var language: Self {
        text("the tag of a language, for example \"en\" or \"de\"") { LanguageTag($0) }
    }
}

extension ConfigurationForm where Value == MailAddress {
    static var address: Self {
        text("a plain mail address, for example \"support@acme.example\"") { MailAddress($0) }
    }
}

extension ConfigurationForm where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One word of a closed choice.
    static var choice: Self {
        let words = Value.allCases.map(\.rawValue)
        let shown = words.map { "\"\($0)\"" }
        let list =
            shown.count == 1
            ? shown[0] : shown.dropLast().joined(separator: ", ") + " or " + shown[shown.count - 1]
        return Self(
            expected: list,
            read: { content in
                guard case .string(let text) = content else { return nil }
                return Value(rawValue: text)
            }, choices: words)
    }
}

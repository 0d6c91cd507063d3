/// One event worth telling the operator.
package struct LogRecord: Hashable, Sendable {
    package let moment: Timestamp
    package let level: LogLevel
    /// What happened, as programs look for it: `intake.staged`.
    package let event: String
    package let fields: LogFields
    /// The same for people; nil when event and fields say it all.
    package let message: String?

    package init(
        moment: Timestamp, level: LogLevel, event: String, fields: LogFields = [:], message: String? = nil
    ) {
        self.moment = moment
        self.level = level
        self.event = event
        self.fields = fields
        self.message = message
    }

    /// The most of one value that is shown, in bytes.
    package static let maximumValue = 2_048

    /// The record as one line in UTF-8, with its line end.
    ///
    /// No value can break the line, hide part of it, or send a control sequence to a terminal.
    ///
    /// - Parameter withPriority: the line begins with `<N>`, as `sd-daemon(3)` has it.
    package func line(format: LogFormat, withPriority: Bool) -> [UInt8] {
        let content =
            switch format {
            case .text: text
            case .json: json.description
            }
        return Array("\(withPriority ? "<\(level.priority)>" : "")\(Self.visible(content))\n".utf8)
    }

    /// `2026-11-22T08:15:00Z info intake.staged mailbox=support uid=12: words for people`.
    private var text: String {
        var line = "\(moment) \(level.rawValue) \(event)"
        for field in fields.list { line += " \(field.name)=\(Self.shown(field.value))" }
        if let message { line += ": " + Self.clipped(message) }
        return line
    }

    private var json: JSON {
        var members: [JSON.Member] = [
            .init(name: "time", value: moment.json), .init(name: "level", value: level.rawValue.json),
            .init(name: "event", value: event.json),
        ]
        // A field whose name is taken gets an underscore, so that no name occurs twice.
        var taken: Set<String> = ["time", "level", "event", "message"]
        for field in fields.list {
            var name = field.name
            while !taken.insert(name).inserted { name += "_" }
            members.append(.init(name: name, value: Self.clipped(field.value)))
        }
        if let message { members.append(.init(name: "message", value: .string(Self.clipped(message)))) }
        return .object(members)
    }

    /// A value behind `=`: bare when nobody can mistake where it ends, else as JSON.
    private static func shown(_ value: JSON) -> String {
        let value = clipped(value)
        guard case .string(let text) = value else { return value.description }
        let isBare = text.utf8.allSatisfy { byte in
            (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "=")
        }
        return isBare && !text.isEmpty ? text : value.description
    }

    /// A value that is not too long; a list that is becomes the beginning of its text.
    private static func clipped(_ value: JSON) -> JSON {
        switch value {
        case .null, .bool, .integer, .number: return value
        case .string(let text): return .string(clipped(text))
        case .array, .object:
            let text = value.description
            return text.utf8.count <= maximumValue ? value : .string(clipped(text))
        }
    }

    private static func clipped(_ text: String) -> String {
        guard text.utf8.count > maximumValue else { return text }
        var scalars = String.UnicodeScalarView()
        var size = 0
        for scalar in text.unicodeScalars {
            size += UTF8.width(scalar)
            guard size <= maximumValue else { break }
            scalars.append(scalar)
        }
        return String(scalars) + "…"
    }

    /// The text with an escape in place of everything that is not seen: controls, line separators, bidi overrides.
    ///
    /// In JSON these stand only in strings, where the escapes are JSON's own.
    private static func visible(_ text: String) -> String {
        let hidden: Set<Unicode.GeneralCategory> = [
            .control, .format, .lineSeparator, .paragraphSeparator,
        ]
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard hidden.contains(scalar.properties.generalCategory) else {
                shown.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
                shown.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
            }
        }
        return String(shown)
    }
}

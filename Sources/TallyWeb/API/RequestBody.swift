internal import TallyCore

/// The members of a request's JSON object, taken one by one.
///
/// What is wrong with them is gathered, so that the client hears of every mistake at once.
struct RequestBody {
    /// Deeper than any body of ours; a body of arrays in arrays is somebody's attack.
    private static let limits = JSON.Limits(bytes: 1_048_576, depth: 8, values: 10_000)

    private let object: JSON
    private var errors: [(field: String, problem: String)] = []

    /// Reads the body.
    init(_ request: HTTPRequest) throws(Problem) {
        object = try request.json(limits: Self.limits)
        guard object.members != nil else {
            throw Problem(.badRequest, detail: "The body must be a JSON object.")
        }
    }

    /// The fields of a form, as if they were members; the first of each name counts.
    init(_ form: FormData) {
        object = .object(form.fields.map { JSON.Member(name: $0.name, value: .string($0.value)) })
    }

    /// The value of a member; null when it is not there.
    subscript(name: String) -> JSON { object[name] }

    /// The value of a member, null included; nil when it is not there.
    func member(_ name: String) -> JSON? {
        object.members?.first { $0.name == name }?.value
    }

    func has(_ name: String) -> Bool { member(name) != Optional<JSON>.none }

    /// Throws when anything was wrong.
    func check() throws(Problem) {
        if !errors.isEmpty { throw Problem(invalid: errors) }
    }

    /// Notes that a member holds what it must not.
    mutating func refuse(_ name: String, _ problem: String) {
        errors.append((name, problem))
    }

    /// A text that has to be there, with something in it.
    mutating func text(_ name: String, upTo limit: Int) -> String {
        guard let text = object[name].text else {
            refuse(name, has(name) && object[name] != .null ? "must be a string" : "is required")
            return ""
        }
        if text.utf8.allSatisfy({ $0 <= 0x20 }) { refuse(name, "must not be empty") }
        if text.utf8.count > limit { refuse(name, "must be at most \(limit) bytes") }
        return text
    }

    /// A text that may be absent or null.
    mutating func optionalText(_ name: String, upTo limit: Int) -> String? {
        object[name] == .null ? nil : text(name, upTo: limit)
    }

    /// One of the names of a closed choice; nil when it is absent or null.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Choice.Type = Choice.self
    ) -> Choice? {
        guard object[name] != .null else { return nil }
        guard let choice = object[name].text.flatMap(Choice.init(rawValue:)) else {
            refuse(name, "must be one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
            return nil
        }
        return choice
    }

    /// A moment in RFC 3339's form, or the end of a day; nil when it is absent, null or wrong.
    ///
    /// - Parameter zone: whose day a date alone is.
    mutating func moment(_ name: String, in zone: ZoneRules) -> Timestamp? {
        guard object[name] != .null else { return nil }
        guard let moment = object[name].text.flatMap({ Timestamp(internetTime: $0, zone: zone) })
        else {
            refuse(name, "must be a time like 2026-12-24T12:00:00Z or a date")
            return nil
        }
        return moment
    }

    /// A list of tags; empty when it is null.
    mutating func tags(_ name: String) -> [TicketTag] {
        guard object[name] != .null else { return [] }
        guard let elements = object[name].elements else {
            refuse(name, "must be an array of texts")
            return []
        }
        let tags = elements.compactMap { $0.text.flatMap(TicketTag.init) }
        if tags.count < elements.count {
            refuse(name, "must be texts of 1 to \(TicketTag.lengthLimit) characters")
        } else if Set(tags).count > TicketTag.countLimit {
            refuse(name, "must be at most \(TicketTag.countLimit)")
        }
        return tags
    }

    /// Refuses members that the desk knows nothing of yet, unless they say nothing.
    mutating func refuse(unsupported names: String...) {
        for name in names where object[name] != .null && object[name] != [] {
            refuse(name, "cannot be set")
        }
    }
}

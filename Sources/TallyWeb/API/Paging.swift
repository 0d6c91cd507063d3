internal import TallyCore

/// What every list's address says of its pages: how long they are, and where the next one begins.
enum Paging {
    private static let defaultLimit = 50
    private static let highestLimit = 200

    /// How many items a page has.
    static func limit(_ target: RequestTarget) throws(Problem) -> Int {
        guard let text = value("limit", target) else { return defaultLimit }
        guard let number = API.decimal(text), number <= highestLimit else {
            throw Problem(invalid: "limit", "must be between 1 and \(highestLimit)")
        }
        return Int(number)
    }

    /// The numbers in the cursor; nil when there is none.
    ///
    /// - Parameters:
    ///   - mark: what the list's own cursors begin with, so that those of others are refused.
    ///   - count: how many numbers are in them.
    static func cursor(
        _ target: RequestTarget, mark: UInt8, count: Int
    ) throws(Problem) -> [Int64]? {
        guard let text = value("cursor", target) else { return nil }
        guard let octets = Base64URL.decode(text.utf8), octets.count == 1 + 8 * count, octets[0] == mark
        else {
            throw Problem(invalid: "cursor", "is none that this list gave")
        }
        return (0..<count).map { place in
            let number = octets[(1 + 8 * place)..<(9 + 8 * place)]
            return Int64(bitPattern: number.reduce(0) { $0 << 8 | UInt64($1) })
        }
    }

    /// The cursor as the client gets it, who is not to look inside.
    static func text(mark: UInt8, _ numbers: [Int64]) -> String {
        let octets = numbers.flatMap { number in
            (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
        }
        return Base64URL.encode([mark] + octets)
    }

    /// The choices named in a query item, with commas between them; none when it is absent.
    static func choices<Choice: RawRepresentable<String> & CaseIterable & Hashable>(
        _ name: String, of type: Choice.Type = Choice.self, _ target: RequestTarget
    ) throws(Problem) -> Set<Choice> {
        var choices: Set<Choice> = []
        for word in (value(name, target) ?? "").utf8.split(separator: UInt8(ascii: ",")) {
            guard let choice = Choice(rawValue: String(Substring(word))) else {
                let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(invalid: name, "must be one or more of \(names)")
            }
            choices.insert(choice)
        }
        return choices
    }

    /// A query item that is `true` or `false`; absent means false.
    static func flag(_ name: String, _ target: RequestTarget) throws(Problem) -> Bool {
        switch value(name, target) {
        case "true": return true
        case "false", nil: return false
        case .some: throw Problem(invalid: name, "must be true or false")
        }
    }

    /// A page as every list answers, of elements that the caller put into words.
    ///
    /// - Parameter more: members behind those of every list.
    static func answer<Element>(
        _ page: Page<Element>, _ items: [JSON], mark: UInt8, more: [JSON.Member] = []
    ) -> JSON {
        let cursor = (page.next.map { text(mark: mark, [$0]) }).json
        let members = [
            JSON.Member(name: "items", value: .array(items)),
            JSON.Member(name: "total", value: page.total.json),
            JSON.Member(name: "next_cursor", value: cursor),
        ]
        return .object(members + more)
    }

    /// A list that is short enough for one page.
    static func whole(_ items: [JSON]) -> JSON {
        ["items": .array(items), "total": items.count.json, "next_cursor": .null]
    }

    /// The value of a query item; an empty one is none, since forms send what nobody filled in.
    static func value(_ name: String, _ target: RequestTarget) -> String? {
        target.value(of: name).flatMap { $0.isEmpty ? nil : $0 }
    }
}

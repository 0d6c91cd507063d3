/// Collects problems while a configuration is read.
final class ConfigurationReport {
    let fileName: String
    private(set) var problems: [ConfigurationProblem] = []

    init(fileName: String) { self.fileName = fileName }

    func add(_ finding: String, advice: String, path: String, at position: TextPosition) {
        problems.append(
            ConfigurationProblem(
                fileName: fileName, position: position, path: path, finding: finding, advice: advice))
    }
}

/// One object of the configuration while it is read.
///
/// Every key is asked for once by name; `finish()` reports those that nobody asked for. A missing or wrong
/// value is reported and read as nil, or leaves the default as it is, so that one run finds everything.
final class ConfigurationSection {
    let path: String
    let position: TextPosition
    private let report: ConfigurationReport
    private let members: [LocatedJSON.Member]
    private var known: [String] = []

    /// Nil, with a report, when `value` is no object.
    init?(
        _ value: LocatedJSON, path: String, expected: String = "an object in braces",
        report: ConfigurationReport
    ) {
        guard case .object(let members) = value.content else {
            report.add(value.content.kind, advice: "write \(expected)", path: path, at: value.position)
            return nil
        }
        self.path = path
        position = value.position
        self.report = report
        var first: [String: TextPosition] = [:]
        var kept: [LocatedJSON.Member] = []
        for member in members {
            guard let earlier = first[member.name] else {
                first[member.name] = member.position
                kept.append(member)
                continue
            }
            report.add(
                "is given twice, first in line \(earlier.line)", advice: "keep one of them",
                path: Self.join(path, member.name), at: member.position)
        }
        self.members = kept
    }

    // MARK: Values

    /// The value when there is one; null counts as none.
    func read<Value>(_ key: String, as form: ConfigurationForm<Value>) -> Value? {
        value(key).flatMap { convert($0, as: form, path: pathOf(key)) }
    }

    /// Replaces the default in `target` when there is a value.
    func read<Value>(_ key: String, as form: ConfigurationForm<Value>, into target: inout Value) {
        if let value = read(key, as: form) { target = value }
    }

    /// The value, which has to be there.
    func require<Value>(_ key: String, as form: ConfigurationForm<Value>) -> Value? {
        guard let value = value(key) else {
            reportMissing(key, expected: form.expected)
            return nil
        }
        return convert(value, as: form, path: pathOf(key))
    }

    /// Every element of an array, when there is one.
    func readList<Value>(_ key: String, of form: ConfigurationForm<Value>, into target: inout [Value]) {
        guard
            let elements = elements(of: key, expected: "an array in brackets, each element " + form.expected)
        else { return }
        target = elements.enumerated().compactMap { index, element in
            convert(element, as: form, path: "\(pathOf(key))[\(index)]")
        }
    }

    // MARK: Objects

    /// The object when there is one; null counts as none.
    func section(_ key: String, expected: String = "an object in braces") -> ConfigurationSection? {
        value(key).flatMap {
            ConfigurationSection($0, path: pathOf(key), expected: expected, report: report)
        }
    }

    /// The object, which has to be there.
    func requiredSection(
        _ key: String, expected: String = "an object in braces"
    ) -> ConfigurationSection? {
        guard let value = value(key) else {
            reportMissing(key, expected: expected)
            return nil
        }
        return ConfigurationSection(value, path: pathOf(key), expected: expected, report: report)
    }

    /// Every object of an array, when there is one.
    func sections(_ key: String) -> [ConfigurationSection] {
        (elements(of: key, expected: "an array of objects") ?? []).enumerated().compactMap { index, element in
            ConfigurationSection(element, path: "\(pathOf(key))[\(index)]", report: report)
        }
    }

    /// Every object of an array, which has to be there and must not be empty.
    func requiredSections(_ key: String) -> [ConfigurationSection] {
        guard has(key) else {
            reportMissing(key, expected: "an array of objects")
            return []
        }
        let elements = elements(of: key, expected: "an array of objects")
        if elements?.isEmpty == true { reject(key, "is empty", advice: "write at least one object") }
        return (elements ?? []).enumerated().compactMap { index, element in
            ConfigurationSection(element, path: "\(pathOf(key))[\(index)]", report: report)
        }
    }

    /// The names of all members, for objects whose keys are free.
    var names: [String] { members.map(\.name) }

    /// Whether there is a value; null counts as none.
    func has(_ key: String) -> Bool {
        members.contains { $0.name == key && $0.value.content != .null }
    }

    /// Whether there is nothing in the list, or no list.
    func isEmptyList(_ key: String) -> Bool {
        members.first { $0.name == key }.map { $0.value.content == .array([]) } ?? true
    }

    /// Whether null is written out.
    func isNull(_ key: String) -> Bool {
        members.contains { $0.name == key && $0.value.content == .null }
    }

    // MARK: Problems

    /// Reports something about the value of `key`, or about this object when it has no such key.
    func reject(_ key: String, _ finding: String, advice: String) {
        let place = members.first { $0.name == key }?.value.position ?? position
        report.add(finding, advice: advice, path: pathOf(key), at: place)
    }

    /// Reports something about this object.
    func reject(_ finding: String, advice: String) {
        report.add(finding, advice: advice, path: path, at: position)
    }

    /// Reports the keys that nobody asked for.
    func finish() {
        for member in members where !known.contains(member.name) {
            let suggestion = nearest(to: member.name, among: known)
            report.add(
                "is not a known key",
                advice: suggestion.map { "did you mean \"\($0.word)\"?" } ?? "remove it",
                path: pathOf(member.name), at: member.position)
        }
    }

    func pathOf(_ key: String) -> String { Self.join(path, key) }

    private static func join(_ path: String, _ key: String) -> String {
        let isPlain = !key.isEmpty && key.utf8.allSatisfy { isAlphanumeric($0) || "_$-".utf8.contains($0) }
        let shown = isPlain ? key : JSON.string(key).description
        return path.isEmpty ? shown : "\(path).\(shown)"
    }

    private func value(_ key: String) -> LocatedJSON? {
        if !known.contains(key) { known.append(key) }
        guard let value = members.first(where: { $0.name == key })?.value, value.content != .null else {
            return nil
        }
        return value
    }

    private func elements(of key: String, expected: String) -> [LocatedJSON]? {
        guard let value = value(key) else { return nil }
        guard case .array(let elements) = value.content else {
            reject(key, value.content.kind, advice: "write \(expected)")
            return nil
        }
        return elements
    }

    private func reportMissing(_ key: String, expected: String) {
        report.add("is missing", advice: "write \(expected)", path: pathOf(key), at: position)
    }

    private func convert<Value>(
        _ value: LocatedJSON, as form: ConfigurationForm<Value>, path: String
    ) -> Value? {
        if let converted = form.read(value.content) { return converted }
        var advice = "write \(form.expected)"
        if case .string(let text) = value.content, let suggestion = nearest(to: text, among: form.choices),
            suggestion.distance <= 2
        {
            advice += "; did you mean \"\(suggestion.word)\"?"
        }
        report.add(
            form.isSecret ? value.content.kind : value.content.shown, advice: advice, path: path,
            at: value.position)
        return nil
    }
}

extension LocatedJSON.Content {
    /// What it is, without saying its value: `is a text`.
    var kind: String {
        switch self {
        case .null: "is null"
        case .bool: "is true or false"
        case .integer, .number: "is a number"
        case .string: "is a text"
        case .array: "is an array"
        case .object: "is an object"
        }
    }

    /// What it is, with its value when that is short enough to show.
    fileprivate var shown: String {
        switch self {
        case .bool(let flag): "is \(flag)"
        case .integer(let integer): "is \(integer)"
        case .number(let number): "is \(number)"
        case .string(let text) where text.utf8.count <= 80 && !Self.mayHoldPassword(text):
            "is \(JSON.string(text))"
        case .null, .string, .array, .object: kind
        }
    }

    /// Whether it is a URL with a user in it, and so perhaps with a password (RFC 3986 §3.2.1).
    private static func mayHoldPassword(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "@")) && text.utf8.contains(UInt8(ascii: "/"))
    }
}

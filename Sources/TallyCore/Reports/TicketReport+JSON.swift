internal import MailParsing

extension TicketReport: JSONRepresentable {
    /// The form that `tally-report` reads.
    package var json: JSON {
        [
            "site": site.json, "reference": reference.json, "subject": subject.json, "link": link.json,
            "language": language.json, "words": words, "page_size": pageSize.rawValue.json,
            "badges": badges.json,
            "facts": facts.json, "tables": tables.json, "heading": heading.json,
            "has_conversation": hasConversation.json, "conversation": conversation.json,
            "timeline": timeline.json,
            "generated_at": generatedAt.json, "generated_text": generatedText.json,
        ]
    }

    /// Reads the form that `json` writes.
    ///
    /// Members that are not known are passed over, so that a newer daemon can talk to an older report program.
    package init(json: JSON) throws(ReportFormError) {
        let report = try ReportField(json)
        self.init(
            site: try report["site"].text(),
            reference: try report["reference"].text(),
            subject: try report["subject"].text(),
            link: try report["link"].optionalText(),
            language: try report["language"].text(),
            pageSize: try report["page_size"].choice(),
            badges: try report["badges"].list { (badge) throws(ReportFormError) in
                Badge(text: try badge["text"].text(), tone: try badge["tone"].choice())
            },
            facts: try report["facts"].list { (fact) throws(ReportFormError) in
                Fact(label: try fact["label"].text(), value: try fact["value"].text())
            },
            conversation: try report["conversation"].list(Message.init(field:)),
            timeline: try report["timeline"].list { (entry) throws(ReportFormError) in
                TimelineEntry(
                    time: try entry["time"].text(), actor: try entry["actor"].text(),
                    sentence: try entry["sentence"].text())
            },
            generatedAt: try report["generated_at"].moment(),
            generatedText: try report["generated_text"].text())
        heading = try report["heading"].optionalText() ?? heading
        hasConversation = try report["has_conversation"].optionalFlag() ?? true
        tables = try report["tables"].optionalList(Table.init(field:)) ?? []
        vocabulary = try report["words"].vocabulary(LanguageTag(language) ?? .english)
    }

    /// The phrases by their English texts.
    private var words: JSON {
        .object(
            vocabulary.translations.sorted { $0.key < $1.key }
                .map { JSON.Member(name: $0.key, value: .string($0.value)) })
    }
}

extension TicketReport.Table: JSONRepresentable {
    package var json: JSON {
        [
            "title": title.json, "columns": columns.json, "rows": .array(rows.map { .array($0.map(\.json)) }),
            "note": note.json,
        ]
    }

    fileprivate init(field: ReportField) throws(ReportFormError) {
        let columns = try field["columns"].list { (column) throws(ReportFormError) in
            TicketReport.Column(
                try column["title"].text(), share: max(1, try column["share"].size()),
                isNumber: try column["is_number"].optionalFlag() ?? false)
        }
        self.init(
            title: try field["title"].text(), columns: columns,
            rows: try field["rows"].rows(of: columns.count), note: try field["note"].optionalText())
    }
}

extension TicketReport.Column: JSONRepresentable {
    package var json: JSON {
        ["title": title.json, "share": share.json, "is_number": isNumber.json]
    }
}

extension TicketReport.Badge: JSONRepresentable {
    package var json: JSON { ["text": text.json, "tone": tone.rawValue.json] }
}

extension TicketReport.Fact: JSONRepresentable {
    package var json: JSON { ["label": label.json, "value": value.json] }
}

extension TicketReport.TimelineEntry: JSONRepresentable {
    package var json: JSON { ["time": time.json, "actor": actor.json, "sentence": sentence.json] }
}

extension TicketReport.Attachment: JSONRepresentable {
    package var json: JSON { ["name": name.json, "size": size.json] }
}

extension TicketReport.Message: JSONRepresentable {
    package var json: JSON {
        [
            "author": author.json, "address": address.json, "role": role.rawValue.json, "time": time.json,
            "visibility": visibility.rawValue.json, "text": text.json, "attachments": attachments.json,
        ]
    }

    fileprivate init(field: ReportField) throws(ReportFormError) {
        self.init(
            author: try field["author"].text(),
            address: try field["address"].optionalText(),
            role: try field["role"].choice(),
            time: try field["time"].text(),
            visibility: try field["visibility"].choice(),
            text: try field["text"].text(),
            attachments: try field["attachments"].list { (attachment) throws(ReportFormError) in
                TicketReport.Attachment(
                    name: try attachment["name"].text(), size: try attachment["size"].size())
            })
    }
}

/// A value of a report in JSON, and where it stands.
private struct ReportField {
    private let value: JSON
    private let path: String

    private init(value: JSON, path: String) {
        self.value = value
        self.path = path
    }

    init(_ report: JSON) throws(ReportFormError) {
        self.init(value: report, path: "")
        try requireObject()
    }

    subscript(name: String) -> ReportField {
        ReportField(value: value[name], path: path.isEmpty ? name : "\(path).\(name)")
    }

    func text() throws(ReportFormError) -> String {
        guard let text = value.text else { throw wrong("a string") }
        return text
    }

    /// Null and a missing member are nil.
    func optionalText() throws(ReportFormError) -> String? {
        if value == .null { return nil }
        guard let text = value.text else { throw wrong("a string or null") }
        return text
    }

    /// Null and a missing member are nil.
    func optionalFlag() throws(ReportFormError) -> Bool? {
        switch value {
        case .null: return nil
        case .bool(let flag): return flag
        case .integer, .number, .string, .array, .object: throw wrong("true, false or null")
        }
    }

    /// Null and a missing member are nil.
    func optionalList<Element>(
        _ element: (ReportField) throws(ReportFormError) -> Element
    ) throws(ReportFormError) -> [Element]? {
        if value == .null { return nil }
        return try list(element)
    }

    /// Arrays of so many strings.
    func rows(of count: Int) throws(ReportFormError) -> [[String]] {
        guard let elements = value.elements else { throw wrong("an array") }
        var rows: [[String]] = []
        rows.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            let cells = (element.elements ?? []).compactMap(\.text)
            guard cells.count == count, element.elements?.count == count else {
                throw ReportFormError(field: "\(path)[\(index)]", expectation: "an array of \(count) strings")
            }
            rows.append(cells)
        }
        return rows
    }

    /// Null and a missing member are English, and so is an empty one.
    func vocabulary(_ language: LanguageTag) throws(ReportFormError) -> Vocabulary {
        if value == .null { return .english }
        guard case .object(let members) = value else { throw wrong("an object or null") }
        var phrases: [String: String] = [:]
        for member in members {
            guard let text = member.value.text else { throw wrong("an object of strings") }
            phrases[member.name] = text
        }
        return phrases.isEmpty
            ? .english : Vocabulary(language: language, phrases: phrases, clocks: [:])
    }

    func size() throws(ReportFormError) -> Int {
        guard let size = value.int, size >= 0 else { throw wrong("a whole number, 0 or more") }
        return size
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>() throws(ReportFormError) -> Choice {
        guard let choice = value.text.flatMap(Choice.init(rawValue:)) else {
            throw wrong("one of " + Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
        }
        return choice
    }

    func list<Element>(
        _ element: (ReportField) throws(ReportFormError) -> Element
    ) throws(ReportFormError) -> [Element] {
        guard let elements = value.elements else { throw wrong("an array") }
        var list: [Element] = []
        list.reserveCapacity(elements.count)
        for (index, value) in elements.enumerated() {
            let field = ReportField(value: value, path: "\(path)[\(index)]")
            try field.requireObject()
            list.append(try element(field))
        }
        return list
    }

    /// A moment as `Timestamp.description` writes it: ISO 8601 in UTC with whole seconds.
    func moment() throws(ReportFormError) -> Timestamp {
        guard let text = value.text, let moment = Timestamp(wholeSeconds: text) else {
            throw wrong("a time like 2026-11-22T08:15:00Z")
        }
        return moment
    }

    private func requireObject() throws(ReportFormError) {
        guard case .object = value else { throw wrong("an object") }
    }

    private func wrong(_ expectation: String) -> ReportFormError {
        ReportFormError(field: path, expectation: expectation)
    }
}

extension Timestamp {
    /// Reads `YYYY-MM-DDThh:mm:ssZ`; nil for anything else, dates that do not exist included.
    fileprivate init?(wholeSeconds text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 else { return nil }
        func number(at offset: Int, digits: Int) -> Int {
            bytes[offset..<offset + digits].reduce(0) { $0 * 10 + Int($1) - 48 }
        }
        let time = CivilTime(
            year: number(at: 0, digits: 4), month: number(at: 5, digits: 2), day: number(at: 8, digits: 2),
            hour: number(at: 11, digits: 2), minute: number(at: 14, digits: 2),
            second: number(at: 17, digits: 2))
        self.init(unixSeconds: time.unixSeconds)
        // What was not written as we write it, or rolled over, reads differently on the way back.
        guard description == text else { return nil }
    }
}

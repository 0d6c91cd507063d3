import MailParsing

extension ScenarioPlay {
    /// Looks whether it is as a sentence says; false when it says nothing of the kind.
    func expect(_ step: Scenario.Step) async throws -> Bool {
        let sentence = Sentence(words: step.sentence)
        if step.sentence == "nobody gets mail" || step.sentence == "nobody else gets mail" {
            if let mail = unseen.first {
                throw ScenarioProblem(line: step.line, "\(name(of: mail.recipient)) got \(mail.kind)")
            }
        } else if let found = told("* gets *", by: step) ?? told("* get *", by: step) {
            for reader in found[0].listed { try expectMail(found[1], to: reader, step) }
        } else if let found = sentence.match("there is no TT-*") {
            if try await stage.ticket(Int(found[0]) ?? 0) != nil {
                throw ScenarioProblem(line: step.line, "there is one")
            }
        } else if let found = sentence.match("comment * of * is") {
            try await expectComment(found, step)
        } else if let found = sentence.match("TT-* is *") {
            let ticket = try await ticket(found[0], step)
            try compare("status", found[1], with: ticket, at: step.line)
            try compare(step, with: ticket)
        } else if let found = sentence.match("TT-* has") ?? sentence.match("TT-* is") {
            try compare(step, with: try await ticket(found[0], step))
        } else if let found = sentence.match("the mail is *") {
            try expectOutcome(found[0], step)
        } else {
            return false
        }
        return true
    }

    private func expectOutcome(_ words: String, _ step: Scenario.Step) throws {
        // A stage that cannot tell has shown it by what was mailed and what the tickets are.
        guard let outcome else { return }
        guard outcome.contains(words) else {
            throw ScenarioProblem(line: step.line, "the mail is \(outcome)")
        }
    }

    // MARK: Mail

    /// The oldest mail of a kind to somebody that was not mentioned yet is as the lines below say.
    private func expectMail(_ words: String, to reader: String, _ step: Scenario.Step) throws {
        let parts = Sentence(words: words).match("* about *")
        let kind = parts?[0] ?? words
        let address = reader.contains("@") ? reader : try person(reader, at: step.line).address
        let found = unseen.firstIndex { mail in
            mail.kind == kind && mail.recipient == address.lowercased()
                && (parts == nil || Message(reading: mail.bytes).ticket == parts?[1])
        }
        guard let found else {
            let others = unseen.map { "\(name(of: $0.recipient)) got \($0.kind)" }
            throw ScenarioProblem(
                line: step.line,
                "\(reader) got no \(words); \(others.isEmpty ? "nobody got mail" : others.joined(separator: ", "))"
            )
        }
        let message = Message(reading: see(at: found).bytes)
        for detail in step.details { try check(detail, of: message) }
        if let text = step.text, !message.says(text) {
            throw ScenarioProblem(line: step.line, "the mail says:\n\(message.text ?? "")")
        }
    }

    private func check(_ detail: Scenario.Detail, of message: Message) throws {
        let value = stage.localised(detail.value)
        switch detail.key {
        case "subject":
            guard message.subject == value else {
                throw ScenarioProblem(line: detail.line, "the subject is “\(message.subject ?? "")”")
            }
        case "says":
            guard message.says(value) else {
                throw ScenarioProblem(line: detail.line, "the mail says:\n\(message.text ?? "")")
            }
        case "never says":
            guard !message.says(value), message.html?.contains(value) != true else {
                throw ScenarioProblem(line: detail.line, "it does say so:\n\(message.text ?? "")")
            }
        case "with":
            let files = message.attachments.compactMap(\.filename)
            guard files == value.listed else {
                throw ScenarioProblem(line: detail.line, "files that go with it: \(files)")
            }
        case "from":
            let writer = message.from.first?.address ?? ""
            guard writer == value else { throw ScenarioProblem(line: detail.line, "it is from \(writer)") }
        default:
            let values = message.fields.filter { $0.name.lowercased() == detail.key.lowercased() }
                .map(\.value)
            guard values.contains(value) else {
                throw ScenarioProblem(line: detail.line, "\(detail.key) is \(values)")
            }
        }
    }

    // MARK: Tickets

    private func ticket(_ number: String, _ step: Scenario.Step) async throws -> ScenarioTicket {
        guard let number = Int(number), let ticket = try await stage.ticket(number) else {
            throw ScenarioProblem(line: step.line, "there is no TT-\(number)")
        }
        return ticket
    }

    private func compare(_ step: Scenario.Step, with ticket: ScenarioTicket) throws {
        for detail in step.details {
            try compare(detail.key, stage.localised(detail.value), with: ticket, at: detail.line)
        }
    }

    private func compare(_ key: String, _ value: String, with ticket: ScenarioTicket, at line: Int) throws {
        let actual = key == "comments" ? String(ticket.comments.count) : ticket.values[key]
        guard let actual else {
            let known = ticket.values.keys.sorted().joined(separator: ", ")
            throw ScenarioProblem(line: line, "tickets have no “\(key)”, but comments, \(known)")
        }
        let isSame = value.hasPrefix("…") ? actual.hasSuffix(value.dropFirst().trimmed) : actual == value
        guard isSame else { throw ScenarioProblem(line: line, "\(key) is “\(actual)”") }
    }

    private func expectComment(_ found: [String], _ step: Scenario.Step) async throws {
        let number = try number(found[1], at: step.line)
        let comments = try await ticket(String(number), step).comments
        let index = found[0] == "last" ? comments.count : Int(found[0]) ?? 0
        guard comments.indices.contains(index - 1) else {
            throw ScenarioProblem(line: step.line, "there are \(comments.count) comments")
        }
        let comment = comments[index - 1]
        let values = [
            "by": comment.author, "visibility": comment.visibility, "text": comment.text,
            "files": comment.files.isEmpty ? "none" : comment.files.joined(separator: ", "),
        ]
        for detail in step.details {
            guard let actual = values[detail.key] else {
                throw ScenarioProblem(
                    line: detail.line, "comments have by, visibility, text and files, no “\(detail.key)”")
            }
            guard actual == stage.localised(detail.value) else {
                throw ScenarioProblem(line: detail.line, "\(detail.key) is “\(actual)”")
            }
        }
        if let text = step.text, comment.text != text {
            throw ScenarioProblem(line: step.line, "its text is:\n\(comment.text)")
        }
    }
}

extension Message {
    /// Whether these words stand in it, wherever its lines end.
    fileprivate func says(_ words: String) -> Bool {
        func flat(_ text: String) -> String {
            text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        return flat(text ?? "").contains(flat(words))
    }
}

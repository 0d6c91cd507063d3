import MailParsing
import TestSupport

extension ScenarioPlay {
    /// Does what a sentence says somebody does; false when it says nothing of the kind.
    func act(_ step: Scenario.Step) async throws -> Bool {
        let sentence = Sentence(words: step.sentence)
        if let found = sentence.match("* later") {
            try await stage.pass(try Self.duration(found[0], at: step.line))
            try await collect()
        } else if let found = told("* opened TT-*: *", by: step) {
            try await open(found, step)
        } else if let found = sentence.match("the * to * bounces: *") {
            try await bounce(found, step)
        } else if step.sentence == "the same mail arrives again" {
            try await redeliver(at: step.line)
        } else if step.sentence == "this arrives" {
            try await deliver(
                Letter.wire((step.text ?? "") + "\n"), from: "sender@outside.example",
                to: stage.supportAddress)
        } else if let found = told("*'s out-of-office answers *", by: step) {
            try await answer(found, step) { letter in
                letter.subject = "Automatic reply: \(letter.subject.dropFirst(4))"
                letter.extra += ["Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All"]
            }
        } else if let found = told("* answers *", by: step) {
            try await answer(found, step)
        } else if let found = told("* mails *: *", by: step) {
            try await mail(found, step)
        } else if let found = told("* mails *", by: step) {
            try await mail(found + [""], step)
        } else {
            return try await perform(step)
        }
        return true
    }

    private static func duration(_ words: String, at line: Int) throws -> Duration {
        let units: [String: Int64] = [
            "second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800,
        ]
        let parts = words.split(separator: " ")
        guard parts.count == 2, let count = Int64(parts[0]),
            let unit = units[String(parts[1].hasSuffix("s") ? parts[1].dropLast() : parts[1])]
        else { throw ScenarioProblem(line: line, "“\(words)” is no time; write 20 minutes, 3 hours, 2 days") }
        return .seconds(count * unit)
    }

    // MARK: Mail

    /// A ticket from before the scenario, of whose mail nothing is said.
    private func open(_ found: [String], _ step: Scenario.Step) async throws {
        let writer = try person(found[0], at: step.line)
        var letter = blank(from: writer, to: stage.supportAddress, subject: found[2], step)
        letter.body = step.text ?? "Please help."
        try await deliver(letter.bytes, from: writer.address, to: stage.supportAddress)
        guard let number = Int(found[1]), try await stage.ticket(number)?.values["subject"] == found[2] else {
            throw ScenarioProblem(line: step.line, "it did not become TT-\(found[1])")
        }
        ignoreMail()
    }

    private func mail(_ found: [String], _ step: Scenario.Step) async throws {
        let writer = try person(found[0], at: step.line)
        let addresses = found[1].listed.map { $0.contains("@") ? $0 : "\($0)@\(stage.domain)" }
        let letter = blank(from: writer, to: addresses.joined(separator: ", "), subject: found[2], step)
        try await send(letter, by: writer, to: addresses, answering: nil, step)
    }

    private func answer(
        _ found: [String], _ step: Scenario.Step, _ change: (inout Letter) -> Void = { _ in }
    ) async throws {
        let writer = try person(found[0], at: step.line)
        var words = found[1]
        var reference: String?
        if let parts = Sentence(words: words).match("* about *") { (words, reference) = (parts[0], parts[1]) }
        var reader = writer
        if let parts = Sentence(words: words).match("*'s *") {
            (reader, words) = (try person(parts[0], at: step.line), parts[1])
        }
        let original = try newest(words, of: reader, about: reference, at: step.line)
        let recipient = (original.replyTo.first ?? original.from.first)?.address ?? stage.supportAddress
        var letter = blank(from: writer, to: recipient, subject: "Re: \(original.subject ?? "")", step)
        let id = original.messageID?.text ?? ""
        letter.inReplyTo = id
        letter.references = original.references.map(\.text) + [id]
        change(&letter)
        try await send(letter, by: writer, to: [recipient], answering: original, step)
    }

    private func blank(
        from writer: ScenarioPerson, to address: String, subject: String, _ step: Scenario.Step
    ) -> Letter {
        Letter(
            from: "\(writer.name) <\(writer.address)>", to: address, subject: subject, id: nextLetterID(),
            above: ["Received: from client.example by mx.acme.example; \(stage.mailDate)"],
            extra: ["Content-Transfer-Encoding: 8bit"], body: step.text ?? "", date: stage.mailDate)
    }

    /// Sends a letter as the lines below the sentence change it.
    private func send(
        _ plain: Letter, by writer: ScenarioPerson, to addresses: [String], answering original: Message?,
        _ step: Scenario.Step
    ) async throws {
        var letter = plain
        var program: String?
        var isQuoting = original != nil
        for detail in step.details {
            if let name = detail.key.wordsAfter("in ") {
                program = name
            } else if let name = detail.key.wordsAfter("without ") {
                switch name {
                case "In-Reply-To": letter.inReplyTo = nil
                case "References": letter.references = []
                case "quotation": isQuoting = false
                default: throw ScenarioProblem(line: detail.line, "nothing is sent without “\(name)”")
                }
            } else if let name = detail.key.wordsAfter("above ") {
                // Above what the desk's own server wrote.
                letter.above.insert("\(name): \(detail.value)", at: letter.above.count - 1)
            } else if detail.key == "as HTML" {
                letter.contentType = "text/html; charset=utf-8"
            } else if let size = detail.key.wordsAfter("as large as ") {
                letter.body += try Self.words(filling: size, at: detail.line)
            } else if detail.key == "attached" {
                letter.files += detail.value.listed
            } else {
                letter.set(detail.key, stage.localised(detail.value))
            }
        }
        // Where the envelope goes is where the mail says it goes, as far as that is this desk.
        let recipients =
            letter.to == plain.to ? addresses : letter.to.split(separator: ",").prefix(1).map(\.trimmed)
        var bytes = letter.bytes
        if let program, let original {
            bytes = try Self.reply(letter, to: original, in: program, at: step.line)
        } else if isQuoting, let original {
            letter.body += Self.quotation(of: original)
            bytes = letter.bytes
        }
        for recipient in recipients { try await deliver(bytes, from: writer.address, to: recipient) }
    }

    /// So much text, `200 KB`.
    private static func words(filling size: String, at line: Int) throws -> String {
        guard size.hasSuffix(" KB"), let size = Int(size.dropLast(3)) else {
            throw ScenarioProblem(line: line, "“\(size)” is no size; write 200 KB")
        }
        let words = "\nand so on, for as long as there is something to say about it"
        return String(repeating: words, count: size * 1_000 / words.utf8.count + 1)
    }

    private static func quotation(of original: Message) -> String {
        let lines = (original.text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        let writer = original.from.first?.name ?? "Support"
        return "\n\nOn Tue, Nov 17, 2026 at 1:26 PM \(writer) wrote:\n\n"
            + lines.map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    }

    private static func reply(
        _ letter: Letter, to original: Message, in program: String, at line: Int
    ) throws -> [UInt8] {
        guard let client = ClientReply.clients.first(where: { $0.name == program }),
            let form = client.forms.first
        else {
            let known = ClientReply.clients.map(\.name).joined(separator: ", ")
            throw ScenarioProblem(line: line, "“\(program)” is none of \(known)")
        }
        let reply = ClientReply(
            from: letter.from, to: letter.to, id: letter.id, inReplyTo: original.messageID?.text ?? "",
            date: letter.date, subject: letter.subject, body: letter.body, quotedText: original.text ?? "",
            quotedHTML: original.html ?? "")
        return Letter.wire(form(reply) + "\n")
    }

    /// A delivery report as servers write it (RFC 3464).
    private func bounce(_ found: [String], _ step: Scenario.Step) async throws {
        let reader = try person(found[1], at: step.line)
        let original = try newest(found[0], of: reader, about: nil, at: step.line)
        let status = found[2].prefix { $0 != " " }
        let report = """
            From: Mail Delivery System <mailer-daemon@mx.outside.example>
            To: \(stage.supportAddress)
            Subject: Undelivered Mail Returned to Sender
            Date: \(stage.mailDate)
            Message-ID: <\(nextLetterID())>
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="report"

            --report
            Content-Type: text/plain; charset=us-ascii

            I could not deliver your message to \(reader.address): \(found[2])

            --report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.outside.example

            Final-Recipient: rfc822; \(reader.address)
            Action: failed
            Status: \(status)
            Diagnostic-Code: smtp; 550 \(found[2])

            --report
            Content-Type: text/rfc822-headers

            From: \(stage.supportAddress)
            To: \(reader.address)
            Subject: \(original.subject ?? "")
            Message-ID: <\(original.messageID?.text ?? "")>

            --report--

            """
        try await deliver(Letter.wire(report), from: "", to: stage.supportAddress)
    }

    // MARK: The console

    private func perform(_ step: Scenario.Step) async throws -> Bool {
        let verbs: [(pattern: String, deed: ([String]) throws -> ScenarioDeed)] = [
            ("* claims *", { _ in .claim }),
            ("* releases *", { _ in .release }),
            ("* assigns * to *", { .assign(to: try self.person($0[2], at: step.line)) }),
            ("* comments on *: *", { .comment($0[2]) }),
            ("* notes on *: *", { .note($0[2]) }),
            ("* resolves *: *", { .resolve($0[2]) }),
            ("* sets * to *", { .move(toStatus: $0[2]) }),
            ("* merges * into *", { .merge(into: try self.number($0[2], at: step.line)) }),
            ("* withdraws *", { _ in .withdraw }),
        ]
        if let found = told("* disables *", by: step) {
            let other = try person(found[1], at: step.line)
            try await stage.perform(.disable(other), by: try person(found[0], at: step.line), on: 0)
            try await collect()
            return true
        }
        if let found = told("* lets the held mail in", by: step) {
            try await stage.perform(.letIn, by: try person(found[0], at: step.line), on: 0)
            try await collect()
            return true
        }
        if let found = told("* wants * once a day", by: step) {
            for kind in found[1].listed {
                try await stage.perform(.gather(kind), by: try person(found[0], at: step.line), on: 0)
            }
            return true
        }
        for (pattern, deed) in verbs {
            guard let found = told(pattern, by: step) else { continue }
            let actor = try person(found[0], at: step.line)
            let number = try number(found[1], at: step.line)
            try await stage.perform(try deed(found), by: actor, on: number)
            try await collect()
            return true
        }
        return false
    }
}

extension ScenarioStage {
    /// Scenarios speak of acme.example, wherever they are played.
    func localised(_ value: String) -> String { value.replacing("acme.example", with: domain) }
}

extension String {
    fileprivate func wordsAfter(_ prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}

import MailParsing

/// Plays one scenario on a stage, sentence by sentence.
///
/// Every mail that the desk sends has to be expected: one that no sentence mentions before the next thing is done
/// fails the scenario, as does one that is expected and does not come.
package final class ScenarioPlay {
    let stage: any ScenarioStage
    private(set) var people: [String: ScenarioPerson] = [:]
    private var settings = ScenarioSettings()
    private var hasBegun = false
    /// All mail so far, by recipient.
    private var inboxes: [String: [ScenarioMail]] = [:]
    /// What has come since the last thing was done, and was not mentioned yet.
    private(set) var unseen: [ScenarioMail] = []
    /// What became of the last mail.
    private(set) var outcome: String?
    private var lastLetter: (bytes: [UInt8], sender: String, recipient: String)?
    private var letters = 0

    package init(on stage: any ScenarioStage) { self.stage = stage }

    /// - Throws: `ScenarioProblem` for what does not hold, or cannot be understood.
    package func play(_ scenario: Scenario) async throws {
        for step in scenario.steps {
            do {
                try await play(step)
            } catch let problem as ScenarioProblem {
                throw problem
            } catch {
                throw ScenarioProblem(line: step.line, "“\(step.sentence)”: \(error)")
            }
        }
        try endScene(at: scenario.steps.last?.line ?? 1)
    }

    private func play(_ step: Scenario.Step) async throws {
        if try prepare(step) { return }
        if !hasBegun {
            hasBegun = true
            try await stage.begin(with: people.values.sorted { $0.name < $1.name }, settings: settings)
        }
        if try await expect(step) { return }
        try endScene(at: step.line)
        guard try await act(step) else {
            throw ScenarioProblem(
                line: step.line, "no sentence of this language, or of nobody here: “\(step.sentence)”")
        }
    }

    /// Whatever was mailed has to have been mentioned.
    private func endScene(at line: Int) throws {
        guard let mail = unseen.first else { return }
        let subject = Message(reading: mail.bytes).subject ?? ""
        throw ScenarioProblem(
            line: line,
            "before this, \(name(of: mail.recipient)) got \(mail.kind) “\(subject)”, which nothing expects")
    }

    // MARK: Setting up

    private func prepare(_ step: Scenario.Step) throws -> Bool {
        if let found = Sentence(words: step.sentence).match("people: *") {
            for item in found[0].split(separator: ",") { try introduce(item.trimmed, at: step.line) }
        } else if let found = Sentence(words: step.sentence).match("teams: *") {
            settings.teams += found[0].listed
        } else if let found = Sentence(words: step.sentence).match("mailboxes: *") {
            for item in found[0].split(separator: ",") { try add(mailbox: item.trimmed, at: step.line) }
        } else if let found = Sentence(words: step.sentence).match("setting *: *") {
            let setting = ScenarioSettings.Setting(line: step.line, name: found[0], value: found[1])
            settings.settings.append(setting)
        } else {
            return false
        }
        guard !hasBegun else { throw ScenarioProblem(line: step.line, "comes before anything is done") }
        return true
    }

    /// `sales in Sales`.
    private func add(mailbox item: String, at line: Int) throws {
        guard let words = Sentence(words: item).match("* in *") else {
            throw ScenarioProblem(line: line, "“\(item)”: a name, then “in” and a team")
        }
        settings.mailboxes.append(ScenarioSettings.SecondMailbox(name: words[0], team: words[1]))
        settings.teams.append(words[1])
    }

    /// `Sam staff`, `Tina staff in IT`, `Bob stranger bob@outside.example`, `Eva employee speaking de`.
    private func introduce(_ item: String, at line: Int) throws {
        var words = item.split(separator: " ").map(String.init)
        guard words.count >= 2, let part = ScenarioPerson.Part(rawValue: words[1]) else {
            throw ScenarioProblem(line: line, "“\(item)”: a name, then admin, staff, employee or stranger")
        }
        let name = words[0]
        words.removeFirst(2)
        var address = "\(name.lowercased())@\(stage.domain)"
        var team: String?
        var language: String?
        while !words.isEmpty {
            let word = words.removeFirst()
            switch (word, words.first) {
            case ("in", .some(let value)):
                team = value
                words.removeFirst()
            case ("speaking", .some(let value)):
                language = value
                words.removeFirst()
            case _ where word.contains("@"): address = word
            default: throw ScenarioProblem(line: line, "“\(item)”: what is “\(word)”?")
            }
        }
        people[name] = ScenarioPerson(
            name: name, address: address, part: part, team: team, language: language)
    }

    // MARK: What others build on

    func person(_ name: String, at line: Int) throws -> ScenarioPerson {
        guard let person = people[name] else {
            throw ScenarioProblem(line: line, "nobody here is called \(name)")
        }
        return person
    }

    /// What stands for the stars of a pattern that begins with who it is about; nil when that is nobody here.
    func told(_ pattern: String, by step: Scenario.Step) -> [String]? {
        guard let found = Sentence(words: step.sentence).match(pattern), let who = found.first else {
            return nil
        }
        return who.listed.allSatisfy { people[$0] != nil || $0.contains("@") } ? found : nil
    }

    /// The number in a reference such as `TT-12`.
    func number(_ reference: String, at line: Int) throws -> Int {
        guard reference.hasPrefix("TT-"), let number = Int(reference.dropFirst(3)) else {
            throw ScenarioProblem(line: line, "“\(reference)” is no ticket; write TT-1")
        }
        return number
    }

    func name(of address: String) -> String {
        people.values.first { $0.address.lowercased() == address.lowercased() }?.name ?? address
    }

    /// Delivers a mail and takes what the desk mails because of it.
    func deliver(_ bytes: [UInt8], from sender: String, to recipient: String) async throws {
        lastLetter = (bytes, sender, recipient)
        outcome = try await stage.deliver(bytes, from: sender, to: recipient)
        try await collect()
    }

    /// The last mail again, octet by octet.
    func redeliver(at line: Int) async throws {
        guard let last = lastLetter else { throw ScenarioProblem(line: line, "there was no mail yet") }
        try await deliver(last.bytes, from: last.sender, to: last.recipient)
    }

    func collect() async throws {
        let mails = try await stage.takeMail()
        for mail in mails { inboxes[mail.recipient, default: []].append(mail) }
        unseen += mails
    }

    /// What was mailed is of no interest to the scenario; it can still be answered.
    func ignoreMail() { unseen = [] }

    func see(at index: Int) -> ScenarioMail { unseen.remove(at: index) }

    /// The newest mail of a kind that somebody got, about a ticket if one is named.
    func newest(_ kind: String, of person: ScenarioPerson, about reference: String?, at line: Int) throws
        -> Message
    {
        let mails = (inboxes[person.address.lowercased()] ?? []).reversed()
        for mail in mails where mail.kind == kind {
            let message = Message(reading: mail.bytes)
            if let reference, message.ticket != reference { continue }
            return message
        }
        throw ScenarioProblem(line: line, "\(person.name) has no mail “\(kind)” to answer")
    }

    func nextLetterID() -> String {
        letters += 1
        return "letter\(letters)@scenario.example"
    }
}

extension Message {
    /// The reference of the ticket that a mail of the desk says it is about.
    var ticket: String? { fields.first { $0.name.lowercased() == "x-tally-ticket" }?.value }
}

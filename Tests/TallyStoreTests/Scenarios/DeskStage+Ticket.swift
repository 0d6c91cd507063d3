import MailParsing
import ScenarioLanguage
import TallyCore
import TallyStore

extension DeskStage {
    func ticket(_ number: Int) async throws -> ScenarioTicket? {
        try await theDesk.store.read { records throws(DeskError) in
            guard let ticket = try records.ticket(Ticket.ID(rawValue: Int64(number))) else { return nil }
            var people: [Person.ID: Person] = [:]
            for person in try records.people() { people[person.id] = person }
            func name(_ id: Person.ID?) -> String {
                guard let id else { return "nobody" }
                guard let person = people[id] else { return "somebody unknown" }
                return person.name.isEmpty ? person.address.text : person.name
            }
            func list(_ items: [String], or none: String = "none") -> String {
                items.isEmpty ? none : items.joined(separator: ", ")
            }
            var team: Team?
            if let id = ticket.team { team = try records.team(id) }
            var project: Project?
            if let id = ticket.project { project = try records.project(id) }
            let timeline = try records.timeline(of: ticket.id)
            let attachments = try records.attachments(of: ticket.id)
            let comments = try records.comments(of: ticket.id).map { comment in
                ScenarioTicket.Comment(
                    author: name(comment.content.author), visibility: comment.content.visibility.rawValue,
                    text: comment.content.text,
                    files: attachments.filter { $0.comment == comment.id }.map { $0.filename ?? "unnamed" })
            }
            return ScenarioTicket(
                values: [
                    "subject": ticket.subject, "status": ticket.status.rawValue,
                    "priority": ticket.priority.rawValue, "category": ticket.category ?? "none",
                    "requester": name(ticket.requester), "assignee": name(ticket.assignee),
                    "team": team?.name ?? "none", "project": project?.name ?? "none",
                    "participants": list(
                        try records.participants(of: ticket.id).map(name).sorted(), or: "nobody"),
                    "tags": list(try records.tags(of: ticket.id).map(\.text).sorted()),
                    "merged into": ticket.mergedInto.map { "TT-\($0.rawValue)" } ?? "none",
                    "due": ticket.dueAt?.description ?? "none",
                    "timeline": list(timeline.map(\.kind.rawValue)),
                    "service level": ticket.serviceLevel.status.rawValue,
                ], comments: comments)
        }
    }
}

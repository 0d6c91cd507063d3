import MailParsing
import TallyCore
import TallyStore
import TestSupport

/// Desks, machines and people that mail each other, in simulated time.
///
/// Mail is what would be sent, to the byte. Each mail has a round: what somebody wrote by themselves is of round 0, what
/// a machine answers is of the round after that of the mail it answers, and what a desk sends because of a mail is
/// of that mail's round.
final class MailWorld {
    /// A mail where it was sent to.
    struct Arrival {
        let address: String
        /// Its bytes, with LF line ends.
        let text: String
        let message: Message
    }

    /// A machine gets a mail and answers with any number of mails.
    typealias Machine = (Arrival) -> [(to: String, text: String)]

    private struct Transit {
        let to: String
        let text: String
        let round: Int
    }

    private struct Site {
        let desk: TestDesk
        let composer: MailComposer
        /// Changes what the desk sends, as bad relays do.
        let relay: (String) -> String
    }

    private var sites: [Site] = []
    private var machines: [String: Machine] = [:]
    private var transit: [Transit] = []
    private var uid: UInt32 = 0
    private(set) var sent: [(mail: OutgoingMail, round: Int)] = []
    /// More mails than any story here may cost: a loop.
    var isRunaway: Bool { sent.count > limit }
    private let limit: Int

    init(limit: Int = 300) { self.limit = limit }

    func add(_ desk: TestDesk, relay: @escaping (String) -> String = { $0 }) throws {
        let composer = try MailTemplates.composer(loopMark: desk.mint.loopMark)
        sites.append(Site(desk: desk, composer: composer, relay: relay))
    }

    func add(_ address: String, _ machine: @escaping Machine) { machines[address] = machine }

    /// Somebody writes by themselves.
    func write(_ letter: Letter) { transit.append(Transit(to: letter.to, text: letter.text, round: 0)) }

    /// A machine writes by itself.
    func deliver(_ text: String, to address: String) {
        transit.append(Transit(to: address, text: text, round: 0))
    }

    /// Lets everybody act until the time has passed.
    func run(for duration: Duration) async throws {
        guard let end = sites.first.map({ $0.desk.now + duration }) else { return }
        while let now = sites.first?.desk.now, now < end, !isRunaway {
            try await deliver()
            try await tend()
            for site in sites { site.desk.advance(transit.isEmpty ? .minutes(30) : .seconds(20)) }
        }
    }

    /// What people at the desk do by themselves is mailed.
    func collect() async throws {
        for site in sites { try await collect(from: site, round: 0) }
    }

    /// What the desks do by the clock.
    private func tend() async throws {
        for site in sites {
            _ = try await site.desk.write { desk, _ throws(DeskError) in
                _ = try desk.releaseBreakerWhenQuiet()
                return try desk.sendGathered(limit: 100)
            }
            try await collect(from: site, round: 0)
        }
    }

    private func deliver() async throws {
        let arrived = transit
        transit = []
        for mail in arrived {
            if let site = sites.first(where: { $0.desk.owns(mail.to) }) {
                uid += 1
                _ = try await site.desk.receive(mail.text, uid: uid)
                try await collect(from: site, round: mail.round)
            } else if let machine = machines[mail.to] {
                let message = Message(reading: Array(mail.text.utf8))
                for answer in machine(Arrival(address: mail.to, text: mail.text, message: message)) {
                    transit.append(Transit(to: answer.to, text: answer.text, round: mail.round + 1))
                }
            }
        }
    }

    private func collect(from site: Site, round: Int) async throws {
        for mail in try await site.desk.due() where !isRunaway {
            sent.append((mail, round))
            let address = mail.draft.to.address
            guard machines[address] != nil || sites.contains(where: { $0.desk.owns(address) }) else {
                continue
            }
            let bytes = try site.composer.message(for: mail, report: nil)
            let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
            transit.append(Transit(to: address, text: site.relay(text), round: round))
        }
    }

    // MARK: What came of it

    /// Mails of the desks to one address.
    func count(to address: String) -> Int { sent.count { $0.mail.draft.to.address == address } }

    func count(of kind: MailKind) -> Int { sent.count { $0.mail.draft.kind == kind } }

    /// The last round in which a desk still mailed a machine.
    var rounds: Int { sent.filter { machines[$0.mail.draft.to.address] != nil }.map(\.round).max() ?? 0 }
}

extension TestDesk {
    /// Whether mail to the address comes to this desk.
    fileprivate func owns(_ text: String) -> Bool { MailAddress(text).map(settings.isOwn) ?? false }
}

import MailParsing
import TallyCore
import TestSupport
import Testing

/// One way of writing a mail with commands in somebody's name, put together from parts that each look like something.
struct Forgery {
    /// What stands in the From field, or near it, and whom that makes the sender; Sam is who is meant.
    static let senders: [(name: String, lines: [String], identity: String?)] = [
        ("plain From", ["From: Sam <sam@acme.example>"], "sam"),
        ("capitals", ["From: SAM@ACME.EXAMPLE"], "sam"),
        ("name like an address", ["From: \"sam@acme.example\" <mallory@evil.example>"], nil),
        ("two From fields", ["From: Sam <sam@acme.example>", "From: mallory@evil.example"], nil),
        ("two From fields, his last", ["From: mallory@evil.example", "From: sam@acme.example"], nil),
        ("two addresses", ["From: sam@acme.example, mallory@evil.example"], nil),
        ("group", ["From: Staff: sam@acme.example;"], nil),
        ("Sender", ["From: mallory@evil.example", "Sender: sam@acme.example"], nil),
        ("Reply-To", ["From: mallory@evil.example", "Reply-To: sam@acme.example"], nil),
        ("Resent-From", ["From: mallory@evil.example", "Resent-From: sam@acme.example"], nil),
        ("X-Original-From", ["From: mallory@evil.example", "X-Original-From: sam@acme.example"], nil),
        ("homoglyph", ["From: s\u{430}m@acme.example"], nil),
        ("wide at sign", ["From: sam\u{FF20}acme.example"], nil),
        ("encoded address", ["From: =?utf-8?q?sam=40acme.example?="], nil),
        ("encoded in brackets", ["From: <=?utf-8?q?sam=40acme.example?=>"], nil),
        ("quoted local part", ["From: \"sam\"@acme.example"], nil),
        ("source route", ["From: <@evil.example:sam@acme.example>"], nil),
        ("percent hack", ["From: sam%acme.example@evil.example"], nil),
        ("comment", ["From: sam@acme.example (mallory@evil.example)"], "sam"),
        ("address in a comment", ["From: mallory@evil.example (sam@acme.example)"], nil),
        ("space before the colon", ["From : sam@acme.example", "From: mallory@evil.example"], nil),
        ("folded", ["From:", " sam@acme.example,", " mallory@evil.example"], nil),
        ("no From", ["Sender: sam@acme.example"], nil),
        ("dot at the end", ["From: sam@acme.example."], nil),
        ("a colleague", ["From: tina@acme.example"], "tina"),
        ("the requester", ["From: alice@acme.example"], "alice"),
    ]

    /// Where the mail goes.
    enum Recipient: String, CaseIterable {
        case plain = "the mailbox"
        case broken = "a token with one letter changed"
        case shortened = "half a token"
        case expired = "Sam's token, expired"
        case revoked = "Sam's token, revoked"
        case spent = "Sam's token, spent"
        case tinas = "Tina's token"
        case alices = "Alice's token"
        case otherTicket = "Sam's token of another ticket"
        case sams = "Sam's own token, leaked"
        case otherKey = "a token of another key"

        /// Whose token it is, when it is one in force on the ticket.
        var owner: String? {
            switch self {
            case .sams: "sam"
            case .tinas: "tina"
            case .alices: "alice"
            case .plain, .broken, .shortened, .expired, .revoked, .spent, .otherTicket, .otherKey: nil
            }
        }
    }

    /// Fields that pretend that a mail server vouches for it; none stands where ours writes.
    static let results: [(name: String, lines: [String])] = [
        ("none", []),
        (
            "below Received",
            [
                "Received: from evil",
                "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example",
            ]
        ),
        (
            "another host above",
            [
                "Authentication-Results: mx.evil.example; dmarc=pass header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "name in a comment",
            [
                "Authentication-Results: evil (mx.acme.example); dmarc=pass header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "longer name",
            [
                "Authentication-Results: mx.acme.example.evil.example; dmarc=pass header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "homoglyph",
            [
                "Authentication-Results: mx.acme.\u{435}xample; dmarc=pass header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "version 2",
            [
                "Authentication-Results: mx.acme.example 2; dmarc=pass header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "another domain",
            [
                "Authentication-Results: mx.acme.example; dmarc=pass header.from=evil.example",
                "Received: from evil",
            ]
        ),
        (
            "a signature of another domain",
            [
                "Authentication-Results: mx.acme.example; dkim=pass header.d=evil.example",
                "Received: from evil",
            ]
        ),
        (
            "a signature of a top level",
            ["Authentication-Results: mx.acme.example; dkim=pass header.d=example", "Received: from evil"]
        ),
        (
            "a signature of a domain below",
            [
                "Authentication-Results: mx.acme.example; dkim=pass header.d=x.acme.example",
                "Received: from evil",
            ]
        ),
        (
            "SPF only",
            [
                "Authentication-Results: mx.acme.example; spf=pass smtp.mailfrom=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "pass in a comment",
            [
                "Authentication-Results: mx.acme.example; dmarc=none (dmarc=pass header.from=acme.example)",
                "Received: from evil",
            ]
        ),
        (
            "pass in a reason",
            [
                "Authentication-Results: mx.acme.example; dkim=none reason=\"x; dmarc=pass header.from=acme.example\"",
                "Received: from evil",
            ]
        ),
        (
            "fail and pass",
            [
                "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example; dmarc=fail",
                "Received: from evil",
            ]
        ),
        (
            "fail",
            [
                "Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "the property twice",
            [
                "Authentication-Results: mx.acme.example; dmarc=pass header.from=evil.example header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "the original's field",
            [
                "X-Original-Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "ARC",
            [
                "Received: from evil", "ARC-Seal: i=1; d=acme.example; cv=none",
                "ARC-Authentication-Results: i=1; mx.acme.example; dmarc=pass header.from=acme.example",
            ]
        ),
        (
            "an open comment",
            [
                "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example (",
                "Received: from evil",
            ]
        ),
        (
            "between two Received",
            [
                "Received: by evil",
                "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "below an empty Received",
            ["Received:", "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example"]
        ),
        (
            "folded into Received",
            [
                "Received: from evil",
                " Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example",
            ]
        ),
        (
            "below Received, in capitals",
            [
                "RECEIVED: from evil",
                "AUTHENTICATION-RESULTS: mx.acme.example; dmarc=pass header.from=acme.example",
            ]
        ),
        (
            "a space before the colon, below Received",
            [
                "Received : from evil",
                "Authentication-Results : mx.acme.example; dmarc=pass header.from=acme.example",
            ]
        ),
        (
            "Exchange's field for the original's",
            [
                "Authentication-Results-Original: mx.acme.example; dmarc=pass header.from=acme.example",
                "Received: from evil",
            ]
        ),
        ("Received-SPF", ["Received-SPF: pass (mx.acme.example: acme.example)", "Received: from evil"]),
        (
            "ARC's results on top",
            [
                "ARC-Authentication-Results: i=1; mx.acme.example; dmarc=pass header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "name as an encoded word",
            [
                "Authentication-Results: =?utf-8?q?mx.acme.example?=; dmarc=pass header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "two names",
            [
                "Authentication-Results: mx.evil.example mx.acme.example; dmarc=pass header.from=acme.example",
                "Received: from evil",
            ]
        ),
        ("no name", ["Authentication-Results: dmarc=pass header.from=acme.example", "Received: from evil"]),
        (
            "name with a port",
            [
                "Authentication-Results: mx.acme.example:25; dmarc=pass header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "a longer word than pass",
            [
                "Authentication-Results: mx.acme.example; dmarc=passed header.from=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "the domain in front of another",
            [
                "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example.evil.example",
                "Received: from evil",
            ]
        ),
        (
            "the envelope's domain",
            [
                "Authentication-Results: mx.acme.example; dmarc=pass smtp.mailfrom=acme.example",
                "Received: from evil",
            ]
        ),
        (
            "no Received at all",
            ["Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example"]
        ),
    ]

    static let bodies = [
        "claim", "/claim", "Claim, thanks!", "resolved: all good", "status: closed", "priority critical",
        "assign tina@acme.example", "claim\nwaiting", "withdraw", "/resolve", "reopen", "undo", "confirm",
        "note\nsecret\n/claim", "category Spam\nclaim", "\u{FEFF}claim", "> \nclaim", "team none\nclaim",
        "due tomorrow\ntag vip", "cc mallory@evil.example", "/cc mallory@evil.example", "merge TT-2",
    ]

    let sender: Int
    let recipient: Recipient
    let results: Int
    let body: String
    let namesThread: Bool
    let namesTag: Bool

    init(using generator: inout some RandomNumberGenerator) {
        // A token in its owner's own name is the proof: that would be no forgery that anybody could tell.
        var choice: (sender: Int, recipient: Recipient)
        repeat {
            choice = (
                Int.random(in: 0..<Self.senders.count, using: &generator),
                Recipient.allCases.randomElement(using: &generator) ?? .plain
            )
        } while choice.recipient.owner != nil
            && choice.recipient.owner == Self.senders[choice.sender].identity
        (sender, recipient) = choice
        results = Int.random(in: 0..<Self.results.count, using: &generator)
        body = Self.bodies.randomElement(using: &generator) ?? "claim"
        namesThread = Bool.random(using: &generator)
        namesTag = Bool.random(using: &generator)
    }

    /// The mail, LF line ends.
    func text(to address: String, id: String, thread: String, date: String) -> String {
        // Of the fields above the first Received only those count that our own hosts wrote; here it is never ours.
        var lines = Self.results[results].lines
        lines += Self.senders[sender].lines
        lines += ["To: \(address)", "Subject: \(namesTag ? "Re: [TT-1] x" : "x")", "Date: \(date)"]
        lines.append("Message-ID: <\(id)>")
        if namesThread { lines.append("In-Reply-To: <\(thread)>") }
        lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", body, ""]
        return lines.joined(separator: "\n")
    }
}

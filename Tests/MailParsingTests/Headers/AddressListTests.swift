import Testing

@testable import MailParsing

@Suite("RFC 5322 §3.4: addresses")
struct AddressListTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let field: String
        let mailboxes: [Mailbox]
        var testDescription: String { field }

        init(_ field: String, _ mailboxes: (String?, String)...) {
            self.field = field
            self.mailboxes = mailboxes.map { Mailbox(name: $0.0, address: $0.1) }
        }
    }

    @Test(arguments: [
        Case(""),
        Case("a@b.example", (nil, "a@b.example")),
        Case("<a@b.example>", (nil, "a@b.example")),
        Case("Ann <a@b.example>", ("Ann", "a@b.example")),
        Case("\"Doe, Ann\" <a@b.example>, c@d", ("Doe, Ann", "a@b.example"), (nil, "c@d")),
        Case("\"a \\\"quoted\\\" word\" <a@b>", ("a \"quoted\" word", "a@b")),
        Case("a@b (Ann Doe)", ("Ann Doe", "a@b")),
        Case("Ann (the boss (really)) Doe <a@b>", ("Ann Doe", "a@b")),
        Case("team: a@b, C <c@d>;, e@f", (nil, "a@b"), ("C", "c@d"), (nil, "e@f")),
        Case("undisclosed-recipients:;"),
        Case("Mary Smith: Personal <m@b>", ("Mary Smith: Personal", "m@b")),
        Case(
            "A Group(Some people):Chris Jones <c@(Chris's host.)public.example>, joe@example.org, "
                + "John <j@one.test> (my dear friend); (the end of the group)",
            ("Chris Jones", "c@public.example"), (nil, "joe@example.org"), ("John", "j@one.test")),
        Case("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", ("Pete", "pete@silly.test")),
        Case("<@one,@two:a@b>", (nil, "a@b")),
        Case("a . b @ c . d", (nil, "a.b@c.d")),
        Case("=?utf-8?q?J=C3=BCrgen?= <j@b>", ("Jürgen", "j@b")),
        Case("=?utf-8?q?Doe=2C?= =?utf-8?q?_Ann?= <j@b>", ("Doe, Ann", "j@b")),
        Case("=?utf-8?q?Doe,_Ann?= <j@b>", ("Doe, Ann", "j@b")),
        Case("\"=?utf-8?q?J=C3=BCrgen?=\" <j@b>", ("Jürgen", "j@b")),
        Case("Jürgen <j@b>", ("Jürgen", "j@b")),
        Case("boss@corp.example <x@evil.example>", ("boss@corp.example", "x@evil.example")),
        Case("\"boss@corp.example\" <x@evil.example>", ("boss@corp.example", "x@evil.example")),
        Case("\"a,b\"@c", (nil, "\"a,b\"@c")),
        Case("A <a@b> B <c@d>", ("A", "a@b"), ("B", "c@d")),
        Case("<a@b, c@d>", (nil, "a@b"), (nil, "c@d>")),
        Case("\"never closed <a@b>, c@d", ("never closed", "a@b"), (nil, "c@d")),
        Case("(never closed <a@b>", ("never closed", "a@b")),
        Case("a@b;c@d", (nil, "a@b"), (nil, "c@d")),
        Case(",, a@b ,,", (nil, "a@b")),
        Case("root", (nil, "root")),
        Case("Doe, Ann <a@b>", ("Doe, Ann", "a@b")),
        Case("Ann Q. Public, Jr. <a@b>, c@d", ("Ann Q. Public, Jr.", "a@b"), (nil, "c@d")),
        Case("Acme, Inc. <a@b>; IT; Support <c@d>", ("Acme, Inc.", "a@b"), ("IT; Support", "c@d")),
        Case("=?utf-8?q?M=C3=BCller?=, Ann <a@b>", ("Müller, Ann", "a@b")),
        Case("Doe, <a@b>", ("Doe", "a@b")),
        Case("c@d, Doe, Ann <a@b>", (nil, "c@d"), ("Doe, Ann", "a@b")),
        Case("root, a@b", (nil, "root"), (nil, "a@b")),
        Case("team: root; Ann <a@b>", (nil, "root"), ("Ann", "a@b")),
        Case("a,b,c,d,e, Ann <a@b>", (nil, "a"), (nil, "b"), (nil, "c"), (nil, "d"), ("e, Ann", "a@b")),
        Case("=?utf-8?q?x=40evil?= <=?utf-8?q?x=40evil?=@b>", ("x@evil", "=?utf-8?q?x=40evil?=@b")),
    ])
    func `an address field reads as`(example: Case) {
        #expect(AddressList(reading: Array(example.field.utf8)).mailboxes == example.mailboxes)
    }

    @Test func `no control character comes out of a name or an address`() {
        let field = "=?utf-8?q?a=0D=0ABcc:_x=00?= <a\u{1}@b>"
        let mailbox = AddressList(reading: Array(field.utf8)).mailboxes.first
        #expect(mailbox == Mailbox(name: "a  Bcc: x\u{FFFD}", address: "a\u{FFFD}@b"))
    }

    @Test func `more addresses than the limit are left out and reported`() {
        let field = Array(repeating: "a@b", count: 20).joined(separator: ",")
        let list = AddressList(reading: Array(field.utf8), limits: Limits(addresses: 10))
        #expect(list.mailboxes.count == 10)
        #expect(list.exceedsLimit)
    }

    @Test func `floods of syntax end at once`() {
        for piece in ["(", "\"", "<", ":", "<a", "\\\"", "=?", "<a,", "a@:", "(a", "a<b>", ","] {
            let field = Array(String(repeating: piece, count: 20_000).utf8)
            #expect(AddressList(reading: field).mailboxes.count <= Limits.standard.addresses)
        }
    }
}

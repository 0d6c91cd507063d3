import TallyCore
import Testing

@Suite("NIST SP 800-63B: passwords people choose")
struct PasswordPolicyTests {
    @Test(arguments: [
        "correct horse", "my cat is 12", "ÖßñЖ日本語のパス", "kx9!Qw_zr#", "the quick brown fox", "aaaaabbbbbcdefg",
        "no rules about digits",
    ])
    func `a long one is good, whatever it is made of`(password: String) {
        #expect(PasswordPolicy.problem(with: password, knowing: ["sam@acme.example", "Sam Staff"]) == nil)
    }

    @Test(arguments: [
        ("", "must have at least 10 characters"), ("Xk7!pQz9w", "must have at least 10 characters"),
        ("日本語のパスワ", "must have at least 10 characters"),
        (String(repeating: "x", count: 129), "must be at most 128 bytes"),
        (String(repeating: "日", count: 43), "must be at most 128 bytes"),
    ])
    func `one that is too short or too long says so`(password: String, problem: String) {
        #expect(PasswordPolicy.problem(with: password) == problem)
    }

    @Test(arguments: [
        "password123", "PASSWORD123", "Qwertyuiop", "1q2w3e4r5t", "administrator", "contraseña",
        "aaaaaaaaaaaa",
        "abababababab", "1234567890", "9876543210", "abcdefghijkl", "zyxwvutsrqpon", "1234567890123",
        "hello!hello!",
        "testtesttest",
    ])
    func `one that is tried first is refused`(password: String) {
        #expect(PasswordPolicy.problem(with: password) == "is one of those that are tried first")
    }

    @Test(arguments: [
        "alice.liddell", "Alice.Liddell1", "alice.liddell@acme.example", "!!Alice Liddell", "Acme Helpdesk",
        "al@acme.example",
    ])
    func `what everybody knows of somebody is no secret of theirs`(password: String) {
        let names = ["alice.liddell@acme.example", "Alice Liddell", "Acme Helpdesk", "al@acme.example"]
        #expect(
            PasswordPolicy.problem(with: password, knowing: names)
                == "must not be the name or the address it belongs to")
    }
}

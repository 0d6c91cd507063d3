import TallyCore
import TallyCryptography
import Testing

@Suite("Passwords")
struct Argon2PasswordHashingTests {
    private let passwords = Argon2PasswordHashing()

    @Test func `the right password is right and no other is`() async {
        let stored = await passwords.hash(Secret("correct horse"))
        #expect(stored.hasPrefix("$argon2id$"))
        #expect(await passwords.verify(Secret("correct horse"), against: stored))
        #expect(await !passwords.verify(Secret("correct horsf"), against: stored))
        #expect(await !passwords.verify(Secret(""), against: stored))
    }

    @Test func `the same password is stored differently each time`() async {
        let first = await passwords.hash(Secret("correct horse"))
        #expect(await passwords.hash(Secret("correct horse")) != first)
    }

    @Test func `nobody's password is right, not even the decoy's`() async {
        #expect(await !passwords.verify(Secret("nobody has this password"), against: nil))
    }

    @Test func `a password longer than 128 octets is refused without work`() async {
        let long = String(repeating: "a", count: 129)
        let stored = await passwords.hash(Secret(long))
        #expect(await !passwords.verify(Secret(long), against: stored))
    }

    @Test func `what is stored and unreadable is wrong, not a crash`() async {
        #expect(await !passwords.verify(Secret("x"), against: "not a hash"))
    }
}

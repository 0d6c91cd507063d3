import TallyCore
import TallyCryptography
import Testing

@Suite("Passwords")
struct Argon2PasswordHashingTests {
    private let passwords = Argon2PasswordHashing()

    @Test func `the right password is right and no other is`() async throws {
        let stored = try await passwords.hash(Secret("correct horse"))
        #expect(stored.hasPrefix("$argon2id$"))
        #expect(try await passwords.verify(Secret("correct horse"), against: stored))
        #expect(try await !passwords.verify(Secret("correct horsf"), against: stored))
        #expect(try await !passwords.verify(Secret(""), against: stored))
    }

    @Test func `the same password is stored differently each time`() async throws {
        let first = try await passwords.hash(Secret("correct horse"))
        #expect(try await passwords.hash(Secret("correct horse")) != first)
    }

    @Test func `nobody's password is right, not even the decoy's`() async throws {
        #expect(try await !passwords.verify(Secret("nobody has this password"), against: nil))
    }

    @Test func `a password longer than 128 octets is refused without work`() async throws {
        let long = String(repeating: "a", count: 129)
        let stored = try await passwords.hash(Secret(long))
        #expect(try await !passwords.verify(Secret(long), against: stored))
    }

    @Test func `a crowd is hashed two at a time, waits in a short queue, and the rest is sent away`() async {
        let crowd = Argon2PasswordHashing.longestQueue + 2
        let results = await withTaskGroup(of: Bool.self) { [passwords] group in
            for number in 0..<(crowd + 20) {
                group.addTask {
                    do throws(PasswordHashingBusy) {
                        _ = try await passwords.hash(Secret("password \(number)"))
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: (hashed: 0, refused: 0)) { counts, isHashed in
                if isHashed { counts.hashed += 1 } else { counts.refused += 1 }
            }
        }
        #expect(results.hashed >= crowd)
        #expect(results.refused > 0)
        #expect(results.hashed + results.refused == crowd + 20)
    }

    @Test func `what is stored and unreadable is wrong, not a crash`() async throws {
        #expect(try await !passwords.verify(Secret("x"), against: "not a hash"))
    }
}

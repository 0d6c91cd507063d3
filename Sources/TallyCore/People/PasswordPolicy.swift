/// What a new password has to be: long, and none of those that are tried first.
///
/// There are no rules about what it is made of. They make passwords harder to remember, not to guess (NIST SP 800-63B
/// §5.1.1.2).
package enum PasswordPolicy {
    /// Characters that a new password has at least.
    package static let shortest = 10
    /// Octets that a password has at most: hashing more of them would only be work.
    package static let longestOctets = 128

    /// What is wrong with a password, as in "password …"; nil when it may be used.
    ///
    /// - Parameter names: what everybody knows of its owner: addresses, their name, the site's name.
    package static func problem(with password: String, knowing names: [String] = []) -> String? {
        guard password.utf8.count <= longestOctets else { return "must be at most \(longestOctets) bytes" }
        let scalars = password.unicodeScalars
        guard scalars.count >= shortest else { return "must have at least \(shortest) characters" }
        let folded = password.utf8.map { asciiLowercased($0) }
        if Set(folded).count < 5 || isRun(folded) || worst.contains(folded) || isRepetition(folded) {
            return "is one of those that are tried first"
        }
        for name in names where isAlmost(folded, name.utf8.map { asciiLowercased($0) }) {
            return "must not be the name or the address it belongs to"
        }
        return nil
    }

    /// A name, or the part of an address before the `@`, with at most a few letters around it.
    private static func isAlmost(_ password: [UInt8], _ name: [UInt8]) -> Bool {
        [name, Array(name.prefix { $0 != UInt8(ascii: "@") })].contains { part in
            part.count >= 4 && password.count <= part.count + 4 && contains(password, part)
        }
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
    }

    /// Whether each letter follows the one before it, up or down: `abcdefghij`, `9876543210`.
    private static func isRun(_ bytes: [UInt8]) -> Bool {
        let steps = Set(zip(bytes, bytes.dropFirst()).map { Int($1) - Int($0) })
        return steps.isSubset(of: [1, -9]) || steps.isSubset(of: [-1, 9])
    }

    /// Whether it is a shorter one of those that are tried first, written twice or more.
    private static func isRepetition(_ bytes: [UInt8]) -> Bool {
        (1...(bytes.count / 2)).contains { length in
            guard bytes.count % length == 0, length < shortest else { return false }
            return bytes.indices.allSatisfy { bytes[$0] == bytes[$0 % length] }
        }
    }

    /// The most frequent passwords of those that have become known, of ten letters and more; shorter ones fail anyway.
    private static let worst = Set(
        """
        password12 password123 password1234 password12345 password123456 passw0rd123 p@ssw0rd123 p@ssword123
        mypassword mypassword1 newpassword changeme12 changeme123 changeme1234 qwertyuiop qwertyuiop1 qwertyuiop123
        qwertyuiop[] qwerty1234 qwerty12345 qwerty123456 qwertz1234 qwertzuiop qwertz12345 asdfghjkl1 asdfghjkl123
        asdfghjkl; zxcvbnm123 zxcvbnm1234 1qaz2wsx3edc 1qaz2wsx3e 1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r5t6y7u q1w2e3r4t5
        q1w2e3r4t5y6 zaq12wsxcde3 1qazxsw23edc qazwsxedcrfv qazwsxedc123 qazwsx1234 abc1234567 abcd123456 abcd12345678
        abcdef1234 abcde12345 a123456789 a1234567890 aa12345678 aa123456789 1234567890a 123456789a 123456789q
        1234567891 12345678910 123456789012 1234512345 0987654321 01234567890 1231231234 1122334455 11223344556
        123123123123 1029384756 147258369 1472583690 7894561230 9638527410 987654321a 3141592653 iloveyou12
        iloveyou123 iloveyou1234 iloveyou!! ilovegod123 letmein123 letmein1234 letmein12345 welcome123
        welcome1234 welcome12345 welcome2024 welcome2025 welcome2026 admin12345 admin123456 admin1234567 adminadmin
        administrator administrator1 admin@1234 admin@12345 root123456 rootroot12 superadmin superuser1 superman123
        batman1234 spiderman1 spiderman123 football12 football123 baseball12 baseball123 basketball basketball1
        liverpool1 liverpool123 manchester manchester1 sunshine12 sunshine123 princess12 princess123 charlie123
        michael123 jordan1234 jennifer123 monkey1234 dragon1234 shadow1234 master1234 killer1234 pokemon123
        chocolate1 chocolate123 butterfly1 butterfly123 strawberry strawberry1 cheesecake watermelon snowball12
        computer12 computer123 internet12 internet123 samsung123 samsung1234 google1234 facebook12 facebook123
        microsoft1 linkedin12 starwars12 starwars123 trustno1234 whatever12 whatever123 test123456 test1234567
        testtest12 testing123 testing1234 user123456 guest12345 temp123456 temporary1 default123 secret1234
        secret12345 secretsecret login12345 access1234 helpdesk12 helpdesk123 helpdesk1234 support123 support1234
        ticket1234 company123 summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2026
        autumn2026 passwort12 passwort123 passwort1234 passwort12345 hallo12345 hallo123456 schatz1234
        sommer2026 willkommen willkommen1 willkommen123 motdepasse motdepasse1 motdepasse123 contraseña contrasena
        contrasena1 contrasena123 contraseña1 haslo12345 parola1234 senha12345 wachtwoord wachtwoord1 !qaz2wsx3edc
        !qaz@wsx#edc thisisapassword correcthorsebatterystaple
        """.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }.map(Array.init))
}

import TallyCryptography
import Testing

@Suite("SHA-256 and HMAC-SHA-256")
struct SodiumCryptographyTests {
    private let cryptography = SodiumCryptography()

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func `digests are those of FIPS 180-4`(text: String, digest: String) {
        #expect(hexadecimal(cryptography.sha256(Array(text.utf8))) == digest)
    }

    @Test func `codes are those of RFC 4231 §4.3, with a key that is not 32 octets long`() {
        let code = cryptography.hmacSHA256(
            Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        #expect(hexadecimal(code) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func `only equal octets are equal`() {
        #expect(cryptography.areEqual([1, 2, 3], [1, 2, 3]))
        #expect(!cryptography.areEqual([1, 2, 3], [1, 2, 4]))
        #expect(!cryptography.areEqual([1, 2, 3], [1, 2]))
        #expect(cryptography.areEqual([], []))
    }

    @Test func `random octets differ from call to call`() {
        #expect(cryptography.randomBytes(32).count == 32)
        #expect(cryptography.randomBytes(32) != cryptography.randomBytes(32))
    }
}

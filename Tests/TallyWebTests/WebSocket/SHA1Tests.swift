import Testing

@testable import TallyWeb

@Suite struct `FIPS 180-4 SHA-1` {
    @Test(arguments: [
        ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ),
        (String(repeating: "a", count: 1_000), "291e9a6c66994949b57ba5e650361e98fc36b1ba"),
    ])
    func `the digest is the published one`(message: String, digest: String) {
        let text = SHA1.digest(of: Array(message.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        #expect(text.joined() == digest)
    }

    @Test(arguments: 54...66)
    func `every length around a block has a digest of its own`(count: Int) {
        let digest = SHA1.digest(of: [UInt8](repeating: 0x61, count: count))
        #expect(digest.count == 20)
        #expect(digest != SHA1.digest(of: [UInt8](repeating: 0x61, count: count + 1)))
    }
}

internal import CSodium
internal import TallyCore

/// Hashes, authentication codes and random octets out of libsodium.
package struct SodiumCryptography: Cryptography {
    /// - Precondition: libsodium can be initialised; it cannot only where the system has no random numbers.
    package init() {
        precondition(sodium_init() >= 0, "libsodium could not be initialised")
    }

    package func sha256(_ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        _ = unsafe crypto_hash_sha256(&digest, message, UInt64(message.count))
        return digest
    }

    package func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        // The one-shot call wants keys of exactly 32 octets; the streaming one takes any (RFC 2104 §3).
        var state = crypto_auth_hmacsha256_state()
        var code = [UInt8](repeating: 0, count: 32)
        _ = unsafe crypto_auth_hmacsha256_init(&state, key, key.count)
        _ = unsafe crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        _ = unsafe crypto_auth_hmacsha256_final(&state, &code)
        return code
    }

    package func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        unsafe left.count == right.count && sodium_memcmp(left, right, left.count) == 0
    }

    package func randomBytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        unsafe randombytes_buf(&bytes, count)
        return bytes
    }
}

/// SHA-256 (FIPS 180-4), for comparing contents with their published digests.
enum SHA256 {
    private static let primes: [Int] = {
        var primes: [Int] = []
        var candidate = 2
        while primes.count < 64 {
            if !primes.contains(where: { candidate.isMultiple(of: $0) }) { primes.append(candidate) }
            candidate += 1
        }
        return primes
    }()

    /// The first 32 bits behind the point of a root.
    private static func fraction(_ root: Double) -> UInt32 {
        UInt32((root - root.rounded(.down)) * 4_294_967_296)
    }

    private static let constants = primes.map { fraction(cubeRoot(Double($0))) }

    /// Newton's method, exact to the last bit that is used.
    private static func cubeRoot(_ value: Double) -> Double {
        var root = value
        for _ in 0..<200 { root -= (root * root * root - value) / (3 * root * root) }
        return root
    }

    static func hexadecimal(_ message: [UInt8]) -> String {
        var state = primes.prefix(8).map { fraction(Double($0).squareRoot()) }
        var padded = message + [0x80]
        padded += [UInt8](repeating: 0, count: (120 - padded.count % 64) % 64)
        let bits = UInt64(message.count) * 8
        for shift in stride(from: 56, through: 0, by: -8) {
            padded.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
        }
        var words = [UInt32](repeating: 0, count: 64)
        for start in stride(from: 0, to: padded.count, by: 64) { mix(padded, start, &words, &state) }
        return state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.utf8.count) + digits
        }.joined()
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    private static func mix(_ bytes: [UInt8], _ start: Int, _ words: inout [UInt32], _ state: inout [UInt32])
    {
        for index in 0..<16 {
            words[index] = bytes[(start + index * 4)..<(start + index * 4 + 4)].reduce(0) {
                $0 << 8 | UInt32($1)
            }
        }
        for index in 16..<64 {
            let early = words[index - 15]
            let late = words[index - 2]
            let first = rotate(early, 7) ^ rotate(early, 18) ^ (early >> 3)
            let second = rotate(late, 17) ^ rotate(late, 19) ^ (late >> 10)
            words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
        }
        var work = state
        for index in 0..<64 {
            let choice = (work[4] & work[5]) ^ (~work[4] & work[6])
            let majority = (work[0] & work[1]) ^ (work[0] & work[2]) ^ (work[1] & work[2])
            let upper = rotate(work[4], 6) ^ rotate(work[4], 11) ^ rotate(work[4], 25)
            let lower = rotate(work[0], 2) ^ rotate(work[0], 13) ^ rotate(work[0], 22)
            let first = work[7] &+ upper &+ choice &+ constants[index] &+ words[index]
            work = [
                first &+ lower &+ majority, work[0], work[1], work[2], work[3] &+ first, work[4], work[5],
                work[6],
            ]
        }
        for index in 0..<8 { state[index] = state[index] &+ work[index] }
    }
}

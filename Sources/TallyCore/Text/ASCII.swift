/// The ASCII letters of `bytes` in lower case; everything else as it is.
func asciiLowercased(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: bytes.map { asciiLowercased($0) }, as: UTF8.self)
}

/// An ASCII letter in lower case; everything else as it is.
func asciiLowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
}

/// Two lower-case digits for each octet.
package func hexadecimalText(_ octets: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// Whether it is an ASCII letter or digit.
func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default:
        false
    }
}

/// The value of one to nine decimal digits and nothing else, when it lies in `range`.
func decimal(_ digits: some Collection<UInt8>, in range: ClosedRange<Int>) -> Int? {
    guard (1...9).contains(digits.count) else { return nil }
    var value = 0
    for digit in digits {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
        value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return range.contains(value) ? value : nil
}

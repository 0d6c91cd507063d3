extension ArraySlice<UInt8> {
    /// With percent-encoded octets decoded (RFC 3986 §2.1); a sign that begins no such octet stays.
    func percentDecoded() -> [UInt8] {
        var output: [UInt8] = []
        var index = startIndex
        while index < endIndex {
            if self[index] == UInt8(ascii: "%"), index + 2 < endIndex,
                let high = self[index + 1].hexadecimalValue, let low = self[index + 2].hexadecimalValue
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(self[index])
                index += 1
            }
        }
        return output
    }
}

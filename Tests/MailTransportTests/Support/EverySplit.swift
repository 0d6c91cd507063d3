/// The ways to cut a stream: whole, byte by byte, and in two at every place.
func everySplit(of bytes: [UInt8]) -> [[ArraySlice<UInt8>]] {
    let single = bytes.indices.map { bytes[$0...$0] }
    let inTwo = bytes.indices.dropFirst().map { [bytes[..<$0], bytes[$0...]] }
    return [[bytes[...]], single] + inTwo
}

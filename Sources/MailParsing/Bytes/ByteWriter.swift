/// Bytes that are written one behind the other, most of them copied from elsewhere in blocks of sixteen.
struct ByteWriter {
    /// Longer than what was written, since blocks are copied whole.
    private var bytes: [UInt8]
    private(set) var count = 0

    /// - Parameter room: how many bytes will be written at most.
    init(room: Int) { bytes = [UInt8](repeating: 0, count: room + 16) }

    /// What was written.
    consuming func finished() -> [UInt8] {
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    mutating func append(_ byte: UInt8) {
        bytes[count] = byte
        count += 1
    }

    /// Takes back the last bytes, as long as a condition holds, down to a place.
    mutating func removeLast(downTo floor: Int, while condition: (UInt8) -> Bool) {
        while count > floor, condition(bytes[count - 1]) { count -= 1 }
    }

    /// Copies a range up to its first byte that is special.
    ///
    /// - Returns: where that byte stands; the end of the range when there is none.
    @inline(__always)
    mutating func copy(
        _ source: Span<UInt8>, _ range: Range<Int>,
        until isSpecial: (SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>>
    ) -> Int {
        let input = unsafe source.bytes
        var index = range.lowerBound
        var place = count
        var span = bytes.mutableSpan
        var output = unsafe span.mutableBytes
        while index < range.upperBound {
            // A block may reach beyond the range, but not beyond the source.
            let block =
                unsafe index + 16 <= source.count
                ? input.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
                : Self.lastBlock(source, from: index)
            output.storeBytes(of: block, toByteOffset: place, as: SIMD16<UInt8>.self)
            let special = ByteSearch.firstMember(of: isSpecial(block))
            let length = min(special ?? 16, range.upperBound - index)
            index += length
            place += length
            if length < 16 { break }
        }
        count = place
        return index
    }

    private static func lastBlock(_ source: Span<UInt8>, from start: Int) -> SIMD16<UInt8> {
        var block = SIMD16<UInt8>()
        for place in start..<source.count { block[place - start] = source[place] }
        return block
    }
}

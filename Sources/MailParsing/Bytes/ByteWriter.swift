/// Bytes that are written one behind the other, most of them copied from elsewhere in blocks of sixteen.
///
/// It writes into the storage of an array or a string that is being made, so that nothing is cleared before it is
/// written and nothing is copied afterwards.
@safe
struct ByteWriter: ~Copyable {
    /// Each store checks that it stays inside; the memory outlives the writer, which exists only inside `write`.
    private let memory: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    private init(_ memory: UnsafeMutableRawBufferPointer) { unsafe self.memory = memory }

    /// What is stored behind the last byte at most, since blocks are copied whole.
    private static let excess = 16

    /// The bytes that `write` puts out.
    ///
    /// - Parameter room: how many that are at most.
    @inline(__always)
    static func bytes(room: Int, _ write: (inout ByteWriter) -> Void) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: room + excess) { buffer, count in
            var writer = unsafe ByteWriter(UnsafeMutableRawBufferPointer(buffer))
            write(&writer)
            count = writer.count
        }
    }

    /// The text that `write` puts out as UTF-8; what is none becomes U+FFFD.
    ///
    /// - Parameter room: how many octets that are at most.
    @inline(__always)
    static func text(room: Int, _ write: (inout ByteWriter) -> Void) -> String {
        unsafe String(unsafeUninitializedCapacity: room + excess) { buffer in
            var writer = unsafe ByteWriter(UnsafeMutableRawBufferPointer(buffer))
            write(&writer)
            return writer.count
        }
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        store(byte, advancingBy: 1)
    }

    /// Stores a whole word or block, of which only the first bytes count.
    @inline(__always)
    mutating func store<Word: BitwiseCopyable>(_ word: Word, advancingBy length: Int) {
        unsafe precondition(count + MemoryLayout<Word>.size <= memory.count)
        unsafe memory.storeBytes(of: word, toByteOffset: count, as: Word.self)
        count += length
    }

    /// Takes back the last bytes, as long as a condition holds, down to a place.
    @inline(__always)
    mutating func removeLast(downTo floor: Int, while condition: (UInt8) -> Bool) {
        while count > floor, unsafe condition(memory[count - 1]) { count -= 1 }
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
        while index < range.upperBound {
            // A block may reach beyond the range, but not beyond the source.
            let block =
                unsafe index + 16 <= source.count
                ? input.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
                : Self.lastBlock(source, from: index)
            let special = ByteSearch.firstMember(of: isSpecial(block))
            let length = min(special ?? 16, range.upperBound - index)
            store(block, advancingBy: length)
            index += length
            if length < 16 { break }
        }
        return index
    }

    private static func lastBlock(_ source: Span<UInt8>, from start: Int) -> SIMD16<UInt8> {
        var block = SIMD16<UInt8>()
        for place in start..<source.count { block[place - start] = source[place] }
        return block
    }
}

/// A place in data of ASN.1's basic encoding (ITU-T X.690), of which DER is the strict form.
///
/// S/MIME mail has both: programs that write while they read leave lengths out. Every length is checked before it is
/// used, and what does not fit ends reading.
struct DERCursor: Sendable {
    /// One element: its first octet, its content, and the whole of it.
    struct Element: Sendable {
        let tag: UInt8
        let content: Range<Int>
        let whole: Range<Int>

        var isConstructed: Bool { tag & 0x20 != 0 }
    }

    let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// The next element; nil at the end and where none can be read.
    mutating func next() -> Element? {
        guard let head = header(at: position) else { return nil }
        let element: Element
        if let length = head.length {
            element = Element(
                tag: head.tag, content: head.start..<(head.start + length),
                whole: position..<(head.start + length))
        } else {
            guard let close = endOfContents(from: head.start) else { return nil }
            element = Element(tag: head.tag, content: head.start..<close, whole: position..<(close + 2))
        }
        position = element.whole.upperBound
        return element
    }

    /// The next element when it has this tag; otherwise nil, and nothing has moved.
    mutating func take(_ tag: UInt8) -> Element? {
        var attempt = self
        guard let element = attempt.next(), element.tag == tag else { return nil }
        self = attempt
        return element
    }

    func inside(_ element: Element) -> DERCursor { DERCursor(bytes, element.content) }

    private struct Header {
        let tag: UInt8
        let start: Int
        /// Nil when two octets of zero end the content.
        let length: Int?
    }

    private func header(at place: Int) -> Header? {
        guard place + 1 < end, bytes[place] & 0x1F != 0x1F else { return nil }
        let first = Int(bytes[place + 1])
        if first == 0x80 {
            guard bytes[place] & 0x20 != 0 else { return nil }
            return Header(tag: bytes[place], start: place + 2, length: nil)
        }
        var start = place + 2
        var length = first
        if first > 0x80 {
            let count = first & 0x7F
            guard count <= 4, start + count <= end else { return nil }
            length = bytes[start..<(start + count)].reduce(0) { $0 << 8 | Int($1) }
            start += count
        }
        guard length <= end - start else { return nil }
        return Header(tag: bytes[place], start: start, length: length)
    }

    /// Where the octets stand that end the content which begins here; open elements are counted.
    private func endOfContents(from start: Int) -> Int? {
        var place = start
        var open = 1
        while place + 1 < end {
            if bytes[place] == 0, bytes[place + 1] == 0 {
                open -= 1
                if open == 0 { return place }
                place += 2
                continue
            }
            guard let head = header(at: place) else { return nil }
            if head.length == nil { open += 1 }
            place = head.start + (head.length ?? 0)
        }
        return nil
    }
}

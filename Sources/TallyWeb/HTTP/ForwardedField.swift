/// The clients that proxies name in Forwarded fields (RFC 7239).
enum ForwardedField {
    /// The `for` parameter of each element, in order; nil for one that has none or hides its client.
    ///
    ///     Forwarded         = 1#forwarded-element          ; RFC 7239 §4
    ///     forwarded-element = [ forwarded-pair ] *( ";" [ forwarded-pair ] )
    ///     forwarded-pair    = token "=" ( token / quoted-string )
    ///
    /// What is not in this form counts as a client that is not named, so that nothing before it is believed.
    static func clients(in fields: HTTPFields) -> [IPAddress?] {
        fields.values(of: "forwarded").flatMap { value in
            split(Array(value.utf8)[...], at: UInt8(ascii: ",")).map(client)
        }
    }

    private static func client(_ element: ArraySlice<UInt8>) -> IPAddress? {
        var client: IPAddress?
        for pair in split(element, at: UInt8(ascii: ";")) {
            let parts = pair.trimmingWhitespace.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].map(\.lowercased).elementsEqual("for".utf8) else { continue }
            // RFC 7239 §4: each parameter once.
            guard client == nil, let node = node(unquoted(parts[1])) else { return nil }
            client = node
        }
        return client
    }

    /// Splits outside quotation marks.
    private static func split(_ bytes: ArraySlice<UInt8>, at separator: UInt8) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        var isQuoted = false
        var isEscaped = false
        for index in bytes.indices {
            switch bytes[index] {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isQuoted: isEscaped = true
            case UInt8(ascii: "\""): isQuoted.toggle()
            case separator where !isQuoted:
                parts.append(bytes[start..<index])
                start = index + 1
            default: continue
            }
        }
        return parts + [bytes[start...]]
    }

    private static func unquoted(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let mark = UInt8(ascii: "\"")
        guard value.count >= 2, value.first == mark, value.last == mark else { return value }
        return value.dropFirst().dropLast()
    }

    /// The address of a node; nil for `unknown`, a name that hides it, or anything else.
    ///
    ///     node = nodename [ ":" node-port ]                ; RFC 7239 §6; IPv6 in brackets
    private static func node(_ text: ArraySlice<UInt8>) -> IPAddress? {
        if text.first == UInt8(ascii: "[") {
            guard let end = text.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            let rest = text[(end + 1)...]
            guard rest.isEmpty || rest.first == UInt8(ascii: ":") else { return nil }
            let address = IPAddress(String(decoding: text[..<end].dropFirst(), as: UTF8.self))
            return address.flatMap { text.contains(UInt8(ascii: ":")) ? $0 : nil }
        }
        let host = text.prefix { $0 != UInt8(ascii: ":") }
        return IPAddress(String(decoding: host, as: UTF8.self))
    }
}

/// A line of a server as text that is safe in a log: printable, on one line, and short.
///
/// - Parameter bytes: what the server sent, without its line end.
func serverWords(_ bytes: some Collection<UInt8>) -> String {
    let longest = 300
    let printable = bytes.prefix(longest).map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 }
    return String(decoding: printable, as: UTF8.self)
}

internal import Glibc

/// The environment variables the program was started with.
struct Environment: Sendable {
    private let values: [String: String]

    init(_ values: [String: String]) { self.values = values }

    /// The process's own.
    static func current() -> Environment {
        var values: [String: String] = [:]
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let pair = unsafe String(cString: text)
            if let mark = pair.utf8.firstIndex(of: UInt8(ascii: "=")) {
                values[String(pair[..<mark])] = String(pair[pair.utf8.index(after: mark)...])
            }
            unsafe entry += 1
        }
        return Environment(values)
    }

    subscript(name: String) -> String? { values[name] }
}

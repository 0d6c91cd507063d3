internal import Glibc

/// Standard input, output and error, unbuffered: what was written is out when the program dies.
enum StandardStreams {
    static func writeOutput(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

    static func writeOutput(line: String) { writeOutput(Array((line + "\n").utf8)) }

    static func writeError(_ bytes: [UInt8]) { write(bytes, to: STDERR_FILENO) }

    static func writeError(line: String) { writeError(Array((line + "\n").utf8)) }

    /// Everything up to the end of standard input, at most `limit` octets.
    static func readInput(limit: Int) throws(ProgramError) -> [UInt8] {
        try FileAccess.readAll(STDIN_FILENO, name: "standard input", limit: limit)
    }

    /// A reader that went away cannot be told; the program goes on or ends by itself.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            done += count
        }
    }
}

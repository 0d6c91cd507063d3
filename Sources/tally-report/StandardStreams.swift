internal import Glibc

/// Standard input, output and error, by the plain system calls.
enum StandardStreams {
    /// Reads standard input to its end.
    static func readAll(limit: Int) throws(ProgramError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe read(STDIN_FILENO, &buffer, buffer.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw ProgramError(.inputOutput, "cannot read standard input: \(reason())")
            }
            guard bytes.count + count <= limit else {
                throw ProgramError(.data, "the report is larger than \(limit) bytes")
            }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    static func write(_ bytes: [UInt8]) throws(ProgramError) {
        try write(bytes, to: STDOUT_FILENO, named: "standard output")
    }

    static func write(_ bytes: [UInt8], toFile path: String) throws(ProgramError) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw ProgramError(.cannotCreate, "cannot create \(path): \(reason())") }
        defer { close(file) }
        try write(bytes, to: file, named: path)
    }

    /// Writes words to standard error.
    static func complain(_ words: String) {
        // When even this fails, there is nowhere to say so, and the exit code has to do.
        try? write(Array(words.utf8), to: STDERR_FILENO, named: "standard error")
    }

    private static func write(_ bytes: [UInt8], to file: Int32, named name: String) throws(ProgramError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw ProgramError(.inputOutput, "cannot write to \(name): \(reason())")
            }
            rest = rest.dropFirst(count)
        }
    }

    private static func reason() -> String {
        unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
    }
}

import ForeignPrograms

/// Another program, run to its end by a test.
struct Tool {
    struct Run {
        let exitCode: Int32
        let output: [UInt8]
        let errors: String

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    let path: String

    init(_ path: String) { self.path = path }

    /// One of Debian's programs that look into PDF files.
    static func named(_ name: String) -> Tool { Tool("/usr/bin/\(name)") }

    func run(_ arguments: [String], input: [UInt8] = []) throws -> Run {
        let answer = try ForeignProgram.run(path, arguments, input: input)
        return Run(
            exitCode: max(answer.status, -1), output: answer.output, errors: answer.errors)
    }
}

import Foundation

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
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let scratch = try Scratch()
        let files = try ["in", "out", "err"].map { name in
            let data = name == "in" ? input : []
            return try FileHandle(forUpdating: URL(filePath: scratch.write(data, to: name)))
        }
        process.standardInput = files[0]
        process.standardOutput = files[1]
        process.standardError = files[2]
        try process.run()
        process.waitUntilExit()
        let output = try Data(contentsOf: scratch.folder.appending(path: "out"))
        let errors = try Data(contentsOf: scratch.folder.appending(path: "err"))
        return Run(
            exitCode: process.terminationReason == .exit ? process.terminationStatus : -1,
            output: Array(output), errors: String(decoding: errors, as: UTF8.self))
    }
}

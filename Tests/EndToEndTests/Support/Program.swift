import Foundation
import Glibc

/// The programs of this project as they were built for the tests, and those of the system.
enum Program {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Beside the test bundle itself, so that it is of the same build.
    static let built = Bundle.main.bundleURL

    static var daemon: URL { built.appending(path: "tally-maild") }

    struct Answer {
        let status: Int32
        let output: [UInt8]
        let errors: String

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Runs a program to its end.
    static func run(
        _ program: URL, _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> Answer {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let scratch = FileManager.default.temporaryDirectory.appending(path: "tally-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { removeWhatever(scratch) }
        let files = ["input", "output", "errors"].map { scratch.appending(path: $0) }
        for file in files { try Data(file == files[0] ? Array(input.utf8) : []).write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try launch(process)
        process.waitUntilExit()
        return Answer(
            status: process.terminationStatus, output: Array(try Data(contentsOf: files[1])),
            errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
    }

    /// Starts a child that can be signalled.
    ///
    /// A child begins with the signal mask of the thread that starts it, and the threads that run tests block every signal.
    static func launch(_ process: Process) throws {
        var none = sigset_t()
        var before = sigset_t()
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    /// Runs a program that must succeed.
    @discardableResult
    static func require(_ program: URL, _ arguments: [String], input: String = "") throws -> String {
        let answer = try run(program, arguments, input: input)
        guard answer.status == 0 else {
            let command = ([program.lastPathComponent] + arguments).joined(separator: " ")
            throw Failure(description: "\(command): exit \(answer.status)\n\(answer.text)\n\(answer.errors)")
        }
        return answer.text
    }

    /// A system program by its full path.
    static func system(_ path: String, _ arguments: [String]) throws -> String {
        try require(URL(filePath: path), arguments)
    }

    static func removeWhatever(_ folder: URL) {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            // Nothing depends on it: it is in the temporary folder and has a name of its own.
        }
    }
}

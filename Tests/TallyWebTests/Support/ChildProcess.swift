import Foundation
import Glibc

/// A program of the system, run to its end.
enum ChildProcess {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    struct Answer {
        let status: Int32
        let output: [UInt8]
        let errors: String

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    static func isInstalled(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// Runs it with its output in files: a pipe would stay open in whatever the program leaves behind.
    static func run(
        _ path: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> Answer {
        let scratch = try ScratchFolder()
        let files = try ["output", "errors"].map { URL(filePath: try scratch.write($0, [])) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        return Answer(
            status: process.terminationStatus, output: Array(try Data(contentsOf: files[0])),
            errors: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self))
    }

    /// Closes every descriptor above standard error for the program that it runs.
    ///
    /// Foundation takes a child for running as long as somebody has a certain descriptor of it open, and what goes to the
    /// background would keep it.
    private static let closing = """
        for file in /proc/$$/fd/*; do number=${file##*/}; [ "$number" -le 2 ] || closed+=" $number>&-"; done
        eval '"$@"' "$closed"
        """

    /// Runs a program that goes to the background by itself once it is ready.
    static func launch(_ path: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        // A child begins with the signal mask of the thread that starts it, and those that run tests block every signal.
        var none = sigset_t()
        var before = sigset_t()
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        let answer = try run(
            "/bin/bash", ["-c", closing, "launch", path] + arguments, environment: environment)
        guard answer.status == 0 else { throw Failure(description: "\(path): \(answer.errors)") }
    }
}

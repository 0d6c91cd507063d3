internal import Foundation
internal import Glibc

/// A program of the system, run to its end by a test.
///
/// Not by Foundation's `Process`: to find the open files it reads `/proc/self/fd` beyond the end of its buffer when there
/// are more than some 1,350 of them, and the suites run side by side have more.
package enum ForeignProgram {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
        package init(description: String) { self.description = description }
    }

    package struct Answer: Sendable {
        /// The exit code; less than zero for a signal.
        package let status: Int32
        package let output: [UInt8]
        package let errors: String

        package var text: String { String(decoding: output, as: UTF8.self) }
    }

    package static func isInstalled(_ path: String) -> Bool { unsafe access(path, X_OK) == 0 }

    /// Runs it with its streams in files: a pipe would stay open in whatever the program leaves behind.
    ///
    /// - Parameter environment: in addition to our own.
    package static func run(
        _ path: String, _ arguments: [String] = [], environment: [String: String] = [:],
        input: [UInt8] = []
    ) throws -> Answer {
        let folder = FileManager.default.temporaryDirectory.appending(path: "run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            // What a test leaves in the temporary folder is not its result.
            try? FileManager.default.removeItem(at: folder)
        }
        let files = ["in", "out", "err"].map { folder.appending(path: $0).path }
        for file in files {
            try Data(file == files[0] ? input : []).write(to: URL(filePath: file))
        }
        let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let status = try start(
            [path] + arguments, variables.map { "\($0.key)=\($0.value)" }, streams: files)
        return Answer(
            status: status, output: Array(try Data(contentsOf: URL(filePath: files[1]))),
            errors: String(decoding: try Data(contentsOf: URL(filePath: files[2])), as: UTF8.self))
    }

    /// Runs a program that goes to the background by itself once it is ready.
    package static func launch(
        _ path: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws {
        let answer = try run(path, arguments, environment: environment)
        guard answer.status == 0 else { throw Failure(description: "\(path): \(answer.errors)") }
    }

    private static func start(
        _ words: [String], _ variables: [String], streams: [String]
    ) throws -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (number, file) in streams.enumerated() {
            unsafe posix_spawn_file_actions_addopen(
                &actions, Int32(number), file, number == 0 ? O_RDONLY : O_WRONLY, 0)
        }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // The threads that run tests block every signal, and a child begins with the mask of the one that starts it.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var argv = unsafe words.map { unsafe strdup($0) } + [nil]
        var envp = unsafe variables.map { unsafe strdup($0) } + [nil]
        defer {
            for index in unsafe argv.indices { unsafe free(argv[index]) }
            for index in unsafe envp.indices { unsafe free(envp[index]) }
        }
        var process = pid_t()
        let code = unsafe posix_spawn(&process, words[0], &actions, &attributes, &argv, &envp)
        guard code == 0 else {
            throw Failure(description: "\(words[0]): \(unsafe String(cString: strerror(code)))")
        }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw Failure(description: "\(words[0]): no exit status") }
        }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : -signal
    }
}

import Foundation
import Glibc

/// `tally-maild serve` as a child process, as systemd would run it.
final class Daemon {
    let configuration: URL
    /// What it writes to standard error, over all its lives.
    let log: URL
    private let environment: [String: String]
    private let readiness: ReadinessSocket
    private var process: Process?

    /// - Parameter folder: where its log and its readiness socket are; short, since the socket lies in it.
    init(configuration: URL, folder: URL, environment: [String: String] = [:]) throws {
        self.configuration = configuration
        log = folder.appending(path: "daemon.log")
        try Data().write(to: log)
        let socket = folder.appending(path: "notify").path
        readiness = try ReadinessSocket(path: socket)
        self.environment = environment.merging(["NOTIFY_SOCKET": socket]) { $1 }
    }

    deinit {
        if let process, process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
    }

    var isRunning: Bool { process?.isRunning ?? false }
    var identifier: Int32 { process?.processIdentifier ?? 0 }

    /// Starts it, and returns once it has said READY=1.
    func start() throws {
        try launch()
        try eventually("the daemon says it is ready; its log so far:\n\(try logText())") {
            guard isRunning else {
                throw Program.Failure(description: "the daemon has ended:\n\(try logText())")
            }
            return readiness.messages().contains { $0.split(separator: "\n").contains("READY=1") }
        }
    }

    /// Starts it and waits for nothing.
    func launch() throws {
        _ = readiness.messages()
        let process = Process()
        process.executableURL = Program.daemon
        process.arguments = ["serve", "--config", configuration.path]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = try FileHandle(forWritingTo: log)
        try output.seekToEnd()
        process.standardError = output
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try Program.launch(process)
        self.process = process
    }

    /// Ends it as a power cut would.
    func kill() {
        guard let process, process.isRunning else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Asks it to read its templates again, and returns once its log has one more `event`.
    func reload(_ event: String) throws {
        func times() throws -> Int { try logText().components(separatedBy: event).count }
        let before = try times()
        Glibc.kill(identifier, SIGHUP)
        try eventually("the log says \(event)") { try times() > before }
    }

    /// Asks it to end, and returns its exit code.
    func terminate() throws -> Int32 {
        guard let process else { return 0 }
        process.terminate()
        try eventually("the daemon ends", within: .seconds(15)) { !process.isRunning }
        return process.terminationStatus
    }

    func logText() throws -> String { try String(contentsOf: log, encoding: .utf8) }

    func logLines() throws -> Int { try logText().utf8.count { $0 == 0x0A } }
}

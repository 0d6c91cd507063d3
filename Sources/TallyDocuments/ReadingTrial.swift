internal import TallyCore

/// Reads a mail in a child process, to see whether reading it is what ends the daemon.
///
/// A mail that was begun several times and never finished is suspicious, but the daemon may have been killed
/// for other reasons. Only the child's death condemns the mail.
package actor ReadingTrial {
    private nonisolated let path: String
    private nonisolated let arguments: [String]
    private nonisolated let duration: Duration
    private nonisolated let thread = ThreadExecutor(name: "reading-trial")

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe thread.asUnownedSerialExecutor()
    }

    /// - Parameters:
    ///   - path: of a program that reads a mail from standard input; nil for the running program.
    ///   - arguments: that make it do so.
    package init(
        path: String? = nil, arguments: [String] = ["parse", "-"], duration: Duration = .seconds(20)
    ) {
        self.path = path ?? RunningProgram.path
        self.arguments = arguments
        self.duration = duration
    }

    /// How the child came to grief over the mail; nil when it read it to the end.
    package nonisolated func problem(reading mail: [UInt8]) async -> String? {
        let child = ChildProcess(path: path, arguments: arguments)
        let outcome = await withTaskCancellationHandler {
            await run(child, mail)
        } onCancel: {
            child.cancel()
        }
        switch outcome.ending {
        case .exited(0), .cancelled, .lost, .notStarted: return nil
        case .exited(let code): return "the reader ended with code \(code)"
        case .killed(let signal): return "the reader was ended by \(ReportProgram.name(ofSignal: signal))"
        case .timedOut: return "the reader took longer than \(duration)"
        case .tooMuchOutput: return "the reader wrote without end"
        }
    }

    private func run(_ child: ChildProcess, _ mail: [UInt8]) -> ChildProcess.Outcome {
        child.run(input: mail, outputLimit: 256 << 20, duration: duration)
    }
}

internal import Glibc
internal import Synchronization
package import TallyCore

/// The report program `tally-report`, run once for each report.
///
/// Fonts and text shaping are a lot of C that is fed with what strangers write. It runs in a process of its own, which
/// may crash, hang or grow without harm to the daemon. Reports are made one after the other, so what must not wait
/// for others has a `ReportProgram` of its own.
package actor ReportProgram: ReportRenderer {
    /// What one report may take.
    package struct Limits: Hashable, Sendable {
        /// From the start of the program to its end; then it is killed.
        package var duration: Duration
        /// The largest PDF, in bytes.
        package var output: Int
        /// How many reports may be asked for and not made yet.
        package var queue: Int

        package init(duration: Duration = .seconds(20), output: Int = 20 * 1_048_576, queue: Int = 32) {
            self.duration = duration
            self.output = output
            self.queue = queue
        }
    }

    /// The path of the program.
    package nonisolated let path: String
    private nonisolated let limits: Limits
    private nonisolated let queued = Atomic(0)
    private nonisolated let thread = ThreadExecutor(name: "report")

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe thread.asUnownedSerialExecutor()
    }

    /// - Parameter path: of the program; nil for the one that lies beside the running program.
    package init(path: String? = nil, limits: Limits = Limits()) {
        self.path = path ?? ReportProgram.besideRunningProgram()
        self.limits = limits
    }

    /// Makes one PDF; waits for those asked for earlier.
    ///
    /// When the task is cancelled the program is killed, and the call fails.
    package nonisolated func pdf(of report: JSON) async throws(ReportFailure) -> [UInt8] {
        defer { queued.subtract(1, ordering: .relaxed) }
        guard queued.add(1, ordering: .relaxed).newValue <= limits.queue else {
            throw .busy
        }
        let child = ChildProcess(path: path)
        let outcome = await withTaskCancellationHandler {
            await run(child, report: report)
        } onCancel: {
            child.cancel()
        }
        return try pdf(from: outcome)
    }

    private func run(_ child: ChildProcess, report: JSON) -> ChildProcess.Outcome {
        child.run(input: report.serialized(), outputLimit: limits.output, duration: limits.duration)
    }

    private nonisolated func pdf(from outcome: ChildProcess.Outcome) throws(ReportFailure) -> [UInt8] {
        switch outcome.ending {
        case .exited(0):
            guard outcome.output.starts(with: "%PDF-".utf8) else {
                throw .failed(reason: "the report program wrote no PDF")
            }
            return outcome.output
        case .exited(let code):
            let complaint = outcome.complaint.isEmpty ? "" : ": \(outcome.complaint)"
            throw .failed(reason: "the report program ended with code \(code)\(complaint)")
        case .killed(let signal):
            throw .failed(reason: "the report program was ended by \(Self.name(ofSignal: signal))")
        case .timedOut:
            throw .failed(reason: "the report program took longer than \(limits.duration)")
        case .tooMuchOutput:
            throw .failed(reason: "the report program wrote more than \(limits.output) bytes")
        case .cancelled:
            throw .failed(reason: "the report is no longer wanted")
        case .lost:
            throw .failed(reason: "the end of the report program was not seen")
        case .notStarted(let code) where [ENOENT, EACCES, ENOTDIR, ENOEXEC].contains(code):
            throw .missing(program: path)
        case .notStarted(let code):
            throw .failed(reason: "the report program could not be started: error \(code)")
        }
    }

    static func name(ofSignal signal: Int32) -> String {
        switch signal {
        case SIGXCPU: "signal \(signal): its processor time was used up"
        case SIGXFSZ: "signal \(signal): it wrote too much"
        case SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP: "signal \(signal): it crashed"
        default: "signal \(signal)"
        }
    }

    /// The path of `tally-report` in the folder of the running program.
    private static func besideRunningProgram() -> String {
        let name = "tally-report"
        let program = Array(RunningProgram.path.utf8)
        // Without /proc the working folder has to do: the failure then names what was looked for.
        guard let slash = program.lastIndex(of: UInt8(ascii: "/")) else { return name }
        return String(decoding: program[...slash], as: UTF8.self) + name
    }
}

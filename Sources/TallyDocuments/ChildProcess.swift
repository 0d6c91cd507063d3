internal import CSpawn
internal import Glibc
internal import Synchronization
internal import TallyCore

/// One run of another program: input in, output and exit code out.
///
/// The child gets next to no environment, none of our files, and a process group of its own, which is killed as a
/// whole. Whatever happens, the child is waited for, so that no zombie stays.
final class ChildProcess: Sendable {
    /// How the run ended.
    enum Ending: Hashable, Sendable {
        case exited(Int32)
        /// By a signal that was not ours.
        case killed(signal: Int32)
        case timedOut
        case tooMuchOutput
        case cancelled
        /// Somebody else took the exit status: the process ignores SIGCHLD.
        case lost
        /// The error number of the start.
        case notStarted(Int32)
    }

    /// What a run came to.
    struct Outcome: Sendable {
        let ending: Ending
        var output: [UInt8] = []
        /// The first line that the child wrote to standard error.
        var complaint = ""
    }

    private struct Life {
        var process: pid_t?
        var isCancelled = false
    }

    private let path: String
    private let arguments: [String]
    private let life = Mutex(Life())

    init(path: String, arguments: [String] = []) {
        self.path = path
        self.arguments = arguments
    }

    /// Ends the run, now or before it begins.
    ///
    /// Any thread may call it, at any time.
    func cancel() {
        life.withLock { life in
            life.isCancelled = true
            Self.kill(life.process)
        }
    }

    /// Runs the program to its end; blocks the calling thread.
    ///
    /// - Parameters:
    ///   - input: given on standard input, which then ends.
    ///   - outputLimit: in bytes; a child that writes more is killed.
    ///   - duration: a child that takes longer is killed.
    func run(input bytes: [UInt8], outputLimit: Int, duration: Duration) -> Outcome {
        let deadline = ContinuousClock.now + duration
        var exchange: ChildExchange
        do throws(SystemError) {
            let input = try Socket.pair()
            let output = try Socket.pair()
            let errors = try Socket.pair()
            let theirs = [input.theirs.descriptor, output.theirs.descriptor, errors.theirs.descriptor]
            guard try start(streams: theirs) else { return Outcome(ending: .cancelled) }
            exchange = ChildExchange(
                input: input.ours, output: output.ours, errors: errors.ours, sending: bytes,
                outputLimit: outputLimit)
        } catch {
            return Outcome(ending: .notStarted(error.code))
        }
        let end = exchange.run(until: deadline)
        let ending: Ending
        switch end {
        case .closed: ending = awaitEnd(until: deadline)
        case .timedOut: ending = killed(because: .timedOut)
        case .tooMuchOutput: ending = killed(because: .tooMuchOutput)
        }
        return Outcome(ending: ending, output: exchange.received, complaint: exchange.complaint)
    }

    /// Starts the program; false when the run was cancelled before.
    ///
    /// - Parameter streams: its standard input, output and error.
    private func start(streams: [Int32]) throws(SystemError) -> Bool {
        try life.withLock { (life) throws(SystemError) in
            guard !life.isCancelled else { return false }
            life.process = try spawn(streams: streams)
            return true
        }
    }

    private func spawn(streams: [Int32]) throws(SystemError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in streams.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
        }
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, Int32(streams.count))

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)

        var process = pid_t()
        // A crash shall end the child at once, and not after a walk through its stack.
        let words = [path] + arguments
        let code = unsafe withCStrings(words, ["SWIFT_BACKTRACE=enable=no"]) { words, environment in
            unsafe posix_spawn(&process, path, &actions, &attributes, words, environment)
        }
        guard code == 0 else { throw SystemError(code: code) }
        return process
    }

    private static func kill(_ process: pid_t?) {
        guard let process else { return }
        _ = Glibc.kill(-process, SIGKILL)
    }

    private func killed(because reason: Ending) -> Ending {
        life.withLock { Self.kill($0.process) }
        let ending = reap(waiting: true)
        return ending == .cancelled ? .cancelled : reason
    }

    /// Waits for the end of a child that has closed its streams, and so is about to end.
    private func awaitEnd(until deadline: ContinuousClock.Instant) -> Ending {
        var pause: Int32 = 1
        while ContinuousClock.now < deadline {
            if let ending = reap(waiting: false) { return ending }
            _ = poll(nil, 0, pause)
            pause = min(2 * pause, 50)
        }
        return killed(because: .timedOut)
    }

    /// Takes the child's exit status from the kernel, after which its number may be another process's.
    ///
    /// - Parameter waiting: blocks until there is one; only for a child that was killed. Otherwise nil is possible.
    private func reap(waiting: Bool) -> Ending? {
        life.withLock { life in
            guard let process = life.process else { return .lost }
            var status: Int32 = 0
            var reaped: pid_t
            repeat {
                reaped = unsafe waitpid(process, &status, waiting ? 0 : WNOHANG)
            } while reaped < 0 && errno == EINTR
            if reaped == 0 { return nil }
            life.process = nil
            if life.isCancelled { return .cancelled }
            if reaped < 0 { return .lost }
            // wait(2): the low seven bits are the signal, the next byte is the exit code.
            let signal = status & 0x7F
            return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
        }
    }
}

/// Calls `body` with two lists of C strings as `execve` wants them, each ended by a null pointer.
private func withCStrings<Result>(
    _ first: [String], _ second: [String],
    _ body: ([UnsafeMutablePointer<CChar>?], [UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let lists = unsafe [first, second].map { unsafe $0.map { unsafe strdup($0) } + [nil] }
    defer {
        var strings = unsafe Array(lists.joined())
        while let string = unsafe strings.popLast() { unsafe free(string) }
    }
    return unsafe body(lists[0], lists[1])
}

internal import Glibc
internal import Synchronization
internal import TallyCore

/// From the main thread to tasks and back.
enum Launch {
    /// Runs the program in a task of its own and waits for signals on the main thread; never returns.
    ///
    /// The main actor stays unused: work on it would wait for a thread that waits for signals.
    static func start(_ words: [String]) -> Never {
        let task = Task.detached(name: "program") {
            let code = await Program.run(words, environment: .current())
            exit(code.rawValue)
        }
        while true {
            switch Signals.wait() {
            case .reload: reloads.ring()
            case .stop:
                SystemdNotifier(environment: .current()).stopping()
                task.cancel()
                startDeadline()
            }
        }
    }

    /// Rung when SIGHUP asks for the templates to be read again.
    static let reloads = Wakeup()

    /// A stop takes less than ten seconds, whatever hangs: every state is on disk and can be taken up again.
    private static func startDeadline() {
        Task.detached(name: "deadline") {
            try await Task.sleep(for: .seconds(9))
            StandardStreams.writeError(
                line: "tally-maild: something did not stop in time; ended all the same")
            exit(ExitCode.done.rawValue)
        }
    }
}

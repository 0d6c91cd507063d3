internal import Glibc
internal import Synchronization
internal import TallyCore

/// From the main thread to tasks and back.
enum Launch {
    /// Runs the program in a task of its own and waits for signals on the main thread; never returns.
    ///
    /// Only the daemon ends in order when it is asked to; the other commands end as any program does.
    /// The main actor stays unused: work on it would wait for a thread that waits for signals.
    static func start(_ words: [String]) -> Never {
        ProcessHeap.returnLargeBlocks()
        let isDaemon = words.first == ServeCommand.name
        if isDaemon { Signals.block() }
        let task = Task.detached(name: "program") {
            let code = await Program.run(words, environment: .current())
            exit(code.rawValue)
        }
        guard isDaemon else { while true { pause() } }
        while true {
            switch Signals.wait() {
            case .reload: reloads.ring()
            case .stop:
                SystemdNotifier(environment: .current()).stopping()
                task.cancel()
                endAfterDeadline()
            }
        }
    }

    /// Rung when SIGHUP asks for the templates to be read again.
    static let reloads = Wakeup()

    /// A stop takes less than ten seconds, whatever hangs: every state is on disk and can be taken up again.
    ///
    /// The main thread waits, because it is the one that no task can block.
    private static func endAfterDeadline() -> Never {
        var seconds: UInt32 = 9
        while seconds > 0 { seconds = sleep(seconds) }
        StandardStreams.writeError(line: "tally-maild: something did not stop in time; ended all the same")
        exit(ExitCode.done.rawValue)
    }
}

internal import Glibc

/// The signals that ask the daemon to stop or to read its configuration again.
///
/// They are blocked before any thread exists, so that none is interrupted, and then waited for by the main
/// thread.
enum Signals {
    enum Request {
        case stop
        case reload
    }

    /// Must be called before the first thread is started.
    static func block() {
        // A peer that closes its connection is an error of one write, not the end of the program.
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGTERM, SIGINT, SIGHUP] { signal(number, SIG_DFL) }
        var set = watched
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for the next one.
    static func wait() -> Request {
        var set = watched
        var number: Int32 = 0
        while unsafe sigwait(&set, &number) != 0 {}
        return number == SIGHUP ? .reload : .stop
    }

    private static var watched: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for number in [SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&set, number) }
        return set
    }
}

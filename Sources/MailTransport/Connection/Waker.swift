internal import Glibc
internal import Synchronization
internal import TallyCore

/// What ends a blocking wait from another thread.
///
/// A pipe whose reading end stands in every `poll` beside the socket. Once raised it stays raised, so that whoever
/// waits next is woken too, until it is lowered again.
final class Waker: Sendable {
    private let readEnd: Int32
    private let writeEnd: Int32
    private let raised = Atomic(false)

    init() {
        var ends: [Int32] = [-1, -1]
        precondition(unsafe pipe(&ends) == 0, "pipe failed: \(errno)")
        (readEnd, writeEnd) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    var isRaised: Bool { raised.load(ordering: .acquiring) }

    /// Ends the wait under way and all later ones.
    func raise() {
        guard !raised.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var mark: UInt8 = 1
        _ = unsafe write(writeEnd, &mark, 1)
    }

    /// Makes waiting possible again.
    func lower() {
        guard raised.exchange(false, ordering: .acquiringAndReleasing) else { return }
        drain()
    }

    private func drain() {
        var mark: UInt8 = 0
        _ = unsafe read(readEnd, &mark, 1)
    }

    /// How a wait ended.
    enum Outcome {
        case ready
        case timedOut
        case woken
    }

    /// Blocks until the descriptor is ready, the deadline has passed, or the waker is raised.
    ///
    /// - Parameters:
    ///   - descriptor: nil waits for time and waker only.
    ///   - events: `POLLIN` or `POLLOUT`; errors and hang-ups count as ready too, the next call tells which.
    ///   - isInterruptible: false leaves the waker out.
    func wait(
        for descriptor: Int32?, events: Int32, until deadline: ContinuousClock.Instant,
        isInterruptible: Bool = true
    ) -> Outcome {
        // `poll` passes over negative descriptors.
        var entries = [
            pollfd(fd: isInterruptible ? readEnd : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor ?? -1, events: Int16(events), revents: 0),
        ]
        while !isInterruptible || !isRaised {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return .timedOut }
            let milliseconds = min(left, .seconds(3_600)).milliseconds + 1
            let count = unsafe poll(&entries, nfds_t(entries.count), Int32(milliseconds))
            guard count > 0 else { continue }
            if entries[1].revents != 0 { return .ready }
            if !isRaised { drain() }
        }
        return .woken
    }
}

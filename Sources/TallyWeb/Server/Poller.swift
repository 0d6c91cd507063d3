internal import CLinux
internal import Glibc

/// The owner of one epoll instance, level-triggered.
///
/// What is watched is named by a token of the caller's, never by its descriptor: descriptors are given out again, so
/// an event read a moment ago could otherwise be taken for somebody else's.
@safe
struct Poller: ~Copyable {
    /// What to wait for on a descriptor.
    struct Interest: OptionSet, Hashable {
        let rawValue: UInt32
        static let reading = Interest(rawValue: 1)
        static let writing = Interest(rawValue: 2)
    }

    /// What has come for a token.
    struct Readiness {
        let token: UInt64
        let canRead: Bool
        let canWrite: Bool
        /// Both directions are over; reading or writing would tell why.
        let isBroken: Bool
    }

    private let descriptor: Descriptor
    private var events = unsafe [epoll_event](repeating: epoll_event(), count: 256)

    init() throws(SystemError) {
        descriptor = try Descriptor(epoll_create1(Int32(EPOLL_CLOEXEC)), from: "epoll_create1")
    }

    func watch(_ target: Int32, token: UInt64, for interest: Interest) throws(SystemError) {
        guard control(EPOLL_CTL_ADD, target, token: token, interest) == 0 else {
            throw SystemError("epoll_ctl")
        }
    }

    func change(_ target: Int32, token: UInt64, to interest: Interest) {
        let outcome = control(EPOLL_CTL_MOD, target, token: token, interest)
        precondition(outcome == 0, "epoll_ctl: an unwatched descriptor")
    }

    func forget(_ target: Int32) {
        _ = control(EPOLL_CTL_DEL, target, token: 0, [])
    }

    private func control(_ operation: Int32, _ target: Int32, token: UInt64, _ interest: Interest) -> Int32 {
        var flags: UInt32 = 0
        if interest.contains(.reading) { flags |= EPOLLIN.rawValue }
        if interest.contains(.writing) { flags |= EPOLLOUT.rawValue }
        var event = unsafe epoll_event(events: flags, data: epoll_data_t(u64: token))
        return unsafe epoll_ctl(descriptor.rawValue, operation, target, &event)
    }

    /// Waits until something is ready or the time is over.
    ///
    /// - Parameter timeout: nil waits without end.
    mutating func wait(_ timeout: Duration?) -> [Readiness] {
        let milliseconds = timeout.map { Int32(clamping: Int64(max(.zero, $0) / .milliseconds(1)) + 1) } ?? -1
        let count = unsafe epoll_wait(descriptor.rawValue, &events, Int32(events.count), milliseconds)
        guard count > 0 else { return [] }
        var ready: [Readiness] = []
        for index in 0..<Int(count) {
            let event = unsafe events[index]
            let flags = unsafe event.events
            ready.append(
                Readiness(
                    token: unsafe event.data.u64,
                    canRead: flags & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue) != 0,
                    canWrite: flags & EPOLLOUT.rawValue != 0,
                    isBroken: flags & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0))
        }
        return ready
    }
}

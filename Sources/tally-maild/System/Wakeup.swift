internal import Synchronization

/// A bell that one service waits for and anybody may ring; ringing before the waiting counts.
final class Wakeup: Sendable {
    private enum State {
        case quiet
        case rung
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.quiet)

    func ring() {
        let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard case .waiting(let continuation) = state else {
                state = .rung
                return nil
            }
            state = .quiet
            return continuation
        }
        waiting?.resume()
    }

    /// Returns when the bell rings, after `timeout`, or at once when the task is cancelled.
    func wait(atMost timeout: Duration?) async {
        await withTaskGroup { group in
            if let timeout {
                group.addTask { [self] in
                    do {
                        try await Task.sleep(for: timeout)
                        ring()
                    } catch {
                        // Somebody rang before the time was up; ringing now would wake the next waiting for nothing.
                    }
                }
            }
            await withTaskCancellationHandler {
                await next()
            } onCancel: {
                ring()
            }
            group.cancelAll()
        }
    }

    /// Returns after `duration`, whoever rings in the meantime, or at once when the task is cancelled.
    func pause(_ duration: Duration) async {
        // Cancellation ends the pause early, which is all that there is to do about it.
        try? await Task.sleep(for: duration)
    }

    private func next() async {
        await withCheckedContinuation { continuation in
            let isRung = state.withLock { state in
                if case .rung = state {
                    state = .quiet
                    return true
                }
                state = .waiting(continuation)
                return false
            }
            if isRung { continuation.resume() }
        }
    }
}

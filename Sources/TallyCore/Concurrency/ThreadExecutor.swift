internal import Glibc

/// A serial executor with a thread of its own, for actors that call blocking C.
///
/// Blocking in a default actor would take a thread of the cooperative pool, which has one per core.
/// The thread ends when the executor is stopped or released; jobs still queued are run first.
package final class ThreadExecutor: SerialExecutor {
    private let queue: JobQueue

    /// - Parameter name: shown by `ps -L` and debuggers; the kernel keeps 15 bytes of it.
    package init(name: String) {
        let queue = JobQueue()
        self.queue = queue
        startThread(name: name) { queue.runUntilStopped() }
    }

    deinit {
        queue.stop()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        queue.append(UnownedJob(job), on: self)
    }

    package func checkIsolated() {
        precondition(queue.isCurrentThread, "not on the thread of this executor")
    }
}

/// Jobs in order of arrival, and the thread that waits for them.
///
/// `@unchecked`: every stored property is touched only between `pthread_mutex_lock` and `_unlock`; the mutex
/// and the condition are allocated once and live as long as the queue.
@safe
private final class JobQueue: @unchecked Sendable {
    private struct Entry {
        let job: UnownedJob
        let executor: ThreadExecutor
    }

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var entries: [Entry] = []
    private var isStopped = false
    private var thread: pthread_t?

    init() {
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(arrival, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(arrival)
        unsafe pthread_mutex_destroy(mutex)
        unsafe arrival.deallocate()
        unsafe mutex.deallocate()
    }

    var isCurrentThread: Bool {
        locked { thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    func append(_ job: UnownedJob, on executor: ThreadExecutor) {
        locked {
            entries.append(Entry(job: job, executor: executor))
            unsafe pthread_cond_signal(arrival)
        }
    }

    func stop() {
        locked {
            isStopped = true
            unsafe pthread_cond_signal(arrival)
        }
    }

    func runUntilStopped() {
        locked { thread = pthread_self() }
        while let batch = nextBatch() {
            for entry in batch {
                unsafe entry.job.runSynchronously(on: entry.executor.asUnownedSerialExecutor())
            }
        }
    }

    private func nextBatch() -> [Entry]? {
        locked {
            while entries.isEmpty && !isStopped {
                unsafe pthread_cond_wait(arrival, mutex)
            }
            guard !entries.isEmpty else { return nil }
            defer { entries.removeAll(keepingCapacity: true) }
            return entries
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return body()
    }
}

/// Gives the calling thread its name.
///
/// Glibc's own call for it is hidden from Swift, the kernel's file is not.
private func nameCurrentThread(_ name: String) {
    let file = unsafe open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    let bytes = Array(name.utf8.prefix(15))
    _ = unsafe write(file, bytes, bytes.count)
    close(file)
}

/// Starts a detached thread that runs `body` and ends.
private func startThread(name: String, _ body: @escaping @Sendable () -> Void) {
    final class Start {
        let name: String
        let body: @Sendable () -> Void
        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { unsafe pthread_attr_destroy(&attributes) }
    let context = unsafe Unmanaged.passRetained(Start(name: name, body: body)).toOpaque()
    var thread = pthread_t()
    let outcome = unsafe pthread_create(
        &thread, &attributes,
        { context in
            guard let context = unsafe context else { return nil }
            let start = unsafe Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
            nameCurrentThread(start.name)
            start.body()
            return nil
        }, context)
    precondition(outcome == 0, "pthread_create failed: \(outcome)")
}

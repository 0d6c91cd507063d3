import Dispatch

/// A thread for the tasks of servers under test.
///
/// The cooperative pool has one thread for each core, and other tests that compute for long may hold them all.
final class ServerThread: TaskExecutor {
    static let shared = ServerThread()

    private let queue = DispatchQueue(label: "servers under test")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async {
            unsafe job.runSynchronously(on: self.asUnownedTaskExecutor())
        }
    }
}

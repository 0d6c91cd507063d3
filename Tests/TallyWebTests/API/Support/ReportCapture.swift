import Synchronization
import TallyCore
import TestSupport

/// Makes every report into a file of a few octets, and keeps what it was given.
final class ReportCapture: ReportRenderer {
    private let log = Mutex<[JSON]>([])
    private let failure = Mutex<ReportFailure?>(nil)
    private let padding = Mutex(0)
    private let gates = Mutex<[Gate]>([])

    var reports: [JSON] { log.withLock { $0 } }
    var isBroken: Bool { failure.withLock { $0 != nil } }

    func fail(with reason: ReportFailure) { failure.withLock { $0 = reason } }

    /// Makes the reports so many octets longer.
    func pad(by octets: Int) { padding.withLock { $0 = octets } }

    /// Makes each of the next reports wait before a gate of its own.
    func hold(at gates: [Gate]) { self.gates.withLock { $0 = gates } }

    func pdf(of report: JSON) async throws(ReportFailure) -> [UInt8] {
        if let failure = failure.withLock({ $0 }) { throw failure }
        log.withLock { $0.append(report) }
        let gate = gates.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        await gate?.pass()
        let padding = padding.withLock { $0 }
        return Array("%PDF-1.7 of a test".utf8) + Octets.steps(padding, of: 1)
    }
}

import Synchronization
import TallyCore
import Testing

@Suite("Loggers") struct LoggerTests {
    /// Keeps what it is told.
    private final class Memory: Sendable {
        let records = Mutex<[LogRecord]>([])

        func logger(_ level: LogLevel) -> Logger {
            Logger(
                level: level, now: { Timestamp(milliseconds: 7) },
                sink: { record in self.records.withLock { $0.append(record) } })
        }
    }

    @Test func `a record has the time, the fields of the logger, and its own`() {
        let memory = Memory()
        let logger = memory.logger(.debug).with(["mailbox": "support"]).with(["folder": "INBOX"])
        logger.warning("imap.lost", ["attempt": 2], message: "the server hung up; trying again")
        let record = LogRecord(
            moment: Timestamp(milliseconds: 7), level: .warning, event: "imap.lost",
            fields: ["mailbox": "support", "folder": "INBOX", "attempt": 2],
            message: "the server hung up; trying again")
        #expect(memory.records.withLock { $0 } == [record])
    }

    @Test(arguments: LogLevel.allCases) func `events below the level are dropped`(level: LogLevel) {
        let memory = Memory()
        let logger = memory.logger(level)
        logger.debug("a")
        logger.info("b")
        logger.warning("c")
        logger.error("d")
        let expected = LogLevel.allCases.filter { $0 >= level }
        #expect(memory.records.withLock { $0.map(\.level) } == expected)
    }

    @Test func `an event that is dropped costs nothing`() {
        let memory = Memory()
        var count = 0
        func fields() -> LogFields {
            count += 1
            return [:]
        }
        memory.logger(.info).debug("a", fields())
        #expect(count == 0)
        memory.logger(.debug).debug("a", fields())
        #expect(count == 1)
    }
}

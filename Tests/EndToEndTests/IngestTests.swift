import Foundation
import Glibc
import TallyCore
import Testing

extension EndToEnd {
    /// Mail that a mail server hands over through a pipe is there once, whatever happens on the way.
    @Suite struct Ingest {
        private func write(_ subject: String, in desk: HelpDesk, octets: Int = 1_000) throws -> URL {
            let line = "It smokes, and smells, and nobody knows why it does so.\n"
            let text =
                "From: \(desk.alice.address)\nMessage-ID: <\(subject)@acme.example>\nSubject: \(subject)\n\n"
                + String(repeating: line, count: octets / line.utf8.count + 1)
            let file = desk.folder.appending(path: "\(subject).eml")
            try Data(text.utf8).write(to: file)
            return file
        }

        /// The tickets there are once the daemon runs and has looked at everything, by their subjects.
        private func subjects(_ desk: HelpDesk, _ count: Int) throws -> [String] {
            let client = try desk.client(desk.sam)
            try eventually("\(count) tickets") { try client.tickets().count >= count }
            try desk.waitUntilReadSoFar()
            return try client.tickets().compactMap { $0["subject"].text }.filter { !$0.hasPrefix("Marker") }
        }

        /// Killed once it has written so many octets of a message of 300,000, which spreads the kills over the file, the
        /// database and the end.
        @Test func `killed at any moment, it has stored the mail once when it is tried again`() throws {
            let desk = try HelpDesk()
            let moments = [0, 1, 50_000, 200_000, 300_000, 301_000, 305_000, 310_000, 320_000, 400_000]
            for moment in moments {
                let file = try write("Killed-\(moment)", in: desk, octets: 300_000)
                let process = Process()
                process.executableURL = Program.daemon
                process.arguments = ["ingest", "--config", desk.daemon.configuration.path, file.path]
                try Program.launch(process)
                try eventually("\(moment) octets are written", every: .milliseconds(1)) {
                    try Self.octetsWritten(by: process.processIdentifier) >= moment || !process.isRunning
                }
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                #expect(try desk.command("ingest", file.path).status == 0)
            }
            try desk.daemon.start()
            #expect(try subjects(desk, moments.count).sorted() == moments.map { "Killed-\($0)" }.sorted())
        }

        private static func octetsWritten(by process: Int32) throws -> Int {
            // It may have ended, and then this is gone.
            guard let text = try? String(contentsOfFile: "/proc/\(process)/io", encoding: .utf8) else {
                return 0
            }
            let line = text.split(separator: "\n").first { $0.hasPrefix("wchar: ") }
            return line.flatMap { Int($0.dropFirst(7)) } ?? 0
        }

        @Test func `a mail server that dies in the middle leaves nothing behind`() throws {
            let desk = try HelpDesk()
            let file = try write("In two parts", in: desk, octets: 300_000)
            let octets = try Data(contentsOf: file)
            let (process, input) = (Process(), Pipe())
            process.executableURL = Program.daemon
            process.arguments = ["ingest", "--config", desk.daemon.configuration.path]
            process.standardInput = input
            try Program.launch(process)
            // More than a pipe holds, so that it has begun to read when this returns.
            try input.fileHandleForWriting.write(contentsOf: octets.prefix(200_000))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal)
            #expect(try desk.command("ingest", file.path).status == 0)
            try desk.daemon.start()
            #expect(try subjects(desk, 1) == ["In two parts"])
        }

        /// A limit on the size of files stops it as a full disk does: at the message, or at the database.
        @Test func `without room it asks to be tried again, and then stores the mail once`() throws {
            let desk = try HelpDesk()
            let file = try write("No room", in: desk, octets: 3_000_000)
            for kilobytes in [1, 64, 1_024] {
                let limited = "trap '' XFSZ; ulimit -f \(kilobytes); exec \"$@\""
                let words = [
                    Program.daemon.path, "ingest", "--config", desk.daemon.configuration.path, file.path,
                ]
                let answer = try Program.run(
                    URL(filePath: "/bin/bash"), ["-c", limited, "bash"] + words)
                #expect(answer.status == 75, "\(kilobytes): \(answer.errors)")
            }
            for _ in 1...2 { #expect(try desk.command("ingest", file.path).status == 0) }
            try desk.daemon.start()
            #expect(try subjects(desk, 1) == ["No room"])
        }

        @Test func `while others write to the database it waits, then asks to be tried again`() throws {
            let desk = try HelpDesk()
            try desk.daemon.start()
            let file = try write("Busy", in: desk)
            let lock = try WriterLock(on: desk.folder.appending(path: "data/tally.db"))
            let answer = try desk.command("ingest", file.path)
            #expect(answer.status == 75, "\(answer.errors)")
            lock.release()
            for _ in 1...2 { #expect(try desk.command("ingest", file.path).status == 0) }
            #expect(try subjects(desk, 1) == ["Busy"])
        }

        @Test func `Postfix keeps what it cannot hand over, and says whom the mail was for`() throws {
            let desk = try HelpDesk { options, _ in options.domain = "piped.example" }
            try desk.daemon.start()
            let support = "support@piped.example"
            let mail = desk.alice.write(to: support, "Through a pipe", "Please help.", id: "piped")
            try desk.alice.deliver(mail, to: support)
            try desk.servers.nextPiped { file in
                try desk.command("ingest", "--mailbox", "nowhere", file.path).status
            }
            try desk.servers.nextPiped { file in
                let answer = try desk.command("ingest", "--mailbox", "support", file.path)
                #expect(answer.status == 0, "\(answer.errors)")
                return answer.status
            }
            _ = try desk.alice.acknowledgement(of: "piped@client")
            let notice = try desk.sam.mail("a notice") { $0.subject.contains("Through a pipe") }

            // To a list that the desk is on, or in Bcc: no field of the sender's names the reply address.
            let answer = desk.sam.write(to: desk.alice.address, "Re: \(notice.subject)", "claim")
            try desk.sam.deliver(answer, to: notice.replyAddress)
            try desk.servers.nextPiped { file in try desk.command("ingest", file.path).status }
            let client = try desk.client(desk.sam)
            try eventually("Sam has it") {
                try client.ticket(1)["assignee"]["email"].text == desk.sam.address
            }
            #expect(try client.tickets().count == 1)
        }
    }
}

/// The lock that a writer of an SQLite database holds, taken from outside.
///
/// In WAL mode it is the byte 120 of the file beside the database that ends with `-shm`
/// (https://sqlite.org/walformat.html, "WAL Locks").
private final class WriterLock {
    private let descriptor: Int32

    init(on database: URL) throws {
        descriptor = unsafe open(database.path + "-shm", O_RDWR)
        guard descriptor >= 0 else { throw Connection.Failure.system("open -shm", code: errno) }
        try eventually("nobody else writes") { lock(F_WRLCK) }
    }

    deinit { close(descriptor) }

    func release() { _ = lock(F_UNLCK) }

    private func lock(_ type: Int32) -> Bool {
        var range = flock(
            l_type: Int16(type), l_whence: Int16(SEEK_SET), l_start: 120, l_len: 1, l_pid: 0)
        return unsafe fcntl(descriptor, F_SETLK, &range) == 0
    }
}

import Foundation
import TallyCore
import TallyDocuments
import TestSupport
import Testing

/// The daemon's side of the child process, tried with programs that misbehave.
@Suite struct `Report program` {
    /// For programs that end by themselves, on a machine that may have much else to do.
    private let patient = ReportProgram.Limits(duration: .seconds(300))

    @Test(.timeLimit(.minutes(10)))
    func `a program that says nothing in time is killed`() async throws {
        let scratch = try ScratchFolder()
        let pidFile = scratch.path("pid")
        let path = try scratch.script("echo $$ > \(pidFile); exec sleep 1000")
        let program = ReportProgram(path: path, limits: .init(duration: .seconds(2)))
        let failure = await #expect(throws: ReportFailure.self) { try await program.pdf(of: [:]) }
        #expect(failure == .failed(reason: "the report program took longer than 2.0 seconds"))
        try await expectGone(pidFile)
    }

    @Test(.timeLimit(.minutes(10)))
    func `its own children are killed with it`() async throws {
        let scratch = try ScratchFolder()
        let pidFile = scratch.path("pid")
        let path = try scratch.script("sleep 1000 & echo $! > \(pidFile); wait")
        let program = ReportProgram(path: path, limits: .init(duration: .seconds(2)))
        _ = await #expect(throws: ReportFailure.self) { try await program.pdf(of: [:]) }
        try await expectGone(pidFile)
    }

    @Test func `a program that closes its output and stays is killed`() async throws {
        let scratch = try ScratchFolder()
        let path = try scratch.script("exec >&- 2>&-; exec sleep 1000")
        let program = ReportProgram(path: path, limits: .init(duration: .milliseconds(300)))
        let failure = await #expect(throws: ReportFailure.self) { try await program.pdf(of: [:]) }
        #expect(failure == .failed(reason: "the report program took longer than 0.3 seconds"))
    }

    @Test(.timeLimit(.minutes(10)))
    func `cancelling kills the program`() async throws {
        let scratch = try ScratchFolder()
        let pidFile = scratch.path("pid")
        let path = try scratch.script(
            "echo $$ > \(pidFile).new; mv \(pidFile).new \(pidFile); exec sleep 1000")
        let program = ReportProgram(path: path, limits: .init(duration: .seconds(1_000)))
        let outcome = await withTaskGroup(of: ReportFailure?.self) { group in
            group.addTask {
                await #expect(throws: ReportFailure.self) { try await program.pdf(of: [:]) }
            }
            while !FileManager.default.fileExists(atPath: pidFile) { await Task.yield() }
            group.cancelAll()
            return await group.next() ?? nil
        }
        #expect(outcome == .failed(reason: "the report is no longer wanted"))
        try await expectGone(pidFile)
    }

    @Test func `a task that was cancelled before starts no program`() async throws {
        let scratch = try ScratchFolder()
        let path = try scratch.script("touch \(scratch.path("started"))")
        let outcome = await withTaskGroup(of: ReportFailure?.self) { group in
            group.cancelAll()
            group.addTask {
                await #expect(throws: ReportFailure.self) {
                    try await ReportProgram(path: path, limits: patient).pdf(of: [:])
                }
            }
            return await group.next() ?? nil
        }
        #expect(outcome == .failed(reason: "the report is no longer wanted"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path("started")))
    }

    @Test(arguments: [
        ("kill -SEGV $$", "the report program was ended by signal 11: it crashed"),
        ("kill -XCPU $$", "the report program was ended by signal 24: its processor time was used up"),
        ("kill -KILL $$", "the report program was ended by signal 9"),
        ("echo one two >&2; echo three >&2; exit 65", "the report program ended with code 65: one two"),
        ("printf 'a\\tb\\033[31mc\\n' >&2; exit 70", "the report program ended with code 70: ab[31mc"),
        ("exit 3", "the report program ended with code 3"),
        ("cat >/dev/null; echo hello", "the report program wrote no PDF"),
        ("exit 0", "the report program wrote no PDF"),
        ("exec cat /dev/zero", "the report program wrote more than 100000 bytes"),
    ])
    func `a bad end is told in words`(script: String, reason: String) async throws {
        let scratch = try ScratchFolder()
        let program = ReportProgram(
            path: try scratch.script(script), limits: .init(duration: .seconds(300), output: 100_000))
        let failure = await #expect(throws: ReportFailure.self) { try await program.pdf(of: ["a": 1]) }
        #expect(failure == .failed(reason: reason))
    }

    @Test(arguments: [false, true])
    func `a program that is not there, or cannot be run, is missing`(exists: Bool) async throws {
        let scratch = try ScratchFolder()
        let path = exists ? try scratch.write("program", Array("x".utf8)) : scratch.path("program")
        let failure = await #expect(throws: ReportFailure.self) {
            try await ReportProgram(path: path, limits: patient).pdf(of: [:])
        }
        #expect(failure == .missing(program: path))
    }

    @Test func `a large report goes in while a large PDF comes out`() async throws {
        let scratch = try ScratchFolder()
        // Writes before it reads, and more than any buffer between the two holds.
        let path = try scratch.script("printf '%%PDF-'; head -c 3000000 /dev/zero; exec cat")
        let report = JSON.string(String(repeating: "x", count: 3_000_000))
        let pdf = try await ReportProgram(path: path, limits: patient).pdf(of: report)
        #expect(pdf.count == 5 + 3_000_000 + 3_000_002)
    }

    @Test func `a program that does not read its input may still answer`() async throws {
        let scratch = try ScratchFolder()
        let path = try scratch.script("exec <&-; printf '%%PDF-1.5'")
        let report = JSON.string(String(repeating: "x", count: 3_000_000))
        #expect(
            try await ReportProgram(path: path, limits: patient).pdf(of: report) == Array("%PDF-1.5".utf8))
    }

    @Test func `the program gets none of our files and next to nothing of our environment`() async throws {
        let scratch = try ScratchFolder()
        let path = try scratch.script("printf '%%PDF-'; ls /proc/self/fd; echo; /usr/bin/env | sort")
        let inherited = try FileHandle(forWritingTo: URL(filePath: scratch.write("open", [])))
        defer { inherited.closeFile() }
        #expect(fcntl(inherited.fileDescriptor, F_SETFD, 0) == 0)
        let text = String(
            decoding: try await ReportProgram(path: path, limits: patient).pdf(of: [:]), as: UTF8.self)
        let parts = text.dropFirst("%PDF-".count).split(separator: "\n\n")
        // 3 is the folder that ls is listing.
        #expect(parts.first?.split(separator: "\n") == ["0", "1", "2", "3"])
        let names = Set(
            parts.last?.split(separator: "\n").compactMap { $0.split(separator: "=").first } ?? [])
        // The shell sets the others.
        #expect(names.isSubset(of: ["SWIFT_BACKTRACE", "PWD", "OLDPWD", "SHLVL", "_"]))
    }

    @Test func `signals that we ignore are as usual for the program`() async throws {
        let scratch = try ScratchFolder()
        let path = try scratch.script("printf '%%PDF-\\n'; grep -E '^Sig(Blk|Ign)' /proc/self/status")
        let previous = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, previous) }
        let text = String(
            decoding: try await ReportProgram(path: path, limits: patient).pdf(of: [:]), as: UTF8.self)
        let masks = text.split(separator: "\n").dropFirst().compactMap { UInt64($0.suffix(16), radix: 16) }
        // The C library keeps 32 and 33 for itself.
        #expect(masks.map { $0 & 0x7FFF_FFFF } == [0, 0])
    }

    @Test func `more reports than the queue holds are refused at once`() async throws {
        let program = ReportProgram(path: "/bin/true", limits: .init(queue: 0))
        let failure = await #expect(throws: ReportFailure.self) { try await program.pdf(of: [:]) }
        #expect(failure == .busy)
    }

    @Test func `reports asked for at once are all made`() async throws {
        let program = Sample.program
        let report = Sample.report().json
        let pdfs = try await withThrowingTaskGroup { group in
            for _ in 0..<8 { group.addTask { try await program.pdf(of: report) } }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(pdfs.count == 1)
    }

    @Test func `a report that the program refuses is a failure with its words`() async throws {
        let failure = await #expect(throws: ReportFailure.self) {
            try await Sample.program.pdf(of: ["site": 1])
        }
        #expect(
            failure
                == .failed(
                    reason: "the report program ended with code 65: tally-report: "
                        + "standard input is not a ticket report: site must be a string"))
    }

    /// Waits for the end of a killed process, and checks that we have left no zombie.
    private func expectGone(_ pidFile: String) async throws {
        let text = try String(contentsOfFile: pidFile, encoding: .utf8)
        let process = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(waitpid(process, nil, WNOHANG) == -1, "\(process) is still our child")
        // A grandchild is killed with the group, and buried by init.
        while isRunning(process) { await Task.yield() }
    }

    private func isRunning(_ process: pid_t) -> Bool {
        // A process that is gone has no status to read.
        let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        return status.map { !$0.contains("State:\tZ") } ?? false
    }
}

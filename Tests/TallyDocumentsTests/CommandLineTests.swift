import Foundation
import TallyCore
import TallyDocuments
import TestSupport
import Testing

/// `tally-report` as a person at a terminal meets it.
@Suite struct `Command line of tally-report` {
    private let program = Tool(ReportProgram().path)
    private let report = Sample.report().json.serialized()

    @Test func `a PDF goes to standard output`() throws {
        let run = try program.run([], input: report)
        #expect(run.exitCode == 0)
        #expect(run.output.starts(with: "%PDF-1.5".utf8))
        #expect(run.errors.isEmpty)
    }

    @Test func `a PDF goes to a file`() throws {
        let scratch = try ScratchFolder()
        let run = try program.run(["--output", scratch.path("a.pdf")], input: report)
        #expect(run.exitCode == 0)
        #expect(run.output.isEmpty)
        #expect(
            Array(try Data(contentsOf: URL(filePath: scratch.path("a.pdf"))))
                == (try program.run([], input: report).output))
    }

    @Test func `help and version are printed`() throws {
        #expect(try program.run(["--help"]).text.hasPrefix("Usage: tally-report"))
        #expect(try program.run(["--version"]).text.hasPrefix("tally-report "))
    }

    @Test(
        arguments: [
            ([], "", 65, "tally-report: standard input is not JSON: 1:1: "),
            ([], "%PDF", 65, "tally-report: standard input is not JSON: 1:1: "),
            ([], "{\"site\": 1", 65, "tally-report: standard input is not JSON: 1:11: "),
            (
                [], "[]", 65,
                "tally-report: standard input is not a ticket report: the report must be an object"
            ),
            ([], "{}", 65, "tally-report: standard input is not a ticket report: site must be a string"),
            (["--frobnicate"], "", 64, "tally-report: unknown argument \"--frobnicate\""),
            (["--output"], "", 64, "tally-report: --output needs a file name"),
        ] as [([String], String, Int32, String)])
    func `a mistake has its exit code and its words`(
        arguments: [String], input: String, code: Int32, words: String
    ) throws {
        let run = try program.run(arguments, input: Array(input.utf8))
        #expect(run.exitCode == code)
        #expect(run.errors.hasPrefix(words), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test func `a file that cannot be made is named`() throws {
        let run = try program.run(["--output", "/nonexistent/a.pdf"], input: report)
        #expect(run.exitCode == 73)
        #expect(run.errors.hasPrefix("tally-report: cannot create /nonexistent/a.pdf: No such file"))
    }

    @Test func `a full disk is an input-output error`() throws {
        let run = try program.run(["--output", "/dev/full"], input: report)
        #expect(run.exitCode == 74)
        #expect(run.errors.hasPrefix("tally-report: cannot write to /dev/full: No space left"))
    }
}

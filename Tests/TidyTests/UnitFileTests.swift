import ForeignPrograms
import Foundation
import Testing

/// The unit files, judged by systemd itself without a running one.
@Suite struct `Unit files` {
    private static let folder = SourceTree.project.root.appending(path: "deploy/systemd")

    /// `systemd-analyze` gives ten to what may do everything; the reference units of systemd lie between 1.2 and 4.3.
    @Test func `the service is exposed no more than 1.2`() throws {
        let answer = try Self.analyze([
            "security", "--offline=true", "--threshold=12", "--no-pager",
            Self.folder.appending(path: "tally-maild.service").path,
        ])
        #expect(answer.status == 0, "\(answer.text)")
    }

    /// Verified as installed, with a program in the daemon's place that exists on every machine.
    @Test func `the units have no line that systemd does not understand`() throws {
        let copies = FileManager.default.temporaryDirectory.appending(
            path: "tally-units-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: copies, withIntermediateDirectories: true)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: copies) } }
        for name in ["tally-maild.service", "tally-maild.socket"] {
            let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
            try text.replacing("/usr/bin/tally-maild", with: "/usr/bin/env")
                .write(to: copies.appending(path: name), atomically: true, encoding: .utf8)
        }
        let answer = try Self.analyze([
            "verify", "--man=no", copies.appending(path: "tally-maild.service").path,
            copies.appending(path: "tally-maild.socket").path,
        ])
        #expect(answer.status == 0 && answer.text.isEmpty, "\(answer.text)")
    }

    private static func analyze(_ arguments: [String]) throws -> (status: Int32, text: String) {
        let answer = try ForeignProgram.run("/usr/bin/systemd-analyze", arguments)
        return (answer.status, answer.text + answer.errors)
    }
}

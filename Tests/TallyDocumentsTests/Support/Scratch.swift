import Foundation

/// A folder of its own for a test, removed with everything in it at the end.
final class Scratch {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tally-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)  // A folder left behind harms no test.
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
        try Data(bytes).write(to: folder.appending(path: name))
        return path(name)
    }

    /// A shell script that can be run.
    func script(_ lines: String, name: String = "program") throws -> String {
        // Written by another process: a child that is forked while we hold the file open for writing would keep it
        // open, and a program that is open for writing cannot be started (ETXTBSY).
        let path = path(name)
        let script = Array("#!/bin/sh\n\(lines)\n".utf8)
        _ = try Tool("/bin/sh").run(["-c", "cat > '\(path)' && chmod +x '\(path)'"], input: script)
        return path
    }
}

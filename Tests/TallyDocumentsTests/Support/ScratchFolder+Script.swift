import TestSupport

extension ScratchFolder {
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

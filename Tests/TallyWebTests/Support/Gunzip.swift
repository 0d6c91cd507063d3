import ForeignPrograms
import Foundation
import TestSupport

/// The decompressor of another's making: `gzip -d`.
enum Gunzip {
    static func bytes(_ compressed: [UInt8]) throws -> [UInt8] {
        let scratch = try ScratchFolder()
        let path = try scratch.write("content.gz", compressed)
        let answer = try ForeignProgram.run("/usr/bin/gzip", ["-dc", path])
        guard answer.status == 0 else { throw ForeignProgram.Failure(description: answer.errors) }
        return answer.output
    }
}

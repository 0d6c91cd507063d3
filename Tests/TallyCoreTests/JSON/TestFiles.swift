import Foundation
import Testing

/// The bytes of a file that lies beside the test which asks.
func testFile(_ path: String, beside source: String = #filePath) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: source).deletingLastPathComponent()
    return Array(try Data(contentsOf: folder.appendingPathComponent(path)))
}

internal import Foundation
internal import Glibc

/// A folder for one test's files, gone with it.
package final class ScratchFolder: Sendable {
    /// Where a folder is made.
    package enum Place {
        /// Where temporary files are.
        case disk
        /// In memory when there is plenty: for databases, which otherwise wait for the disk at each commit.
        case memory
    }

    package let path: String

    package init(on place: Place = .disk) throws {
        let parent = place == .memory && Self.hasRoomInMemory ? Self.memory : NSTemporaryDirectory()
        path = URL(filePath: parent).appending(path: "tally-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // Nothing depends on it: it has a name of its own.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a file in it.
    package func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file and returns its path.
    package func write(_ name: String, _ content: [UInt8]) throws -> String {
        try Data(content).write(to: URL(filePath: path(name)))
        return path(name)
    }

    /// The names in it, in order.
    package func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    private static let memory = "/dev/shm"

    /// Containers often give it 64 MB only, too little for the databases of all tests.
    private static let hasRoomInMemory: Bool = {
        var volume = statvfs()
        guard unsafe statvfs(memory, &volume) == 0, unsafe access(memory, W_OK) == 0 else { return false }
        return UInt64(volume.f_bavail) * UInt64(volume.f_frsize) >= 2_000_000_000
    }()
}

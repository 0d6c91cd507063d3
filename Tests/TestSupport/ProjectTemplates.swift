internal import Foundation

/// The templates of mail in this project, as tests were compiled beside them.
package enum ProjectTemplates {
    /// The content of each file by its name below the folder of mail templates; read once a run.
    package static func mail() throws -> [String: [UInt8]] { try read.get() }

    private static let read = Result {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "templates/mail")
        var files: [String: [UInt8]] = [:]
        guard let names = FileManager.default.enumerator(atPath: folder.path) else {
            throw CocoaError(.fileReadNoSuchFile)
        }
        for case let name as String in names where name.hasSuffix(".mustache") || name.hasSuffix(".json5") {
            files[name] = Array(try Data(contentsOf: folder.appending(path: name)))
        }
        return files
    }
}

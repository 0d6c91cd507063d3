import Foundation

/// The project's own files, read from where this test was compiled.
///
/// Build products and git's folder are left out, so that what remains is what a reader of the repository sees.
struct SourceTree {
    static let project = SourceTree(
        root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent())

    let root: URL

    /// What `.gitignore` leaves out of the repository.
    private static func isBuildProduct(_ name: String) -> Bool {
        [".git", ".swiftpm", "Package.resolved", "__pycache__"].contains(name) || name == ".build"
            || name.hasPrefix(".build-") || name.hasSuffix(".actual")
    }

    /// The names in the top folder.
    func topLevel() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.path)
            .filter { !Self.isBuildProduct($0) }.sorted()
    }

    /// The paths, from the project's root, of all files in `folder`; none when there is no such folder.
    func paths(in folder: String) -> [String] {
        guard let all = FileManager.default.enumerator(atPath: root.appending(path: folder).path) else {
            return []
        }
        var found: [String] = []
        while let path = all.nextObject() as? String {
            if Self.isBuildProduct((path as NSString).lastPathComponent) {
                all.skipDescendants()
            } else if all.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
                found.append(folder.isEmpty ? path : "\(folder)/\(path)")
            }
        }
        return found.sorted()
    }

    /// The Swift files of `folders`.
    func swiftFiles(in folders: String...) throws -> [SourceFile] {
        try Self.swiftFiles.get().filter { file in folders.contains { file.path.hasPrefix("\($0)/") } }
    }

    /// Every file that is text; pictures, PDF files and mail in foreign charsets are not.
    func textFiles() throws -> [SourceFile] { try Self.textFiles.get() }

    // Read once, since a dozen rules look at them.
    private static let textFiles = Result {
        try project.paths(in: "").compactMap { path in
            let bytes = try Data(contentsOf: project.root.appending(path: path))
            return String(data: bytes, encoding: .utf8).map { SourceFile(path: path, text: $0) }
        }
    }

    private static let swiftFiles = textFiles.map { files in files.filter { $0.path.hasSuffix(".swift") } }
}

import Foundation

/// The files of `Tests/Scenarios`.
package enum ScenarioFolder {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Scenarios")

    /// The names of all scenarios, without `.txt`.
    package static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }

    package static func scenario(_ name: String) throws -> Scenario {
        try Scenario(reading: try text("\(name).txt"))
    }

    /// The configuration of the site that scenarios are about, in JSON5.
    package static func site() throws -> String { try text("site.json5") }

    private static func text(_ file: String) throws -> String {
        try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    }
}

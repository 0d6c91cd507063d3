import Foundation
import Testing

/// One place in the tree that breaks a rule.
struct Finding: Hashable, CustomStringConvertible {
    let path: String
    let line: Int
    let message: String

    var description: String { "\(path):\(line): \(message)" }
}

/// Fails the current test once for each finding, at the line it is about.
func report(_ findings: [Finding]) {
    for finding in findings {
        let place = SourceLocation(
            fileID: "TidyTests/\(finding.path)", filePath: SourceTree.project.root.path + "/" + finding.path,
            line: finding.line, column: 1)
        Issue.record("\(finding)", sourceLocation: place)
    }
}

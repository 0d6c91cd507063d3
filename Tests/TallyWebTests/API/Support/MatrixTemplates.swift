import Foundation
import Synchronization
import TallyCore
import TestSupport

/// The desks of the matrix of rights, each made once and copied for every call that changes something.
actor MatrixTemplates {
    static let shared = MatrixTemplates()

    /// Who is on a desk that was served once, and the files that it left.
    private struct Template {
        let people: [String: Person]
        let folder: ScratchFolder
    }

    private var made: [String: Template] = [:]

    /// Serves a desk of one's own, as an operation needs it, for as long as `body` takes.
    nonisolated func withDesk(
        for operation: String, _ body: @escaping @Sendable (MatrixDesk) async throws -> Void
    ) async throws {
        let template = try await template(for: operation)
        let folder = try ScratchFolder(on: .memory)
        for name in try template.folder.names() {
            try FileManager.default.copyItem(atPath: template.folder.path(name), toPath: folder.path(name))
        }
        try await TestSite.with(isDemo: true, in: folder.path) { site in
            try await body(MatrixDesk(site, with: template.people, for: operation))
        }
        withExtendedLifetime(folder) {}
    }

    private func template(for operation: String) async throws -> Template {
        let state = MatrixDesk.peculiar.contains(operation) ? operation : ""
        if let known = made[state] { return known }
        let folder = try ScratchFolder(on: .memory)
        let people = Mutex<[String: Person]>([:])
        try await TestSite.with(isDemo: true, in: folder.path) { site in
            let desk = try await MatrixDesk(site, for: operation)
            people.withLock { $0 = desk.people }
        }
        let template = Template(people: people.withLock { $0 }, folder: folder)
        made[state] = template
        return template
    }
}

import ScenarioLanguage
import Testing

extension EndToEnd {
    /// The stories of `Tests/Scenarios` that say so, told to the daemon between real mail servers.
    @Suite struct Scenarios {
        private static func chosen() throws -> [String] {
            try ScenarioFolder.names().filter { try ScenarioFolder.scenario($0).runsOnServers }
        }

        @Test(arguments: try chosen())
        func `it happens with real servers as the scenario tells it`(name: String) async throws {
            let play = ScenarioPlay(on: try DaemonStage())
            do {
                try await play.play(try ScenarioFolder.scenario(name))
            } catch let problem as ScenarioProblem {
                Issue.record("Tests/Scenarios/\(name).txt, \(problem)")
            }
        }
    }
}

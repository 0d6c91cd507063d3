import ScenarioLanguage
import Testing

/// The stories in `Tests/Scenarios`, told to the real desk and store.
@Suite("Scenarios")
struct ScenarioTests {
    @Test(arguments: try ScenarioFolder.names())
    func `it happens as the scenario tells it`(name: String) async throws {
        let play = ScenarioPlay(on: DeskStage())
        do {
            try await play.play(try ScenarioFolder.scenario(name))
        } catch let problem as ScenarioProblem {
            Issue.record("Tests/Scenarios/\(name).txt, \(problem)")
        }
    }

    @Test func `there are scenarios for each part of the desk by mail`() throws {
        #expect(try ScenarioFolder.names().count >= 120)
        let onServers = try ScenarioFolder.names().filter { try ScenarioFolder.scenario($0).runsOnServers }
        #expect(onServers.count >= 20)
    }
}

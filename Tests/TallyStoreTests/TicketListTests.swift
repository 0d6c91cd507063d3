import TallyCore
import TallyStore
import Testing

@Suite("The list of tickets")
struct TicketListTests {
    @Test(arguments: ["printer", "PRINTER", "Принтер", "Äpfel", "プリンター"])
    func `words are found as they are written, ASCII letters in either case`(word: String) async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .admin)
        _ = try await desk.openTicket("Nothing of interest", by: alice)
        let ticket = try await desk.openTicket("The Printer, Принтер, プリンター ate my Äpfel", by: alice)
        let page = try await desk.store.read { records throws(DeskError) in
            var query = TicketQuery(viewer: alice)
            query.words = SearchExpression(groups: [[SearchExpression.Term(word)]])
            return try records.tickets(query)
        }
        #expect(page.tickets.map(\.id) == [ticket.id])
    }
}

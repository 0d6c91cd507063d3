import Foundation
import TallyCore
import Testing

extension EndToEnd {
    /// The console as people meet it: in a browser, over the real daemon.
    @Suite(.serialized, OnConsoleStage()) struct Console {
        @Test func `two people see each other's claim as it happens`() throws {
            let stage = try ConsoleStage.here()
            try stage.ingest(stage.desk.alice.write(to: "support@x.example", "Lamp is broken", "It is dark."))
            let id = try stage.ticket("Lamp is broken")
            let sams = try stage.page(of: stage.desk.sam)
            let tinas = try stage.page(of: stage.desk.tina)
            for page in [sams, tinas] {
                try page.go("#/tickets?assignee=none")
                try page.wait(
                    "the live connection", until: "document.querySelector('.connection[data-state=live]')")
            }
            let row = ".ticket-row[data-id='\(id)']"
            try sams.wait("the ticket in Sam's list", until: "document.querySelector(\"\(row).free\")")
            try tinas.go("#/tickets/\(id)")
            try tinas.click(".ticket-head .actions .primary")
            try sams.wait(
                "Tina's claim in Sam's list",
                until: "document.querySelector(\"\(row).changed .owner\").title.includes('Tina Staff')")
            try sams.go("#/tickets/\(id)")
            try sams.wait("no button to claim", until: "!document.body.innerText.includes('Claim')")
            #expect(try sams.newComplaints() == [])
            #expect(try tinas.newComplaints() == [])
        }
    }
}

import TallyCore
import TallyStore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Attachments over HTTP` {
    struct Case: Sendable {
        let filename: String?
        let type: String
        let servedType: String
        let disposition: String
    }

    static let cases = [
        Case(
            filename: "log.txt", type: "text/plain", servedType: "text/plain; charset=utf-8",
            disposition: "attachment; filename=\"log.txt\""),
        Case(
            filename: "Bericht März.pdf", type: "application/pdf", servedType: "application/pdf",
            disposition: "attachment; filename=\"Bericht Mrz.pdf\"; filename*=UTF-8''Bericht%20M%C3%A4rz.pdf"),
        Case(
            filename: "x.svg", type: "image/svg+xml", servedType: "application/octet-stream",
            disposition: "attachment; filename=\"x.svg\""),
        Case(
            filename: "x.html", type: "text/html", servedType: "application/octet-stream",
            disposition: "attachment; filename=\"x.html\""),
        Case(
            filename: "../../etc/passwd", type: "image/png", servedType: "image/png",
            disposition: "attachment; filename=\"passwd\""),
        Case(
            filename: "C:\\temp\\a.exe", type: "IMAGE/PNG", servedType: "application/octet-stream",
            disposition: "attachment; filename=\"a.exe\""),
        Case(
            filename: "a\r\nSet-Cookie: x=1.txt", type: "text/plain; charset=utf-7",
            servedType: "application/octet-stream",
            disposition: "attachment; filename=\"aSet-Cookie: x=1.txt\""),
        Case(
            filename: "invoice\u{202E}gpj.exe", type: "image/jpeg", servedType: "image/jpeg",
            disposition: "attachment; filename=\"invoicegpj.exe\""),
        Case(
            filename: "a\"b\\c%41.txt", type: "application/javascript",
            servedType: "application/octet-stream",
            disposition: "attachment; filename=\"c41.txt\"; filename*=UTF-8''c%2541.txt"),
        Case(
            filename: "\"quoted\"", type: "application/zip", servedType: "application/octet-stream",
            disposition: "attachment; filename=\"quoted\"; filename*=UTF-8''%22quoted%22"),
        Case(
            filename: "...", type: "text/xml", servedType: "application/octet-stream",
            disposition: "attachment; filename=\"attachment\""),
        Case(
            filename: nil, type: "image/gif", servedType: "image/gif",
            disposition: "attachment; filename=\"attachment\""),
    ]

    @Test(arguments: cases)
    func `a file is handed over and never shown`(_ file: Case) async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            try await site.write { desk, _ throws(DeskError) in
                let attachment = AttachmentDraft(
                    filename: file.filename, contentType: file.type, isInline: true, contentID: nil,
                    content: [1, 2, 3])
                let comment = CommentDraft(
                    author: alice.id, source: .mail, text: "x", isVerified: true, attachments: [attachment])
                _ = try desk.open(
                    TicketDraft(subject: "S", requester: alice.id), first: comment,
                    by: Desk.Actor(person: alice, source: .mail), isProven: true)
            }
            let response = try await site.client(alice).get("/attachments/1").response
            #expect(response.status == 200)
            #expect(response.body == [1, 2, 3])
            #expect(response["content-type"] == file.servedType)
            #expect(response["content-disposition"] == file.disposition)
            #expect(response["x-content-type-options"] == "nosniff")
            #expect(response["content-security-policy"]?.contains("sandbox") == true)
            #expect(response["set-cookie"] == nil)
        }
    }
}

import TallyCore
import Testing

@Suite("A message from a mail server's pipe")
struct DeliveredMessageTests {
    private func deliver(_ text: String, keeping count: Int = .max) -> DeliveredMessage {
        let octets = Array(text.utf8)
        return DeliveredMessage(Array(octets.prefix(count)), size: octets.count)
    }

    @Test func `is kept as it is`() {
        let message = deliver("Subject: x\n\nFrom here on\n")
        #expect(message.content == Array("Subject: x\n\nFrom here on\n".utf8))
        #expect(!message.isOversize)
        #expect(message.size == 25)
    }

    @Test func `is kept without the line of mailbox files`() {
        let message = deliver("From alice@acme.example Sun Nov 22 10:00:00 2026\nSubject: x\n\nbody\n")
        #expect(message.content == Array("Subject: x\n\nbody\n".utf8))
    }

    @Test(arguments: ["\n", "\r\n"])
    func `over the limit only its header is kept`(end: String) {
        let message = deliver("Subject: x\(end)\(end)a long body", keeping: 20)
        #expect(message.content == Array("Subject: x\(end)\(end)".utf8))
        #expect(message.isOversize)
    }

    @Test func `over the limit without an end of the header, everything that was read is header`() {
        #expect(deliver("Subject: xxxxxxxxxx", keeping: 12).content == Array("Subject: xxx".utf8))
    }

    @Test(arguments: ["", "From ", "From x\n", "\n", "\r\n"])
    func `anything is a message`(text: String) {
        #expect(deliver(text).content.count <= text.utf8.count)
    }
}

import TallyCore
import Testing

@testable import MailTransport

@Suite("Messages that a server does not hand over") struct FetchRecordTests {
    private let noon = Timestamp(unixSeconds: 1_800_000_000)
    private let uid = UID(7)

    @Test func `a message is fine until something happens to it`() {
        let record = FetchRecord()
        #expect(!record.isSuspect(uid))
        #expect(!record.isResting(uid, at: noon))
        #expect(record.resting(at: noon) == 0)
    }

    @Test func `a lost connection makes suspects, and the third of them lays to rest`() {
        var record = FetchRecord()
        for _ in 0..<2 { record.noteLoss(of: [uid], at: noon) }
        #expect(record.isSuspect(uid))
        #expect(!record.isResting(uid, at: noon))
        record.noteLoss(of: [uid], at: noon)
        #expect(record.isResting(uid, at: noon))
    }

    @Test func `a no lays to rest at once, for a while`() {
        var record = FetchRecord()
        record.noteRefusal(of: uid, at: noon)
        #expect(record.resting(at: noon) == 1)
        let later = noon + FetchRecord.rest
        #expect(!record.isResting(uid, at: later))
        #expect(record.isSuspect(uid))
    }

    @Test func `what came, and what the server no longer lists, is forgotten`() {
        var record = FetchRecord()
        record.noteRefusal(of: uid, at: noon)
        record.noteRefusal(of: UID(8), at: noon)
        record.forget(uid)
        #expect(!record.isSuspect(uid))
        record.keepOnly { _ in false }
        #expect(record == FetchRecord())
    }
}

import TallyCore
import Testing

@testable import MailTransport

@Suite("Batches of messages to fetch") struct FetchBatchTests {
    private func plan(_ sizes: [Int], limit: Int = 1_000_000_000, alone: Set<UInt32> = []) -> [FetchBatch] {
        let listed = sizes.enumerated().map {
            FolderSession.Listed(uid: UID(UInt32($0.offset + 1)), size: $0.element)
        }
        return FetchBatch.plan(listed, limit: limit) { alone.contains($0.rawValue) }
    }

    @Test func `a batch is bounded by count`() {
        let batches = plan(Array(repeating: 10, count: 70))
        #expect(batches.map(\.uids.count) == [32, 32, 6])
        #expect(batches.flatMap(\.uids) == (1...70).map { UID(UInt32($0)) })
    }

    @Test func `a batch is bounded by bytes, and one message always goes`() {
        let most = FetchBatch.mostBytes
        #expect(plan([most, 1, most - 1, most + 9, 5]).map(\.uids.count) == [1, 2, 1, 1])
    }

    @Test func `of a message over the limit only the header block is fetched, alone`() {
        let batches = plan([10, 101, 10], limit: 100)
        #expect(batches.map(\.isHeaderOnly) == [false, true, false])
        #expect(batches[1].command == .fetchHeader(UID(2), atMost: FetchBatch.mostHeaderBytes))
    }

    @Test func `a suspect goes alone`() {
        #expect(plan([1, 1, 1, 1], alone: [2]).map(\.uids.count) == [1, 1, 2])
    }

    @Test func `nothing to fetch is no batch`() {
        #expect(plan([]).isEmpty)
    }
}

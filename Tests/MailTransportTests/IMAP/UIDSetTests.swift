import TallyCore
import Testing

@testable import MailTransport

@Suite("Sets of UIDs (RFC 9051 §9 sequence-set)") struct UIDSetTests {
    struct Reading: Sendable {
        let text: String
        let ranges: [ClosedRange<UInt32>]?
    }

    @Test(arguments: [
        Reading(text: "1", ranges: [1...1]),
        Reading(text: "1:9", ranges: [1...9]),
        Reading(text: "9:1", ranges: [1...9]),
        Reading(text: "7,1:3", ranges: [1...3, 7...7]),
        Reading(text: "1:3,4,2:6", ranges: [1...6]),
        Reading(text: "1:4294967295", ranges: [1...UInt32.max]),
        Reading(text: "4294967296", ranges: nil),
        Reading(text: "0", ranges: nil),
        Reading(text: "1:*", ranges: nil),
        Reading(text: "", ranges: nil),
        Reading(text: "1,,2", ranges: nil),
        Reading(text: "1:2:3", ranges: nil),
        Reading(text: "-1", ranges: nil),
    ])
    func `a set is read, or it is none`(reading: Reading) {
        #expect(UIDSet(parsing: Array(reading.text.utf8))?.ranges == reading.ranges)
    }

    @Test func `only neighbours are joined, so that no stranger comes between`() {
        #expect(UIDSet([1, 2, 3, 5, 9, 8].map(UID.init)).description == "1:3,5,8:9")
    }

    @Test func `the largest number joins without overflow`() {
        #expect(UIDSet(ranges: [UInt32.max...UInt32.max, 1...1]).description == "1,4294967295")
    }

    @Test func `what is below the floor is left out, since a search for n to the last always finds one`() {
        #expect(UIDSet(ranges: [4...6]).uids(above: 5, limit: 10) == [UID(6)])
        #expect(UIDSet(ranges: [4...6]).uids(above: 6, limit: 10).isEmpty)
    }

    @Test func `four thousand million UIDs in twelve bytes are not all written down`() {
        let uids = UIDSet(ranges: [1...UInt32.max]).uids(above: 10, limit: 3)
        #expect(uids == [11, 12, 13].map(UID.init))
        #expect(UIDSet(ranges: [1...UInt32.max]).uids(above: UInt32.max - 1, limit: 3) == [UID(.max)])
    }
}

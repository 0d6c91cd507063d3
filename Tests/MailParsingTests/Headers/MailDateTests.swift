import Testing

@testable import MailParsing

@Suite("RFC 5322 §3.3: dates")
struct MailDateTests {
    @Test(
        arguments: [
            ("Fri, 21 Nov 1997 09:55:06 -0600", 880_127_706),
            ("21 Nov 1997 09:55:06 -0600", 880_127_706),
            ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", 880_127_706),
            ("Fri, 21 Nov 97 09:55:06 CST", 880_127_706),
            ("Fri, 21 Nov 1997 09:55:06 -0600 (CST)", 880_127_706),
            ("21 Nov 97 09:55 GMT", 880_106_100),
            ("Thu, 1 Jan 1970 00:00:00 +0000", 0),
            ("Wed, 31 Dec 1969 23:59:59 +0000", -1),
            ("1 Jan 1970 01:00:00 +01:00", 0),
            ("Fri Nov 21 15:55:06 1997", 880_127_706),
            ("Fri Nov 21 15:55:06 GMT 1997", 880_127_706),
            ("1997-11-21T15:55:06Z", 880_127_706),
            ("1997-11-21 15:55:06.123 +0000", 880_127_706),
            ("Nov 21, 1997 3:55:06 PM GMT", 880_127_706),
            ("21-Nov-1997 15:55:06 UT", 880_127_706),
            ("11/21/1997 15:55:06", 880_127_706),
            ("Fri, 21 Nov 1997 15.55.06 +0000", 880_127_706),
            ("Fri, 21 Nov 103 00:00:00 +0000", 1_069_372_800),
            ("Sat, 29 Feb 2020 12:00:00 +0000", 1_582_977_600),
            ("", nil), ("yesterday", nil), ("99 Nov 1997", nil), ("21 Nov", nil),
        ] as [(String, Int64?)])
    func `a date reads as`(text: String, seconds: Int64?) {
        #expect(MailDate.unixSeconds(of: Array(text.utf8)) == seconds)
    }

    @Test func `written dates read back`() {
        for seconds in stride(from: Int64(-2_000_000_000), to: 40_000_000_000, by: 86_399 * 5_003) {
            #expect(MailDate.unixSeconds(of: Array(DateText.rfc5322(seconds).utf8)) == seconds)
        }
    }

    @Test func `a date is written with its day of the week`() {
        #expect(DateText.rfc5322(880_127_706) == "Fri, 21 Nov 1997 15:55:06 +0000")
    }
}

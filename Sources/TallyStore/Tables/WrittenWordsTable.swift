internal import TallyCore

/// Who wrote which words when.
extension Records {
    func noteWords(
        _ fingerprint: [UInt8], of sender: MailAddress, at now: Timestamp, since: Timestamp
    ) throws(DeskError) -> Int {
        try run("DELETE FROM written_words WHERE at < ?1", [.integer(since.milliseconds)])
        return Int(
            try number(
                """
                INSERT INTO written_words (sender, fingerprint, at, times) VALUES (?1, ?2, ?3, 1)
                ON CONFLICT DO UPDATE SET at = ?3, times = times + 1 RETURNING times - 1
                """, [.text(sender.text), .blob(fingerprint), .integer(now.milliseconds)]))
    }
}

internal import TallyCore

/// Who wrote which words when, and which of their receipts waits.
extension Records {
    func hasWaitingReceipt(
        on ticket: Ticket.ID, to address: MailAddress, after time: Timestamp
    ) throws(DeskError) -> Bool {
        try number(
            """
            SELECT EXISTS (SELECT 1 FROM outbox WHERE recipient = ?1 AND ticket_id = ?2 AND kind = 'receipt'
                AND state = 'waiting' AND attempts = 0 AND next_attempt_at > ?3)
            """, [.text(address.text), .integer(ticket.rawValue), .integer(time.milliseconds)]) == 1
    }

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

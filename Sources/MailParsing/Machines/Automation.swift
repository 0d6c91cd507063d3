/// Whether a machine wrote a message, and what it reports.
package struct Automation: Hashable, Sendable {
    /// Written by a machine: never to be answered (RFC 3834 §2).
    package private(set) var isAutomatic = false
    /// Why it is taken for one, for people to read.
    package private(set) var reasons: [String] = []
    /// The final failure of a delivery.
    package private(set) var isBounce = false
    /// A notice that a delivery is late and still tried.
    package private(set) var isDelayed = false
    /// The addresses that the report is about.
    package private(set) var failedRecipients: [String] = []
    /// The enhanced status code (RFC 3463), such as `5.1.1`.
    package private(set) var status: String?
    /// The identifier of the message that the report is about.
    package private(set) var originalMessageID: MessageID?
    /// The machine-readable report, when there is one (RFC 3464).
    package private(set) var deliveryReport: DeliveryReport?
    /// What a reader's program says became of a message, when it does (RFC 8098).
    package private(set) var receipt: ReadReceipt?

    init(header: MessageHeader, body: MessageBody) {
        let signs = AutomaticSigns(header)
        reasons = signs.reasons
        let original = Self.originalHeader(body)
        originalMessageID = Self.identifier(in: original)
        if signs.isOfMachine, let report = Self.report(in: body) {
            deliveryReport = report
            reasons.append("a delivery report (RFC 3464)")
            take(report)
        }
        if signs.isOfMachine, let receipt = Self.receipt(in: body) {
            self.receipt = receipt
            originalMessageID = receipt.originalMessageID ?? originalMessageID
            reasons.append("a receipt of a reader (RFC 8098)")
        } else if !isBounce, !isDelayed, deliveryReport?.recipients.isEmpty != false {
            takeText(header, body, signs, original)
        } else if isBounce || isDelayed, status == nil || failedRecipients.isEmpty {
            complete(header, body, original)
        }
        // RFC 5546 §3.2: what a calendar sends when somebody accepts or declines.
        let answers = ["REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"]
        if let method = body.attachments.compactMap(\.calendarMethod).first(where: answers.contains) {
            reasons.append("a calendar's answer: \(method)")
        }
        isAutomatic = !reasons.isEmpty
    }

    // MARK: RFC 3464

    private static func report(in body: MessageBody) -> DeliveryReport? {
        let types = ["message/delivery-status", "message/global-delivery-status"]
        let reports = body.attachments.filter { types.contains($0.contentType) }
            .prefix(8)
            .map { DeliveryReport(reading: $0.content) }
        return reports.first { !$0.recipients.isEmpty } ?? reports.first
    }

    private static func receipt(in body: MessageBody) -> ReadReceipt? {
        let types = ["message/disposition-notification", "message/global-disposition-notification"]
        return body.attachments.first { types.contains($0.contentType) }
            .map { ReadReceipt(reading: $0.content) }
    }

    private mutating func take(_ report: DeliveryReport) {
        let failed = report.recipients.filter(\.isFailed)
        let delayed = report.recipients.filter { $0.action == .delayed }
        isBounce = !failed.isEmpty
        isDelayed = failed.isEmpty && !delayed.isEmpty
        let concerned = failed.isEmpty ? delayed : failed
        var known = Set(failedRecipients)
        for address in concerned.compactMap(\.address) where known.insert(address).inserted {
            failedRecipients.append(address)
        }
        status = concerned.compactMap(\.status).first
    }

    /// What a report leaves out, from the text beside it.
    private mutating func complete(_ header: MessageHeader, _ body: MessageBody, _ original: [HeaderField]) {
        let text = BounceText(Self.text(of: body), excluding: Self.excluded(header, original))
        if status == nil { status = text.status }
        if failedRecipients.isEmpty { failedRecipients = text.recipients }
    }

    // MARK: Reports for people

    private mutating func takeText(
        _ header: MessageHeader, _ body: MessageBody, _ signs: AutomaticSigns, _ attached: [HeaderField]
    ) {
        let subject = Array((header.subject ?? "").utf8.prefix(1_000))
        let isReportSubject = BounceVocabulary.subjects.contains { subject.containsIgnoringCase($0) }
        let failed = header.all("X-Failed-Recipients").flatMap { header.mailboxes(of: $0) }
        guard signs.isFromMailSystem || isReportSubject || !failed.isEmpty else { return }
        let shown = Self.text(of: body)
        if signs.isFromMailSystem, shown.containsIgnoringCase("\nfinal-recipient:") {
            // The report stands in the text, since the header lost its Content-Type.
            take(DeliveryReport(reading: Array(shown.prefix(65_536))))
            if isBounce || isDelayed {
                reasons.append("a delivery report (RFC 3464) as text")
                return
            }
        }
        let text = BounceText(shown, excluding: Self.excluded(header, attached))
        let original = attached.isEmpty ? text.original : attached
        if originalMessageID == nil { originalMessageID = Self.identifier(in: original) }
        let isFailure = text.saysFailure || text.status?.first == "5" || !failed.isEmpty
        // People write about deliveries too, in the words of the reports they got, pasted whole: the text proves nothing.
        let isReport =
            signs.isFromMailSystem || !failed.isEmpty || signs.isOfMachine && text.looksLikeReport
        guard isReport, isFailure || text.saysDelay || isReportSubject else { return }
        isDelayed = text.saysDelay && failed.isEmpty
        isBounce = !isDelayed
        status = text.status
        reasons.append(isDelayed ? "a delay notice" : "a report of a failed delivery")
        failedRecipients = failed.isEmpty ? text.recipients : failed.map(\.address)
        if failedRecipients.isEmpty {
            let recipients = MessageHeader(original, limits: .standard).mailboxes("To").map(\.address)
            failedRecipients = recipients.isEmpty ? text.excludedRecipients : recipients
        }
    }

    private static func text(of body: MessageBody) -> [UInt8] {
        let plain = body.plain
        if !plain.isEmpty { return Array(plain.joined(separator: "\n").utf8) }
        return HTMLText(Array(body.html.joined(separator: "\n").utf8), showsTargets: false).text
    }

    /// The reporter and its reader, who are not what it reports.
    private static func excluded(_ header: MessageHeader, _ original: [HeaderField]) -> Set<String> {
        let own = header.mailboxes("From") + header.mailboxes("To") + header.mailboxes("Return-Path")
        let sender = MessageHeader(original, limits: .standard).mailboxes("From")
        return Set((own + sender).map { $0.address.asciiLowercased })
    }

    /// The header of the message that is returned, attached whole or without its body (RFC 3462 §2).
    private static func originalHeader(_ body: MessageBody) -> [HeaderField] {
        let types = [
            "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers",
            "text/rfc822",
        ]
        guard let part = body.attachments.first(where: { types.contains($0.contentType) }) else { return [] }
        return HeaderBlock(in: part.content, part.content.indices, limits: .standard).fields
    }

    private static func identifier(in fields: [HeaderField]) -> MessageID? {
        MessageHeader(fields, limits: .standard).identifiers("Message-ID").first
    }
}

package import MailParsing

/// What the site's own mail servers say about the domain that a mail is from.
///
/// It proves the domain, not the person: colleagues share it.
package enum DomainVerdict: Hashable, Sendable {
    /// Nobody who is trusted said anything.
    case none
    /// Somebody who is trusted says that it is from there.
    case pass
    /// Somebody else wrote it in the domain's name: whatever else speaks for the mail, it counts for nothing.
    case fail

    /// Reads the verdict on `message` about `domain`, the one of its From.
    ///
    /// Position is what makes a field trustworthy: our own hosts write above what was there, so a field below
    /// their `Received` fields may be the sender's (RFC 8601 §5).
    package init(on message: Message, from domain: String, trusting trust: AuthenticationTrust) {
        let results = Self.trustedResults(of: message, trust)
        self = .none
        for result in results {
            switch Self.verdict(of: result, on: domain, message, trust) {
            case .fail:
                self = .fail
                return
            case .pass: self = .pass
            case .none: break
            }
        }
    }

    /// The fields above the (hops + 1)-th `Received`; a mail with fewer of these did not come the way it
    /// should.
    private static func trustedResults(
        of message: Message, _ trust: AuthenticationTrust
    ) -> [AuthenticationResults] {
        guard !trust.authservIDs.isEmpty else { return [] }
        let received = message.fields.indices.filter { message.fields[$0].isNamed("received") }
        guard trust.hops < received.count else { return [] }
        return message.fields[..<received[trust.hops]]
            .filter { $0.isNamed("authentication-results") }
            .compactMap { AuthenticationResults($0.rawValue) }
            .filter { trust.authservIDs.contains($0.authservID) }
    }

    private static func verdict(
        of results: AuthenticationResults, on domain: String, _ message: Message, _ trust: AuthenticationTrust
    ) -> DomainVerdict {
        let findings = results.findings
        let dmarc = findings.filter { $0.method == "dmarc" }
        if dmarc.contains(where: { $0.result == "fail" }) {
            return isForwarded(findings, from: domain, message, trust) ? .pass : .fail
        }
        let isAbout = { (finding: AuthenticationResults.Finding) in
            finding.properties["header.from"].map { AuthenticationResults.host($0) == domain } ?? false
        }
        if dmarc.contains(where: { $0.result == "pass" && isAbout($0) }) { return .pass }
        let dkim = findings.filter { $0.method == "dkim" && isAligned($0, with: domain) }
        if dkim.contains(where: { $0.result == "pass" }) { return .pass }
        return dkim.contains { $0.result == "fail" } ? .fail : .none
    }

    /// Signed by the domain itself or one above it; a domain below it may be somebody else's.
    ///
    /// Some hosts name only the agent (`header.i`), whose domain is the signer's or below it (RFC 6376 §3.5).
    private static func isAligned(_ finding: AuthenticationResults.Finding, with domain: String) -> Bool {
        let agent = finding.properties["header.i"].map { identity in
            String(decoding: identity.utf8.drop { $0 != UInt8(ascii: "@") }.dropFirst(), as: UTF8.self)
        }
        guard let name = finding.properties["header.d"] ?? agent else { return false }
        let signer = Array(AuthenticationResults.host(name).utf8)
        let whole = Array(domain.utf8)
        let isAbove =
            signer.contains(UInt8(ascii: "."))
            && whole.suffix(signer.count + 1).elementsEqual([0x2E] + signer)
        return signer == whole || isAbove
    }

    // MARK: ARC

    /// Whether a forwarder that the site trusts vouches for what the mail was before it changed it (RFC 8617
    /// §7.2).
    ///
    /// Our own host must have found the chain sound; then the newest seal names who vouches, and the results
    /// of that instance what they saw.
    private static func isForwarded(
        _ findings: [AuthenticationResults.Finding], from domain: String, _ message: Message,
        _ trust: AuthenticationTrust
    ) -> Bool {
        guard !trust.sealers.isEmpty,
            findings.contains(where: { $0.method == "arc" && $0.result == "pass" }),
            let newest = message.fields(named: "arc-seal").compactMap({ tag("i", in: $0).flatMap { Int($0) } }
            ).max(),
            let seal = instance(newest, of: "arc-seal", in: message),
            let sealer = tag("d", in: seal).map({ AuthenticationResults.host($0) }),
            trust.sealers.contains(sealer),
            let seen = instance(newest, of: "arc-authentication-results", in: message)
        else { return false }
        let value = seen.rawValue
        guard let start = value.firstIndex(of: UInt8(ascii: ";")),
            let results = AuthenticationResults(Array(value[(start + 1)...]))
        else { return false }
        return results.findings.contains { finding in
            finding.method == "dmarc" && finding.result == "pass"
                && finding.properties["header.from"].map { AuthenticationResults.host($0) == domain } ?? false
        }
    }

    /// The one field of an instance; nil when there are several.
    private static func instance(_ number: Int, of name: String, in message: Message) -> HeaderField? {
        let found = message.fields(named: name).filter { tag("i", in: $0) == String(number) }
        return found.count == 1 ? found.first : nil
    }

    /// A value of a tag list, without white space (RFC 6376 §3.2).
    private static func tag(_ name: String, in field: HeaderField) -> String? {
        for part in field.rawValue.prefix(4_096).split(separator: UInt8(ascii: ";")) {
            let pieces = part.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard pieces.count == 2 else { continue }
            let (key, value) = (pieces[0].filter { $0 > 0x20 }, pieces[1].filter { $0 > 0x20 })
            if asciiLowercased(key) == name { return String(decoding: value, as: UTF8.self) }
        }
        return nil
    }
}

/// Whose judgement of incoming mail the site believes.
package struct AuthenticationTrust: Hashable, Sendable {
    /// Names of the hosts that judge, in lower case; without any, nothing is believed (RFC 8601 §2.5).
    package var authservIDs: Set<String>
    /// `Received` fields that our own hosts add above the one of the host that judged.
    package var hops: Int
    /// Domains whose ARC seals are believed.
    package var sealers: Set<String>

    package init(authservIDs: Set<String> = [], hops: Int = 0, sealers: Set<String> = []) {
        self.authservIDs = authservIDs
        self.hops = hops
        self.sealers = sealers
    }
}

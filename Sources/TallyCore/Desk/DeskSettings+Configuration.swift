extension DeskSettings {
    /// The settings that a configuration asks for.
    ///
    /// - Parameter zone: the rules of the time zone that the first argument names; the second is where it is named,
    ///   for the error.
    package init<Failure: Error>(
        _ configuration: Configuration,
        zone rules: @escaping @Sendable (_ name: String, _ setting: String) throws(Failure) -> ZoneRules
    ) throws(Failure) {
        let zone = try rules(configuration.site.timeZone, "site.timeZone")
        let serviceLevels = try ServiceLevelAgreement(configuration.serviceLevels) {
            name throws(Failure) in try rules(name, "sla.calendars")
        }
        let requesters: Requesters =
            switch configuration.identity.requesters {
            case .anyone: .anyone
            case .domains: .domains(Set(configuration.identity.domains))
            case .known: .known
            }
        self.init(
            siteName: configuration.site.name, siteURL: configuration.site.url.description,
            ticketPrefix: configuration.site.ticketPrefix, senderName: configuration.smtp.from.name,
            senderAddress: configuration.smtp.from.address,
            mailboxes: configuration.mailboxes.map { mailbox in
                Mailbox(
                    name: mailbox.name, address: mailbox.address, replyAddress: mailbox.replyAddress,
                    team: mailbox.team, priority: mailbox.priority, displayName: mailbox.displayName)
            },
            requesters: requesters, defaultWorkloadLimit: configuration.workload.defaultLimit,
            serviceLevels: serviceLevels, zone: zone, zoneName: configuration.site.timeZone,
            paper: configuration.reports.paper, display: { $0.formatted(in: zone) })
        let identity = configuration.identity
        commandProof = identity.commandProof
        trust = AuthenticationTrust(
            authservIDs: Set(identity.trustedAuthservIDs), hops: identity.trustedHops,
            sealers: Set(identity.trustedSealers))
        grammar = CommandGrammar(
            ticketPrefix: configuration.site.ticketPrefix, aliases: configuration.commands.aliases)
        signUp =
            switch configuration.accounts.signUp {
            case .off: .off
            case .invite: .invite
            case .domains: .domains(Set(identity.domains))
            }
        assignment = configuration.assignment.strategy
        closesAfter = configuration.lifecycle.closesAfter
        intakeRules = configuration.intake.rules
        lists = configuration.intake.lists
        outgoing = configuration.outgoing
        intake = configuration.intake.policy
        attachmentBytes = configuration.limits.attachmentBytes
        mailedAttachmentBytes = configuration.limits.mailedAttachmentBytes
        language = configuration.site.language
        zoneRules = { name in
            // Why a zone cannot be read does not matter to who named it: it is none here.
            try? rules(name, "time_zone")
        }
    }
}

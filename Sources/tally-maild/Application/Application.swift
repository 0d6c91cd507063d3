internal import MailParsing
internal import MailTransport
internal import TallyCore
internal import TallyDocuments
internal import TallyStore
internal import TallyWeb

/// Everything the daemon is made of, built once, from one configuration, top to bottom.
///
/// The only place that knows every concrete type.
struct Application: Sendable {
    private let installation: Installation
    private let duties: [any Duty]
    private let submissions: [SMTPSubmission]
    private let web: WebSide
    private let notifier: SystemdNotifier
    private let log: Logger

    init(_ installation: Installation, log: Logger) async throws(ProgramError) {
        let configuration = installation.configuration
        let templatesFolder = try Installation.templatesDirectory(configuration)
        self.installation = installation
        self.log = log
        notifier = SystemdNotifier(environment: installation.environment)
        let store = installation.store
        let progress = Progress(now: SystemClock.now())
        let intakeBell = Wakeup()
        submissions = Self.submissions(installation)
        web = try WebSide(
            installation, templates: templatesFolder, renderer: ReportProgram(),
            observation: Observation(progress: progress, metrics: Metrics()), log: log)
        let live = web.live
        let composer = Current(try installation.composer(templatesFolder))
        let outbox = Self.outbox(
            installation, over: submissions, composer: composer, progress: progress, log: log)
        let clock = Self.clock(installation, progress: progress, log: log)
        await store.notifyAfterCommit {
            outbox.wake()
            clock.wakeup.ring()
            live.deskChanged()
        }
        var duties: [any Duty] = try configuration.mailboxes.map { mailbox throws(ProgramError) in
            try Self.watch(mailbox, installation, progress: progress, log: log) { intakeBell.ring() }
        }
        duties += [
            Self.intake(installation, wakeup: intakeBell, progress: progress, log: log),
            outbox, clock, TicketKeeping(installation, progress: progress, log: log),
            StoreWatch(
                store: store, progress: progress, log: log, onRound: { live.timePassed() },
                onChange: {
                    live.deskChanged()
                    outbox.wake()
                    intakeBell.ring()
                    clock.wakeup.ring()
                }),
            TemplateReloading(requests: Launch.reloads, current: composer, log: log) {
                () throws(ProgramError) in
                try installation.composer(templatesFolder)
            },
            Self.weeklyReport(installation, log: log),
            NamedDuty("live events") { await live.run() },
            NamedDuty("accounts") { [web] in await web.accounts.run() },
            NamedDuty("http") { [web] in await web.run() },
            Watchdog(notifier: notifier, progress: progress, log: log),
        ]
        duties += Self.storeKeeping(installation, log: log)
        self.duties = duties
    }

    private static func storeKeeping(_ installation: Installation, log: Logger) -> [any Duty] {
        [
            StoreTidying(store: installation.store, log: log),
            StorePurging(
                store: installation.store, retention: installation.configuration.retention, log: log),
        ]
    }

    private static func weeklyReport(_ installation: Installation, log: Logger) -> WeeklyReport {
        WeeklyReport(
            store: installation.store, settings: installation.settings, mint: installation.mint, log: log,
            isOn: installation.configuration.reports.isWeekly)
    }

    private static func clock(
        _ installation: Installation, progress: Progress, log: Logger
    ) -> ServiceLevelClock {
        ServiceLevelClock(
            store: installation.store, settings: installation.settings, mint: installation.mint,
            wakeup: Wakeup(), progress: progress, log: log)
    }

    private static func submissions(_ installation: Installation) -> [SMTPSubmission] {
        let configuration = installation.configuration
        let settings = Installation.submissionSettings(
            configuration.smtp, site: configuration.site, environment: installation.environment)
        return (0..<configuration.smtp.connections).map { _ in SMTPSubmission(settings) }
    }

    private static func outbox(
        _ installation: Installation, over submissions: [SMTPSubmission], composer: Current<MailComposer>,
        progress: Progress, log: Logger
    ) -> OutboxDispatcher {
        let recipients = BusyRecipients()
        // Its own: those who ask for reports over HTTP must not hold mail up.
        let renderer = ReportProgram()
        return OutboxDispatcher(
            lanes: submissions.map { submission in
                OutboxLane(
                    queue: installation.store, store: installation.store, settings: installation.settings,
                    mint: installation.mint, composer: composer, renderer: renderer, submission: submission,
                    recipients: recipients, wakeup: Wakeup(), progress: progress, log: log)
            })
    }

    private static func intake(
        _ installation: Installation, wakeup: Wakeup, progress: Progress, log: Logger
    ) -> IntakeProcessor {
        IntakeProcessor(
            queue: installation.store, store: installation.store, settings: installation.settings,
            mint: installation.mint, limits: parsingLimits(installation.configuration.limits),
            trial: ReadingTrial(), wakeup: wakeup, progress: progress, log: log)
    }

    /// The watching of one mailbox.
    private static func watch(
        _ mailbox: Configuration.Mailbox, _ installation: Installation, progress: Progress, log: Logger,
        onStaged: @escaping @Sendable () -> Void
    ) throws(ProgramError) -> any Duty {
        let settings = try Installation.mailboxSettings(
            mailbox, limits: installation.configuration.limits, environment: installation.environment)
        let reporter = MailboxReporter(progress: progress, log: log)
        let watcher = MailboxWatcher(
            settings, staging: installation.store, seed: UInt64(SystemClock.now().milliseconds),
            now: SystemClock.now, onStaged: onStaged, report: reporter.report)
        return NamedDuty("mailbox \(mailbox.name)") { await watcher.run() }
    }

    /// Runs until the task is cancelled or a duty ends.
    func run() async throws {
        try await prepareStore()
        try await withThrowingTaskGroup { group in
            for duty in duties {
                group.addTask(name: duty.name) { try await duty.run() }
            }
            notifier.ready(status: "serving \(installation.configuration.mailboxes.count) mailbox(es)")
            log.info("daemon.ready", ["version": Version.text])
            defer { group.cancelAll() }
            try await group.next()
        }
        for submission in submissions { await submission.close() }
    }

    /// What must be true before the first duty starts.
    private func prepareStore() async throws {
        try await installation.store.recoverInterrupted(at: SystemClock.now())
        let configuration = installation.configuration
        let named = configuration.mailboxes.compactMap(\.team) + configuration.intake.rules.compactMap(\.team)
        let teams = Set(named).sorted()
        try await installation.store.write { records throws(DeskError) in
            for name in teams where try records.team(named: name) == nil {
                _ = try records.addTeam(named: name)
            }
        }
    }

    private static func parsingLimits(_ limits: Configuration.Limits) -> MailParsing.Limits {
        var parsing = MailParsing.Limits.standard
        parsing.messageBytes = limits.messageBytes
        parsing.parts = limits.parts
        parsing.depth = limits.depth
        return parsing
    }
}

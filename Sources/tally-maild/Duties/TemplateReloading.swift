internal import Synchronization
internal import TallyCore

/// The mail composer in use, which SIGHUP exchanges for one with the templates as they are then.
final class CurrentComposer: Sendable {
    private let composer: Mutex<MailComposer>

    init(_ composer: MailComposer) { self.composer = Mutex(composer) }

    var value: MailComposer { composer.withLock { $0 } }

    func replace(with composer: MailComposer) { self.composer.withLock { $0 = composer } }
}

/// Reads the templates again when asked; templates with problems are told of, and the old ones stay.
struct TemplateReloading: Duty {
    let name = "template reloading"
    let requests: Wakeup
    let current: CurrentComposer
    let log: Logger
    let compose: @Sendable () throws(ProgramError) -> MailComposer

    init(
        requests: Wakeup, current: CurrentComposer, log: Logger,
        compose: @escaping @Sendable () throws(ProgramError) -> MailComposer
    ) {
        self.requests = requests
        self.current = current
        self.log = log
        self.compose = compose
    }

    func run() async {
        while true {
            await requests.wait(atMost: nil)
            guard !Task.isCancelled else { return }
            do throws(ProgramError) {
                current.replace(with: try compose())
                log.info("templates.reloaded")
            } catch {
                log.error("templates.kept", message: "the old templates stay in use: \(error.message)")
            }
        }
    }
}

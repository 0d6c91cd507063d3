internal import TallyCore

/// Reads the templates again when asked; templates with problems are told of, and the old ones stay.
struct TemplateReloading: Duty {
    let name = "template reloading"
    let requests: Wakeup
    let current: Current<MailComposer>
    let log: Logger
    let compose: @Sendable () throws(ProgramError) -> MailComposer

    init(
        requests: Wakeup, current: Current<MailComposer>, log: Logger,
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

internal import TallyCore
internal import TallyStore

/// `ingest`: one message from a mail server's pipe, kept with the same promises as one that was fetched.
///
/// A mail server bounces a message when the pipe ends with most codes and keeps it for later on `EX_TEMPFAIL`. What is
/// wrong here is the operator's to mend and never the sender's, so every failure but a wrong option is that one. Only a
/// message over the size limit is the sender's to mend: it goes back, for nobody else would have the rest of it.
enum IngestCommand: Subcommand {
    static let name = "ingest"
    static let help = """
        tally-maild ingest [--config FILE] [--mailbox NAME] [FILE|-]

        Stores one message; reads standard input without FILE. It ends with 0 only when the message is on stable
        storage; a running daemon processes it within a second, one that does not run at its next start. A message that
        is known already is not stored twice. A message over "limits.messageBytes" ends with 65, so that the mail server
        returns it to its sender; any other failure with 75, so that it keeps the message and tries again.

          --mailbox NAME   whose mail it is, as in "mailboxes"; may be left out when there is only one

        In Postfix's master.cf:

          tally  unix  -  n  n  -  4  pipe
            flags=DORq user=tally-maild argv=/usr/bin/tally-maild ingest --mailbox support

        and in its main.cf, since D and O, which write down the address that the mail was sent to, so that an answer
        proves who wrote it also behind an alias or a Bcc, want one recipient at a time:

          tally_destination_recipient_limit = 1
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let arguments = try Arguments(words, valued: ["--config", "--mailbox"], operands: 0...1)
        let excess: Int?
        do throws(ProgramError) {
            excess = try await store(arguments, environment)
        } catch {
            throw ProgramError(.tryAgainLater, error.message)
        }
        guard let excess else { return .done }
        // With the code of RFC 3463 that Postfix takes over into what the sender reads.
        throw ProgramError(
            .badInput,
            "5.3.4 the message is \(excess) octets larger than the desk takes (limits.messageBytes)")
    }

    /// - Returns: by how many octets the message is too large to be stored; nil when it is stored.
    private static func store(
        _ arguments: Arguments, _ environment: Environment
    ) async throws(ProgramError) -> Int? {
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let mailbox = try mailbox(arguments["--mailbox"], of: installation.configuration)
        let limit = installation.configuration.limits.messageBytes
        let file = arguments.operands.first ?? "-"
        // A message over the limit is read to its end all the same, so that the mail server's pipe does not break.
        let (beginning, size) = try FileAccess.readBeginning(of: file, limit)
        guard size > 0 else { throw ProgramError(.tryAgainLater, "\(file): no message") }
        guard size <= limit else { return size - limit }
        do throws(StoreFailure) {
            try await installation.store.stage(DeliveredMessage(beginning, size: size), in: mailbox)
            return nil
        } catch {
            throw ProgramError(.tryAgainLater, error.description)
        }
    }

    private static func mailbox(
        _ name: String?, of configuration: Configuration
    ) throws(ProgramError) -> MailboxName {
        let names = configuration.mailboxes.map(\.name)
        guard let name else {
            guard names.count == 1 else {
                throw ProgramError(.usage, "--mailbox is missing; there are \(list(names))")
            }
            return names[0]
        }
        guard let mailbox = names.first(where: { $0.text == name }) else {
            throw ProgramError(.usage, "--mailbox: \(name) is none of \(list(names))")
        }
        return mailbox
    }

    private static func list(_ names: [MailboxName]) -> String {
        names.map(\.text).joined(separator: ", ")
    }
}

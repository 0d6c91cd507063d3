/// Addresses that belong to programs by their name: nobody reads what is sent there.
package enum RobotAddress {
    /// Whether the local part is one that mail systems, responders and lists use (RFC 5230 §4.6, RFC 2142 §4).
    package static func isRobot(_ address: String) -> Bool {
        let name = localPart(of: address)
        return isSystem(name) || isWriter(name) || beginnings.contains { name.hasPrefix($0) }
            || endings.contains { name.hasSuffix($0) }
    }

    /// What stands before the last `@`, in lower case.
    static func localPart(of address: String) -> String {
        let bytes = Array(address.utf8)
        return String(
            bytes: bytes[..<(bytes.lastIndex(of: UInt8(ascii: "@")) ?? bytes.count)].map(\.lowercased))
    }

    /// Whether it is a mail system's own name.
    static func isSystem(_ localPart: String) -> Bool {
        systems.contains(localPart) || systemBeginnings.contains { localPart.hasPrefix($0) }
    }

    /// Whether mail that names it as its writer, or the way back to it, is surely no person's.
    ///
    /// Fewer than get no mail: what people send through programs comes back to names of all kinds.
    static func isWriter(_ localPart: String) -> Bool {
        writers.contains(localPart) || writerBeginnings.contains { localPart.hasPrefix($0) }
            || localPart.hasSuffix("-request")
    }

    private static let systems: Set<String> = [
        "mailer-daemon", "postmaster", "post_master", "mdaemon", "mailer_daemon", "maildaemon", "mail-daemon",
        "daemon", "mailmaster", "mail.delivery.system", "maildelivery", "mail-delivery-system",
        "mailerdaemon", "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e",
    ]
    private static let systemBeginnings = ["mailer-daemon", "postmaster", "microsoftexchange"]

    private static let writers: Set<String> = [
        "noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "do_not_reply", "listserv",
        "majordomo", "mailman", "autoreply", "auto-reply", "autoresponder", "bounce", "bounces",
        "abuse-report", "feedback-loop", "fbl",
    ]
    private static let writerBeginnings = ["owner-", "bounce+", "noreply", "no-reply"]

    private static let beginnings = ["bounce-", "bounces+", "donotreply"]
    private static let endings = ["-bounces", "-owner", "-noreply", "-no-reply"]
}

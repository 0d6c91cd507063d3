/// Addresses that belong to programs by their name: nobody reads what is sent there.
package enum RobotAddress {
    /// Whether the local part is one that mail systems, responders and lists use (RFC 5230 §4.6, RFC 2142 §4).
    package static func isRobot(_ address: String) -> Bool {
        let bytes = Array(address.utf8)
        let local = bytes[..<(bytes.lastIndex(of: UInt8(ascii: "@")) ?? bytes.count)]
        let name = String(bytes: local.map(\.lowercased))
        return AutomaticSigns.systems.contains(name) || AutomaticSigns.robots.contains(name)
            || beginnings.contains { name.hasPrefix($0) } || endings.contains { name.hasSuffix($0) }
    }

    private static let beginnings = [
        "mailer-daemon", "postmaster", "microsoftexchange", "owner-", "bounce+", "bounce-", "bounces+",
        "noreply",
        "no-reply", "donotreply",
    ]
    private static let endings = ["-request", "-bounces", "-owner", "-noreply", "-no-reply"]
}

/// What a site takes in by mail, beside the question who may write to it at all.
package struct IntakePolicy: Hashable, Sendable {
    /// What becomes of those that a mail was sent to beside the desk.
    package enum Copied: String, Hashable, Sendable, CaseIterable {
        /// They are kept with the mail, and that is all.
        case keep
        /// Those the desk knows take part. A stranger gets nothing, and takes part once they have answered.
        case participants
        /// Strangers take part too, so that the desk mails people nobody but the writer has named.
        case everyone
    }

    /// For the mail that opens a ticket, and what its requester or staff send with proof.
    package var copied = Copied.participants
    /// More people than this in To and Cc make a mail a circular: nobody joins by it.
    package static let copiedLimit = 20
    /// New tickets that one sender may open in an hour; what is beyond is held, and nil means any number.
    package var ticketsPerHour: Int? = 60
    /// Endings of file names, in lower case and without the dot, whose files stay in the raw mail only.
    package var deniedFiles = Set(IntakePolicy.programs)

    /// What runs when somebody opens it on the systems of most people.
    package static let programs = [
        "exe", "com", "scr", "pif", "bat", "cmd", "msi", "msp", "cpl", "dll", "vbs", "vbe", "js", "jse",
        "wsf",
        "wsh", "hta", "jar", "lnk", "ps1", "reg", "msc", "url", "appx", "iso", "img", "vhd", "vhdx",
    ]

    package init() {}
}

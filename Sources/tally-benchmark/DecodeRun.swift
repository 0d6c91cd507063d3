internal import MailParsing

/// Decodes mails: every field, all text as UTF-8, all files as octets.
///
/// Reading the mails from their files is not counted.
enum DecodeRun {
    /// Below this many octets a mail is a small one.
    private static let small = 65_536

    static func run() {
        var smallSeconds = 0.0
        var largeSeconds = 0.0
        var octets = 0
        // Memory is counted from the first mail on, when libraries and tables are loaded.
        var start: Int?
        while let path = readLine() {
            let bytes = InputFile.read(path)
            let before = Usage.processorSeconds
            octets += decode(bytes)
            let seconds = Usage.processorSeconds - before
            start = start ?? Usage.peakKilobytes
            if bytes.count < small { smallSeconds += seconds } else { largeSeconds += seconds }
        }
        print(
            """
            {"small": \(smallSeconds), "large": \(largeSeconds), \
            "kilobytes": \(Usage.peakKilobytes - (start ?? 0)), "octets": \(octets)}
            """)
    }

    /// - Returns: how many octets came out, so that none of it is for nothing.
    private static func decode(_ bytes: [UInt8]) -> Int {
        let message = DecodedMessage(reading: bytes)
        var octets = message.fields.reduce(0) { $0 + $1.value.utf8.count }
        octets += message.from.count + message.to.count + message.cc.count
        octets += (message.plainText?.utf8.count ?? 0) + (message.html?.utf8.count ?? 0)
        octets += message.attachments.reduce(0) { $0 + $1.octets.count }
        return octets
    }
}

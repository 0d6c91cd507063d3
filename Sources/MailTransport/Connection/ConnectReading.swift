internal import CCurl

/// What the lines that libcurl read during connecting mean for us.
///
/// libcurl has one code for every refused log-in; the server's last line tells the wrong password from the server
/// that cannot look passwords up just now.
struct ConnectReading {
    let lines: [ArraySlice<UInt8>]
    let scheme: ByteStream.Scheme

    init(transcript: [UInt8], scheme: ByteStream.Scheme) {
        lines = transcript.split(separator: UInt8(ascii: "\n")).map { line in
            line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        }
        self.scheme = scheme
    }

    /// A reply with code 235: the server has accepted the log-in (RFC 4954 §4).
    var hasSMTPLogin: Bool { lines.contains { $0.starts(with: "235 ".utf8) || $0.elementsEqual("235".utf8) } }

    /// The lines of the last EHLO reply, without codes: the one after STARTTLS.
    var lastEHLO: [[UInt8]] {
        var block: [[UInt8]] = []
        var isOpen = false
        for line in lines where line.starts(with: "250".utf8) {
            if !isOpen { block = [] }
            block.append(Array(line.dropFirst(4)))
            isOpen = line.dropFirst(3).first == UInt8(ascii: "-")
        }
        return block
    }

    /// What a failed `curl_easy_perform` is for us, with the words to show.
    func cause(of code: CURLcode, errorText: String) -> (TransportFailure.Cause, String) {
        let lastLine = lines.last.map { serverWords($0) } ?? ""
        switch code {
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return (.settings, errorText)
        case CURLE_COULDNT_RESOLVE_HOST: return (.unknownHost, "")
        case CURLE_COULDNT_CONNECT: return (.unreachable, errorText)
        case CURLE_OPERATION_TIMEDOUT: return (.timedOut, "")
        case CURLE_PEER_FAILED_VERIFICATION: return (.certificate, errorText)
        case CURLE_SSL_CACERT_BADFILE: return (.settings, "the CA file cannot be read: \(errorText)")
        case CURLE_SSL_CONNECT_ERROR: return (.handshake, errorText)
        case CURLE_USE_SSL_FAILED:
            return lines.last?.first == UInt8(ascii: "4") ? (.turnedAway, lastLine) : (.encryptionMissing, "")
        case CURLE_LOGIN_DENIED: return (loginCause, lastLine)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED:
            return (lines.last?.first == UInt8(ascii: "5") ? .shutOut : .turnedAway, lastLine)
        case CURLE_ABORTED_BY_CALLBACK: return (.stopped, "")
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING:
            if isFarewell { return (.turnedAway, lastLine) }
            return hasGreeting ? (.connectionLost, errorText) : (.violation, lastLine)
        default: return (.connectionLost, errorText)
        }
    }

    /// False when what the server said first is no greeting of its kind; silence is none of another.
    private var hasGreeting: Bool {
        guard let line = lines.first else { return true }
        return line.starts(with: scheme == .imap ? "* ".utf8 : "2".utf8)
    }

    /// Whether the last line is the server's goodbye.
    private var isFarewell: Bool {
        guard let line = lines.last else { return false }
        return line.starts(with: "* BYE".utf8) || line.starts(with: "421".utf8)
    }

    private var loginCause: TransportFailure.Cause {
        switch scheme {
        case .imap: imapLoginCause
        case .smtp: smtpLoginCause
        }
    }

    /// RFC 5530 §3: only AUTHENTICATIONFAILED and its like are about the password.
    private var imapLoginCause: TransportFailure.Cause {
        guard let line = lines.last, let answer = line.firstIndex(of: UInt8(ascii: " ")) else {
            return .loginNotOffered
        }
        let words = line[line.index(after: answer)...]
        if line.starts(with: "* BYE".utf8) { return .loginUnavailable }
        if line.first == UInt8(ascii: "+") { return .loginRejected }
        guard words.starts(with: "NO".utf8) || words.starts(with: "BAD".utf8) else { return .loginNotOffered }
        for code in ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]"]
        where words.firstRange(of: Array(code.utf8)) != nil {
            return .loginUnavailable
        }
        return .loginRejected
    }

    /// RFC 4954 §6: 4yz is about the server, 5yz about us.
    private var smtpLoginCause: TransportFailure.Cause {
        guard let first = lines.last?.first else { return .loginNotOffered }
        switch first {
        case UInt8(ascii: "4"): return .loginUnavailable
        case UInt8(ascii: "5"): return .loginRejected
        default: return .loginNotOffered
        }
    }
}

internal import CCurl
internal import TallyCore

/// What opens a `ByteStream`: address, encryption, trust and log-in, all done by libcurl.
struct Connector {
    let scheme: ByteStream.Scheme
    let endpoint: Endpoint
    let credentials: Credentials?
    /// For SMTP the name that we give in EHLO.
    var path = ""
    /// Everything up to the end of the log-in must be done by then.
    let timeout: Duration

    /// Connects and logs in.
    ///
    /// Blocks for the time-out at most; a raised waker ends it within a second.
    func connect(waker: Waker) throws(TransportFailure) -> ByteStream {
        guard let credentials else { return try attempt(nil, waker: waker) }
        return try attempt(try login(credentials), waker: waker)
    }

    /// A name and a password that can be used.
    struct Login {
        let user: String
        let password: Secret
    }

    /// Asks for the password.
    func login(_ credentials: Credentials) throws(TransportFailure) -> Login {
        let password: Secret
        do {
            password = try credentials.password()
        } catch {
            throw failure(.settings, "the password of \(credentials.user) cannot be read: \(error)")
        }
        // A C string ends at NUL: the server would be shown another name or password than was meant.
        guard !credentials.user.isEmpty, !credentials.user.utf8.contains(0),
            !password.reveal().utf8.contains(0)
        else { throw failure(.settings, "user or password is empty or has a NUL in it") }
        return Login(user: credentials.user, password: password)
    }

    private func attempt(_ login: Login?, waker: Waker) throws(TransportFailure) -> ByteStream {
        let url = try url()
        guard !waker.isRaised else { throw failure(.stopped) }
        guard let handle = CurlHandle(waker: waker) else { throw failure(.settings, "libcurl cannot start") }
        guard setProtocolOptions(of: handle, url: url), setTrustOptions(of: handle),
            login.map({ setLogin($0, of: handle) }) ?? true
        else { throw failure(.settings, "libcurl lacks an option that is needed for safety") }

        let code = handle.perform()
        guard code == CURLE_OK else {
            let reading = ConnectReading(transcript: handle.transcript, scheme: scheme)
            let (cause, detail) = reading.cause(of: code, errorText: handle.errorText)
            throw failure(cause, login.map { redacted(detail, $0) } ?? detail)
        }
        let stream = try ByteStream(handle, server: endpoint.description, waker: waker)
        // Without AUTH in the EHLO reply libcurl goes on without logging in, and says nothing.
        if login != nil, scheme == .smtp,
            !ConnectReading(transcript: stream.transcript, scheme: scheme).hasSMTPLogin
        {
            throw failure(.loginNotOffered)
        }
        return stream
    }

    private func setProtocolOptions(of handle: borrowing CurlHandle, url: String) -> Bool {
        let milliseconds = Int(timeout.milliseconds)
        return handle.set(CURLOPT_URL, url)
            && handle.set(CURLOPT_CONNECT_ONLY, 1)
            && handle.set(CURLOPT_PROTOCOLS_STR, "\(scheme.rawValue),\(scheme.rawValue)s")
            && handle.set(CURLOPT_REDIR_PROTOCOLS_STR, scheme.rawValue)
            && handle.set(CURLOPT_PROXY, "")
            && handle.set(CURLOPT_NETRC, 0)
            && handle.set(CURLOPT_NOSIGNAL, 1)
            && handle.set(CURLOPT_NOPROGRESS, 0)
            && handle.set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds)
            && handle.set(CURLOPT_TIMEOUT_MS, milliseconds)
            && handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, milliseconds / 1_000))
            && handle.set(CURLOPT_LOW_SPEED_LIMIT, 100)
            && handle.set(CURLOPT_LOW_SPEED_TIME, 60)
            && handle.set(CURLOPT_TCP_KEEPALIVE, 1)
            && handle.set(CURLOPT_TCP_KEEPIDLE, 60)
            && handle.set(CURLOPT_TCP_KEEPINTVL, 30)
            && handle.set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 0)
    }

    private func setTrustOptions(of handle: borrowing CurlHandle) -> Bool {
        let encryption = endpoint.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL
        return handle.set(CURLOPT_USE_SSL, Int(encryption.rawValue))
            && handle.set(CURLOPT_SSL_VERIFYPEER, 1)
            && handle.set(CURLOPT_SSL_VERIFYHOST, 2)
            && handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
            && endpoint.caFile.map { handle.set(CURLOPT_CAINFO, $0) } ?? true
    }

    private func setLogin(_ login: Login, of handle: borrowing CurlHandle) -> Bool {
        handle.set(CURLOPT_USERNAME, login.user)
            && handle.set(CURLOPT_PASSWORD, login.password.reveal())
            && handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
            && handle.set(CURLOPT_SASL_IR, 1)
    }

    /// The address for libcurl, of a host name in which nothing can pose as another part of a URL.
    private func url() throws(TransportFailure) -> String {
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"), UInt8(ascii: ":"):
                true
            default: false
            }
        }
        guard !endpoint.host.isEmpty, endpoint.host.utf8.allSatisfy(isPlain), path.utf8.allSatisfy(isPlain)
        else {
            throw failure(.settings, "not a host name or address: \(serverWords(endpoint.host.utf8))")
        }
        let secure = endpoint.security == .tls ? "s" : ""
        return "\(scheme.rawValue)\(secure)://\(endpoint)/\(path)"
    }

    /// Words of the server without the password, should it have repeated it.
    func redacted(_ words: String, _ login: Login) -> String {
        let plain = Array(login.password.reveal().utf8)
        guard !plain.isEmpty, Array(words.utf8).firstRange(of: plain) == nil else { return "" }
        return words
    }

    func failure(_ cause: TransportFailure.Cause, _ detail: String = "") -> TransportFailure {
        TransportFailure(cause, server: endpoint.description, detail: detail)
    }
}

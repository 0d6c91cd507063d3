import ForeignPrograms
import Foundation
import TestSupport
import Testing

@testable import TallyWeb

/// The example configurations of `deploy`, run as they are but for names, ports and certificates.
@Suite(.timeLimit(.minutes(10))) struct `Front ends` {
    private static let host = "desk.acme.example"

    /// The server behind: tells what it was asked, greets WebSockets and closes them.
    private static func withBackEnd(
        _ body: @escaping @Sendable (_ port: UInt16) throws -> Void
    ) async throws {
        var limits = HTTPLimits()
        limits.pongTime = .milliseconds(50)
        limits.bodyBytes = 64 * 1_024 * 1_024
        let proxies = TrustedProxies([try #require(IPNetwork("127.0.0.1"))])
        let configuration = HTTPServer.Configuration(
            listen: [.loopback], limits: limits, allowedHosts: .of(origins: ["https://\(host)"]),
            trustedProxies: proxies)
        let application = HTTPApplication { request in
            guard request.target.segments == ["ws"] else {
                let host = request.head.host?.description ?? ""
                return HTTPResponse(
                    text: "\(request.client) \(host) \(request.target.text) \(request.body.count)")
            }
            return WebSocketHandshake.response(
                to: request, allowedOrigins: ["https://\(Self.host)"], endpoint: GreetingEndpoint())
        }
        try await withServer(configuration: configuration, application) { server in
            try body(try #require(server.address.port))
        }
    }

    /// A port that was free a moment ago.
    private static func freePort() throws -> UInt16 {
        let nothing = HTTPApplication { _ in HTTPResponse(.ok) }
        let server = try HTTPServer(HTTPServer.Configuration(listen: [.loopback]), application: nothing)
        return try #require(server.address.port)
    }

    /// The text of an example, with each of these words put in for another, all of which must be there.
    private static func example(_ path: String, _ changes: [(String, String)]) throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../deploy/\(path)")
        var text = try String(contentsOf: file, encoding: .utf8)
        for (old, new) in changes {
            try #require(text.contains(old), "\(path) has no \(old)")
            text = text.replacingOccurrences(of: old, with: new)
        }
        return text
    }

    private static func certificate(in folder: ScratchFolder) throws {
        let answer = try ForeignProgram.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2",
                "-keyout", "\(folder.path)/key.pem", "-out", "\(folder.path)/certificate.pem", "-subj",
                "/CN=\(host)",
                "-addext", "subjectAltName=DNS:\(host)",
            ])
        try #require(answer.status == 0, "\(answer.errors)")
    }

    /// A client that is not ours, asking for the example's host at this port.
    private static func curl(_ port: UInt16, _ folder: ScratchFolder, _ words: [String]) throws -> String {
        let answer = try ForeignProgram.run(
            "/usr/bin/curl",
            [
                "--silent", "--show-error", "--max-time", "60", "--noproxy", "*", "--cacert",
                "\(folder.path)/certificate.pem", "--resolve", "\(host):\(port):127.0.0.1", "--include",
            ] + words)
        return answer.text + answer.errors
    }

    /// What every front end has to do.
    private static func check(_ port: UInt16, _ folder: ScratchFolder) throws {
        let base = "https://\(host):\(port)"
        let plain = try curl(port, folder, ["\(base)/a%2Fb?c=d"])
        #expect(plain.contains("127.0.0.1 \(host)"))
        #expect(plain.contains("/a%2Fb?c=d 0"))
        #expect(plain.lowercased().contains("strict-transport-security: max-age=31536000"))
        let forged = try curl(
            port, folder, ["-H", "X-Forwarded-For: 192.0.2.7", "-H", "Forwarded: for=192.0.2.7", "\(base)/"])
        #expect(forged.contains("127.0.0.1 \(host)"), "\(forged)")
        let upload = try folder.write("upload", [UInt8](repeating: 0x78, count: 2_000_000))
        #expect(try curl(port, folder, ["--data-binary", "@\(upload)", "\(base)/"]).contains("/ 2000000"))
        let tooLarge = try folder.write("upload", [UInt8](repeating: 0x78, count: 30_000_000))
        // nginx says 413; Caddy finds out while it passes the content on, and breaks off.
        let refusal = try curl(port, folder, ["--data-binary", "@\(tooLarge)", "\(base)/"])
        #expect(!refusal.contains(" 200"), "\(refusal.prefix(500))")
        let inside = try curl(port, folder, ["\(base)/metrics"])
        #expect(inside.contains(" 200") && inside.contains("/metrics 0"), "\(inside)")
        #expect(try curl(port, folder, ["--interface", "127.0.0.2", "\(base)/metrics"]).contains(" 403"))
        #expect(
            try curl(port, folder, ["--interface", "127.0.0.2", "\(base)/"]).contains("127.0.0.2 \(host)"))
        let webSocket = WebSocketClient.handshakeFields.dropFirst().dropLast() + ["Origin: https://\(host)"]
        let greeting = try curl(
            port, folder, ["--http1.1", "--no-buffer"] + webSocket.flatMap { ["-H", $0] } + ["\(base)/ws"])
        #expect(greeting.contains("HTTP/1.1 101 ") && greeting.contains("hello, 127.0.0.1"), "\(greeting)")
    }

    @Test(.enabled(if: Nginx.isInstalled, Comment(rawValue: Nginx.absence)))
    func `nginx with the example in front`() async throws {
        let folder = try ScratchFolder()
        try Self.certificate(in: folder)
        try await Self.withBackEnd { backEnd in
            let (secure, plain) = (try Self.freePort(), try Self.freePort())
            let example = try Self.example(
                "nginx/tally-maild.conf",
                [
                    ("server 127.0.0.1:8025;", "server 127.0.0.1:\(backEnd);"),
                    ("listen 443 ssl http2;", "listen 0.0.0.0:\(secure) ssl http2;"),
                    ("listen [::]:443 ssl http2;", ""), ("listen 80;", "listen 127.0.0.1:\(plain);"),
                    ("listen [::]:80;", ""),
                    ("/etc/letsencrypt/live/\(Self.host)/fullchain.pem", "\(folder.path)/certificate.pem"),
                    ("/etc/letsencrypt/live/\(Self.host)/privkey.pem", "\(folder.path)/key.pem"),
                    ("/var/log/nginx/tally-maild.log", "\(folder.path)/access.log"),
                ])
            let nginx = try Nginx(example, in: folder)
            try Self.check(secure, folder)
            let redirect = try Self.curl(plain, folder, ["http://\(Self.host):\(plain)/a?b"])
            #expect(redirect.contains(" 308 ") && redirect.contains("Location: https://\(Self.host)/a?b"))
            // A link that was mailed, whole and with more behind it, and what somebody looks for. Once the last
            // request is answered, those before it are in the log.
            for path in ["confirm/to-ken", "confirm-address/to-ken/", "tickets?q=to-ken", "last"] {
                _ = try Self.curl(secure, folder, ["https://\(Self.host):\(secure)/\(path)"])
            }
            let log = try String(contentsOfFile: "\(folder.path)/access.log", encoding: .utf8)
            #expect(log.contains("GET /confirm/... ") && log.contains("GET /confirm-address/... "), "\(log)")
            #expect(log.contains("GET /tickets ") && !log.contains("to-ken"), "\(log)")
            withExtendedLifetime(nginx) {}
        }
    }

    @Test(.enabled(if: Caddy.isInstalled, Comment(rawValue: Caddy.absence)))
    func `Caddy with the example in front`() async throws {
        let folder = try ScratchFolder()
        try Self.certificate(in: folder)
        try await Self.withBackEnd { backEnd in
            let secure = try Self.freePort()
            let example = try Self.example(
                "caddy/Caddyfile",
                [
                    ("127.0.0.1:8025", "127.0.0.1:\(backEnd)"),
                    ("\n\(Self.host)", "\nhttps://\(Self.host):\(secure)"),
                    (
                        "\theader Strict",
                        "\ttls \(folder.path)/certificate.pem \(folder.path)/key.pem\n\theader Strict"
                    ),
                ])
            let caddy = try Caddy(example, in: folder)
            try Self.check(secure, folder)
            withExtendedLifetime(caddy) {}
        }
    }
}

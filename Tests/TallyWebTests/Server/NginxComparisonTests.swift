import TestSupport
import Testing

@testable import TallyWeb

/// Every request that nginx refuses is refused here; some that nginx takes are refused as well.
///
/// A proxy in front and this server must never see different requests in the same octets. The stricter the one behind,
/// the fewer octets there are about which the two could differ.
@Suite(.timeLimit(.minutes(10)), .enabled(if: Nginx.isInstalled, Comment(rawValue: Nginx.absence)))
struct `As nginx or stricter` {
    /// What a server made of some octets, sent at once and followed by the end of the stream.
    private struct Outcome {
        /// The statuses of the answers, in order.
        let statuses: [Int]
        /// How many requests were served.
        var served: Int { statuses.count { $0 < 400 } }
        var refused: Bool { statuses.contains { $0 >= 400 } }
    }

    private static func outcome(_ address: ListenAddress, _ octets: [UInt8]) throws -> Outcome {
        let client = try RawClient(address)
        client.send(octets)
        client.finishSending()
        let lines = String(decoding: try client.readToEnd(), as: UTF8.self).split(separator: "\r\n")
        let statuses = lines.compactMap { line -> Int? in
            line.hasPrefix("HTTP/1.1 ") ? Int(line.dropFirst(9).prefix(3)) : nil
        }
        return Outcome(statuses: statuses)
    }

    /// Both servers answer any path with an empty 200, so that only reading the request can fail.
    private static func compare(
        _ body: @escaping @Sendable (_ ours: ListenAddress, _ nginx: ListenAddress) throws -> Void
    ) async throws {
        let folder = try ScratchFolder()
        let socket = "\(folder.path)/nginx.sock"
        let nginx = try Nginx(
            """
            lingering_timeout 1s;
            server { listen unix:\(socket); large_client_header_buffers 4 32k; location / { return 200; } }
            """,
            in: folder)
        let theirs = try #require(ListenAddress("unix:\(socket)"))
        try await withServer(HTTPApplication { _ in HTTPResponse(.ok) }) { server in
            try body(server.address, theirs)
        }
        withExtendedLifetime(nginx) {}
    }

    @Test func `what nginx refuses of the hostile requests is refused here`() async throws {
        try await Self.compare { ours, nginx in
            var stricter = 0
            for request in HostileRequest.all {
                let octets = Array(request.text.utf8)
                let outcome = try Self.outcome(ours, octets)
                #expect(outcome.served == 0, "\(request.name): \(outcome.statuses)")
                if try Self.outcome(nginx, octets).served > 0 { stricter += 1 }
            }
            // Were nginx not to serve a single one, the comparison would have missed its aim.
            #expect(stricter > 10)
        }
    }

    @Test func `requests in order are served by both`() async throws {
        try await Self.compare { ours, nginx in
            for text in Self.sound {
                let octets = Array(text.utf8)
                let (own, theirs) = (try Self.outcome(ours, octets), try Self.outcome(nginx, octets))
                #expect(own.statuses == [200], "\(text)")
                #expect(theirs.statuses == [200], "\(text)")
            }
        }
    }

    @Test func `of requests changed at random none is served that nginx refuses`() async throws {
        try await Self.compare { ours, nginx in
            var random = SeededGenerator(seed: 9_112)
            for round in 0..<3_000 {
                var octets = Array(Self.sound[round % Self.sound.count].utf8)
                for _ in 0...Int.random(in: 0...2, using: &random) { Self.change(&octets, &random) }
                let outcome = try Self.outcome(ours, octets)
                guard outcome.served > 0 else { continue }
                let theirs = try Self.outcome(nginx, octets)
                let text = String(decoding: octets, as: UTF8.self)
                #expect(
                    theirs.served >= outcome.served, "\(text.debugDescription): \(outcome), nginx \(theirs)")
            }
        }
    }

    private static let sound = [
        "GET / HTTP/1.1\r\nHost: desk.example\r\n\r\n",
        "GET /a%20b?c=d HTTP/1.1\r\nHost: desk.example:8025\r\nAccept: */*\r\nX-Empty:\r\n\r\n",
        "HEAD / HTTP/1.0\r\nHost: desk.example\r\nConnection: keep-alive\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: desk.example\r\nContent-Length: 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: desk.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: desk.example\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "a;x=y\r\n0123456789\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n",
        "GET http://desk.example/a HTTP/1.1\r\nHost: desk.example\r\n\r\n",
        "\r\nDELETE /a HTTP/1.1\r\nhost:desk.example\r\nCookie: a=b\r\nUser-Agent: x\r\n\r\n",
    ]

    /// What attackers put in: separators, ends of lines, and the names of framing fields.
    private static let insertions = [
        "\r", "\n", "\r\n", " ", "\t", "\u{0}", ":", ";", ",", "0", "1", "+", "-", "\u{7f}", "\u{b}", "#",
        "%", "..",
        "/", "\\", "\"", "Content-Length: 0\r\n", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: identity\r\n", "Host: evil.example\r\n", "HTTP/1.1", "\r\n\r\n",
        "Connection: close\r\n",
    ]

    private static func change(_ octets: inout [UInt8], _ random: inout SeededGenerator) {
        guard !octets.isEmpty else { return }
        let place = Int.random(in: 0..<octets.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: octets.remove(at: place)
        case 1: octets[place] = UInt8.random(in: 0...255, using: &random)
        case 2: octets.insert(octets[Int.random(in: 0..<octets.count, using: &random)], at: place)
        default:
            let insertion = insertions[Int.random(in: 0..<insertions.count, using: &random)]
            octets.insert(contentsOf: insertion.utf8, at: place)
        }
    }
}

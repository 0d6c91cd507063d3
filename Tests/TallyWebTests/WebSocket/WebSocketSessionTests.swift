import TestSupport
import Testing

@testable import TallyWeb

@Suite struct `RFC 6455 frames` {
    private static func actions(_ pieces: [ArraySlice<UInt8>]) -> [WebSocketSession.Action] {
        var session = WebSocketSession(limits: HTTPLimits())
        return pieces.flatMap { session.receive($0) }
    }

    @Test(arguments: WebSocketFrames.all)
    func `frames are answered by the book`(frames: WebSocketFrames) {
        var expected = frames.pongs.map { Self.sent(0x8a, Array($0.utf8)) }
        let actions = Self.actions([frames.bytes[...]])
        let texts = actions.compactMap { action -> String? in
            guard case .deliver(let text) = action else { return nil }
            return text
        }
        #expect(texts == frames.texts)
        if let code = frames.closes {
            expected.append(Self.sent(0x88, code == 1_005 ? [] : [UInt8(code >> 8), UInt8(code & 0xff)]))
        }
        let sent = actions.compactMap { action -> [UInt8]? in
            guard case .send(let frame) = action else { return nil }
            return frame
        }
        #expect(sent == expected)
        if let code = frames.closes {
            guard case .end(let end) = actions.last else {
                Issue.record("it does not end")
                return
            }
            #expect(Int(end.number) == code)
        }
    }

    private static func sent(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [first, UInt8(payload.count)] + payload
    }

    @Test(arguments: WebSocketFrames.all.filter { $0.bytes.count < 1_000 })
    func `frames read the same at every split`(frames: WebSocketFrames) {
        let whole = Self.actions([frames.bytes[...]])
        for split in frames.bytes.indices {
            #expect(Self.actions([frames.bytes[..<split], frames.bytes[split...]]) == whole)
        }
        #expect(Self.actions(frames.bytes.indices.map { frames.bytes[$0...$0] }) == whole)
    }

    @Test func `mutated frames never trap and read the same at every split`() {
        var random = SeededGenerator(seed: 0x6455)
        let seeds = WebSocketFrames.all.map { Array($0.bytes.prefix(400)) }
        let interesting: [UInt8] = [0, 1, 0x7d, 0x7e, 0x7f, 0x80, 0x81, 0x88, 0x89, 0xfd, 0xfe, 0xff]
        for _ in 0..<4_000 {
            guard let seed = seeds.randomElement(using: &random) else { continue }
            let bytes = random.mutate(seed, interesting: interesting)
            #expect(Self.actions(random.pieces(of: bytes)) == Self.actions([bytes[...]]), "\(bytes)")
        }
    }

    @Test func `after our close messages are dropped until theirs`() {
        var session = WebSocketSession(limits: HTTPLimits())
        _ = session.receive(WebSocketClient.frame(0x01, [0x61])[...])
        #expect(session.close(.goingAway) == [.send([0x88, 2, 0x03, 0xe9])])
        #expect(session.close(.normal).isEmpty)
        let late = WebSocketClient.frame(0x80, [0x62]) + WebSocketClient.frame(0x81, [0x63])
        #expect(session.receive((late + WebSocketClient.frame(0x89, []))[...]).isEmpty)
        #expect(!session.isClosed)
        #expect(session.receive(WebSocketClient.frame(0x88, [0x03, 0xe8])[...]) == [.end(.goingAway)])
        #expect(session.isClosed)
    }

    @Test(arguments: [0, 125, 126, 65_535, 65_536])
    func `a frame of ours has the shortest length`(count: Int) {
        let frame = WebSocketFrame.bytes(.text, [UInt8](repeating: 0x61, count: count))
        let extra = count < 126 ? 0 : count < 65_536 ? 2 : 8
        #expect(frame.count == 2 + extra + count)
        #expect(frame[0] == 0x81)
        #expect(Int(frame[1]) == (extra == 0 ? count : extra == 2 ? 126 : 127))
        #expect(frame[2..<2 + extra].reduce(0) { $0 << 8 | Int($1) } == (extra == 0 ? 0 : count))
    }
}

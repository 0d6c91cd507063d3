@testable import TallyWeb

/// What a reader makes of the pieces of some input.
struct Reading: Hashable {
    var events: [RequestReader.Event] = []
    var refusal: RequestRefusal?

    init(_ pieces: [ArraySlice<UInt8>], limits: HTTPLimits = HTTPLimits()) {
        var reader = RequestReader(limits: limits)
        do {
            for piece in pieces {
                reader.receive(piece)
                while let event = try reader.next() { events.append(event) }
            }
        } catch {
            refusal = error
        }
    }

    init(_ bytes: [UInt8], limits: HTTPLimits = HTTPLimits()) {
        self.init([bytes[...]], limits: limits)
    }

    init(_ text: String, limits: HTTPLimits = HTTPLimits()) {
        self.init(Array(text.utf8), limits: limits)
    }

    /// The heads read.
    var heads: [RequestHead] {
        events.compactMap { event in
            guard case .head(let head) = event else { return nil }
            return head
        }
    }

    /// The contents read, as text.
    var contents: [String] {
        events.compactMap { event in
            guard case .content(let content) = event else { return nil }
            return String(decoding: content, as: UTF8.self)
        }
    }
}

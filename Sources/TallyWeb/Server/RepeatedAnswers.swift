/// Answers that are given again to the very same request, until the desk changes and for a moment at most.
///
/// Consoles ask the same again and again, and hundreds of them do. Who sends the same octets as a head is the same client
/// with the same rights: the sign-in is a part of them. Only what a route says of itself is kept, in
/// `HTTPResponse.isRepeatable`. It belongs to the thread of the event loop.
final class RepeatedAnswers {
    /// An answer as it went out.
    struct Answer {
        let request: RequestHead
        let status: HTTPStatus
        let head: ResponseHead
        let content: [UInt8]
        fileprivate let until: ContinuousClock.Instant
    }

    /// What a request has to be asked with again to get its answer again, and how much had changed when it came.
    struct Question {
        fileprivate let head: Head
        fileprivate let changes: Int
    }

    /// The octets of a head, hashed at once rather than one after the other.
    fileprivate struct Head: Hashable {
        let octets: [UInt8]

        func hash(into hasher: inout Hasher) {
            unsafe octets.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        }
    }

    /// How late an answer may be that depends on the time, such as whether a promise is broken.
    static let lifetime = Duration.seconds(5)
    private static let longestHead = 4 * 1_024
    private static let largestContent = 256 * 1_024
    private static let mostBytes = 32 * 1_024 * 1_024

    private let changes: ChangeCount
    private var answers: [Head: Answer] = [:]
    /// How much had changed when the present answers were made.
    private var changesBefore = 0
    private var keptBytes = 0

    init(until changes: ChangeCount) {
        self.changes = changes
    }

    /// The question that some octets are, when they are one whole head without content behind it.
    ///
    /// Two heads at once look like one here; neither is ever kept under both, since `keep` is for what was read whole.
    func question(_ octets: ArraySlice<UInt8>) -> Question? {
        guard octets.count <= Self.longestHead, octets.starts(with: "GET ".utf8),
            octets.suffix(4).elementsEqual("\r\n\r\n".utf8)
        else { return nil }
        return Question(head: Head(octets: Array(octets)), changes: changes.value)
    }

    /// What was answered to the question a moment ago; nil when nothing was, or when it may be another now.
    func answer(to question: Question, at now: ContinuousClock.Instant) -> Answer? {
        guard question.changes == changesBefore, let answer = answers[question.head], now < answer.until
        else {
            return nil
        }
        return answer
    }

    /// Keeps an answer on which the connection stays open, if it is one that may be given again.
    func keep(
        _ response: HTTPResponse, _ head: ResponseHead, to question: Question, _ request: RequestHead,
        at now: ContinuousClock.Instant
    ) {
        guard response.isRepeatable, response.status == .ok, case .bytes(let content) = response.content,
            content.count <= Self.largestContent, question.changes == changes.value
        else { return }
        let size = content.count + question.head.octets.count + head.bytes.count
        if changesBefore != question.changes || keptBytes + size > Self.mostBytes {
            answers = [:]
            keptBytes = 0
            changesBefore = question.changes
        }
        if answers[question.head] == nil { keptBytes += size }
        answers[question.head] = Answer(
            request: request, status: response.status, head: head, content: content,
            until: now + Self.lifetime)
    }
}

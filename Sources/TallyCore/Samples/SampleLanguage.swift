/// What people of one language are called and what they write to a help desk.
struct SampleLanguage: Sendable {
    /// How many of a hundred people write in it.
    let share: Int
    let givenNames: [SampleName]
    let familyNames: [SampleName]
    let isFamilyNameFirst: Bool
    let greeting: String
    let closing: String
    let topics: [SampleTopic]

    static let all = [
        english, german, french, spanish, polish, turkish, russian, japanese, chinese, korean, arabic, hindi,
    ]
}

/// A name in its script, and as it stands in an address.
struct SampleName: Sendable {
    let native: String
    let ascii: String

    init(_ native: String, _ ascii: String) {
        self.native = native
        self.ascii = ascii
    }
}

/// One thing that goes wrong, and how its conversation goes.
///
/// `{app}`, `{host}`, `{room}`, `{code}` and `{n}` in the texts are filled in.
struct SampleTopic: Sendable {
    let category: String
    let tags: [String]
    let subject: String
    let request: String
    let question: String
    let answer: String
    let solution: String

    init(
        _ category: String, _ tags: [String] = [], _ subject: String, _ request: String, _ question: String,
        _ answer: String, _ solution: String
    ) {
        self.category = category
        self.tags = tags
        self.subject = subject
        self.request = request
        self.question = question
        self.answer = answer
        self.solution = solution
    }
}

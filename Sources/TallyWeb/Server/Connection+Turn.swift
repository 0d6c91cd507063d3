extension Connection {
    /// The moment at which the loop turns, how HTTP writes it, and what was answered in earlier ones.
    struct Turn {
        let now: ContinuousClock.Instant
        let date: String
        let answers: RepeatedAnswers
    }
}

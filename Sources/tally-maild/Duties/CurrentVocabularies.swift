internal import Synchronization
internal import TallyCore

/// The languages of mail in use, which SIGHUP exchanges together with the templates.
final class CurrentVocabularies: Sendable {
    private let vocabularies: Mutex<Vocabularies>

    init(_ vocabularies: Vocabularies) { self.vocabularies = Mutex(vocabularies) }

    var value: Vocabularies { vocabularies.withLock { $0 } }

    func replace(with vocabularies: Vocabularies) { self.vocabularies.withLock { $0 = vocabularies } }
}

internal import Synchronization

/// What is in use until something else is: composer and languages of mail, which SIGHUP exchanges.
final class Current<Value: Sendable>: Sendable {
    private let held: Mutex<Value>

    init(_ value: Value) { held = Mutex(value) }

    var value: Value { held.withLock { $0 } }

    func replace(with value: Value) { held.withLock { $0 = value } }
}

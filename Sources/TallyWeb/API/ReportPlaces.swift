internal import Synchronization
internal import TallyCore

/// The reports that are being made, by whom they are for: few for each, so that nobody keeps all others waiting.
final class ReportPlaces: Sendable {
    private static let placesOfOne = 2

    private let taken = Mutex<[Person.ID: Int]>([:])

    /// Takes a place; false when the person has all of theirs.
    func take(for person: Person.ID) -> Bool {
        taken.withLock { taken in
            guard taken[person, default: 0] < Self.placesOfOne else { return false }
            taken[person, default: 0] += 1
            return true
        }
    }

    /// Gives back what `take` took.
    func giveBack(for person: Person.ID) {
        taken.withLock { taken in
            let left = taken[person, default: 0] - 1
            taken[person] = left > 0 ? left : nil
        }
    }
}

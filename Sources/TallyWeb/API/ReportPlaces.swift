internal import Synchronization
internal import TallyCore

/// The reports that are being made or sent, by whom they are for: few for each.
///
/// So nobody keeps all others waiting, and slow clients keep few files on the disk.
final class ReportPlaces: Sendable {
    private static let placesOfOne = 2

    private let taken = Mutex<[Person.ID: Int]>([:])

    /// One person's place, which is free again when nothing holds it any more.
    final class Place: Sendable {
        private let places: ReportPlaces
        private let person: Person.ID

        fileprivate init(_ places: ReportPlaces, _ person: Person.ID) {
            self.places = places
            self.person = person
        }

        deinit { places.giveBack(for: person) }
    }

    /// Takes a place; nil when the person has all of theirs.
    func take(for person: Person.ID) -> Place? {
        let isFree = taken.withLock { taken in
            guard taken[person, default: 0] < Self.placesOfOne else { return false }
            taken[person, default: 0] += 1
            return true
        }
        return isFree ? Place(self, person) : nil
    }

    private func giveBack(for person: Person.ID) {
        taken.withLock { taken in
            let left = taken[person, default: 0] - 1
            taken[person] = left > 0 ? left : nil
        }
    }
}

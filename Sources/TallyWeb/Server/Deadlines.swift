/// Who has to be looked at when: a heap with one entry for each connection.
struct Deadlines<Key: Hashable> {
    private struct Entry {
        var moment: ContinuousClock.Instant
        let key: Key
    }

    private var heap: [Entry] = []
    private var positions: [Key: Int] = [:]

    /// The earliest deadline.
    var next: ContinuousClock.Instant? { heap.first?.moment }

    /// Sets the deadline of a key, earlier or later than it was.
    mutating func set(_ moment: ContinuousClock.Instant, for key: Key) {
        if let position = positions[key] {
            heap[position].moment = moment
            settle(position)
        } else {
            heap.append(Entry(moment: moment, key: key))
            positions[key] = heap.count - 1
            rise(heap.count - 1)
        }
    }

    mutating func remove(_ key: Key) {
        guard let position = positions.removeValue(forKey: key) else { return }
        let last = heap.removeLast()
        guard position < heap.count else { return }
        heap[position] = last
        positions[last.key] = position
        settle(position)
    }

    /// Takes out a key whose deadline is `now` or before; nil when there is none.
    mutating func takeDue(_ now: ContinuousClock.Instant) -> Key? {
        guard let first = heap.first, first.moment <= now else { return nil }
        remove(first.key)
        return first.key
    }

    private mutating func settle(_ position: Int) {
        rise(position)
        sink(position)
    }

    private mutating func rise(_ start: Int) {
        var position = start
        while position > 0 {
            let parent = (position - 1) / 2
            guard heap[position].moment < heap[parent].moment else { return }
            swap(position, parent)
            position = parent
        }
    }

    private mutating func sink(_ start: Int) {
        var position = start
        while true {
            var earliest = position
            for child in [2 * position + 1, 2 * position + 2] where child < heap.count {
                if heap[child].moment < heap[earliest].moment { earliest = child }
            }
            guard earliest != position else { return }
            swap(position, earliest)
            position = earliest
        }
    }

    private mutating func swap(_ left: Int, _ right: Int) {
        heap.swapAt(left, right)
        positions[heap[left].key] = left
        positions[heap[right].key] = right
    }
}

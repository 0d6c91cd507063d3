internal import TallyCore
internal import TallyCryptography

/// The file of the keys that tokens are signed with: a JSON object, readable by its owner only.
///
///     { "keys": [ { "id": 1, "key": "64 hexadecimal digits", "made": 1764000000 }, … ] }
///
/// The oldest stands first, the last one signs; `made` is when, in seconds since 1970. It may be missing in what was
/// written by hand.
enum KeyFile {
    /// More than this many are kept only while what they signed may be in force.
    private static let keptKeys = 8

    private struct Entry {
        let key: KeyRing.Key
        var made: Timestamp?
    }

    /// Reads the ring, making a first key when there is no file yet.
    static func load(_ path: String, cryptography: any Cryptography) throws(ProgramError) -> KeyRing {
        try makeFirst(path, cryptography)
        return try parse(try FileAccess.read(path, limit: 1 << 20), name: path)
    }

    private static func makeFirst(_ path: String, _ cryptography: any Cryptography) throws(ProgramError) {
        guard !FileAccess.exists(path) else { return }
        let key = KeyRing.Key(id: 1, octets: cryptography.randomBytes(32))
        // Another start may have been quicker; its file is as good.
        _ = try FileAccess.createPrivate(
            path, json(of: [Entry(key: key, made: SystemClock.now())]).prettyPrinted())
    }

    /// Adds a key, which signs from now on; the ones before verify what they signed.
    ///
    /// The oldest go when there are many, but none before its successor is as old as a reply address gets: all that the
    /// key has signed has lapsed by then, if the daemon was started again within the time.
    ///
    /// - Returns: the number of the new key.
    static func rotate(
        _ path: String, at now: Timestamp, cryptography: any Cryptography
    ) throws(ProgramError) -> UInt8 {
        try makeFirst(path, cryptography)
        var entries = try entries(try FileAccess.read(path, limit: 1 << 20), name: path)
        let used = Set(entries.map(\.key.id))
        let last = entries[entries.count - 1].key.id
        // Round the clock of 255 numbers, past those that are in use.
        let numbers = (1...255).map { UInt8((Int(last) + $0 - 1) % 255 + 1) }
        guard let id = numbers.first(where: { !used.contains($0) }) else {
            throw ProgramError(.configuration, "\(path): every number of a key is in use")
        }
        entries.append(Entry(key: KeyRing.Key(id: id, octets: cryptography.randomBytes(32)), made: now))
        // Nobody knows how old these are; they are not younger from now on.
        for index in entries.indices where entries[index].made == nil { entries[index].made = now }
        while entries.count > keptKeys, let made = entries[1].made, made + ReplyToken.lifetime < now {
            entries.removeFirst()
        }
        try FileAccess.replacePrivate(path, json(of: entries).prettyPrinted())
        return id
    }

    static func parse(_ bytes: [UInt8], name: String) throws(ProgramError) -> KeyRing {
        KeyRing(keys: try entries(bytes, name: name).map(\.key))
    }

    /// What the file holds, one key at least.
    private static func entries(_ bytes: [UInt8], name: String) throws(ProgramError) -> [Entry] {
        let json: JSON
        do throws(JSON.SyntaxError) {
            json = try JSON(parsing: bytes)
        } catch {
            throw ProgramError(.configuration, "\(name): not a file of token keys: \(error)")
        }
        let entries = (json["keys"].elements ?? []).map { entry -> Entry? in
            guard let id = entry["id"].int.flatMap({ UInt8(exactly: $0) }),
                let octets = entry["key"].text.flatMap(octets), octets.count == 32
            else { return nil }
            let made = entry["made"].int.flatMap {
                0..<1 << 40 ~= $0 ? Timestamp(unixSeconds: Int64($0)) : nil
            }
            return Entry(key: KeyRing.Key(id: id, octets: octets), made: made)
        }
        let good = entries.compactMap { $0 }
        guard !good.isEmpty, good.count == entries.count, Set(good.map(\.key.id)).count == good.count else {
            throw ProgramError(
                .configuration,
                "\(name): expected {\"keys\": [{\"id\": 1, \"key\": \"64 hexadecimal digits\"}]}, each id once"
            )
        }
        return good
    }

    private static func json(of entries: [Entry]) -> JSON {
        let keys = entries.map { entry -> JSON in
            var members = [
                JSON.Member(name: "id", value: Int(entry.key.id).json),
                JSON.Member(name: "key", value: .string(hexadecimalText(entry.key.octets))),
            ]
            if let made = entry.made {
                members.append(JSON.Member(name: "made", value: .integer(made.unixSeconds)))
            }
            return .object(members)
        }
        return ["keys": .array(keys)]
    }

    private static func octets(_ hexadecimal: String) -> [UInt8]? {
        let digits = hexadecimal.utf8.map { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
            default: nil
            }
        }
        let values = digits.compactMap { $0 }
        guard values.count == digits.count, values.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }
}

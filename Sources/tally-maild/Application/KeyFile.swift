internal import TallyCore
internal import TallyCryptography

/// The file of the keys that tokens are signed with: a JSON object, readable by its owner only.
///
///     { "keys": [ { "id": 1, "key": "64 hexadecimal digits" }, … ] }      oldest first; the last one signs
enum KeyFile {
    /// Reads the ring, making a first key when there is no file yet.
    static func load(_ path: String, cryptography: any Cryptography) throws(ProgramError) -> KeyRing {
        if !FileAccess.exists(path) {
            let key = KeyRing.Key(id: 1, octets: cryptography.randomBytes(32))
            // Another start may have been quicker; its file is as good.
            _ = try FileAccess.createPrivate(path, json(of: [key]).prettyPrinted())
        }
        return try parse(try FileAccess.read(path, limit: 1 << 20), name: path)
    }

    /// Adds a key, which signs from now on; the ones before verify what they signed until `kept` newer ones
    /// are there.
    ///
    /// - Returns: the number of the new key.
    static func rotate(
        _ path: String, keeping kept: Int, cryptography: any Cryptography
    ) throws(ProgramError) -> UInt8 {
        let ring = try load(path, cryptography: cryptography)
        let used = Set(ring.keys.map(\.id))
        let last = ring.signing.id
        // Round the clock of 255 numbers, past those that are in use.
        let numbers = (1...255).map { UInt8((Int(last) + $0 - 1) % 255 + 1) }
        guard let id = numbers.first(where: { !used.contains($0) }) else {
            throw ProgramError(.configuration, "\(path): every number of a key is in use")
        }
        let key = KeyRing.Key(id: id, octets: cryptography.randomBytes(32))
        try FileAccess.replacePrivate(path, json(of: ring.keys.suffix(kept) + [key]).prettyPrinted())
        return id
    }

    static func parse(_ bytes: [UInt8], name: String) throws(ProgramError) -> KeyRing {
        let json: JSON
        do throws(JSON.SyntaxError) {
            json = try JSON(parsing: bytes)
        } catch {
            throw ProgramError(.configuration, "\(name): not a file of token keys: \(error)")
        }
        let keys = (json["keys"].elements ?? []).map { entry -> KeyRing.Key? in
            guard let id = entry["id"].int.flatMap({ UInt8(exactly: $0) }),
                let octets = entry["key"].text.flatMap(octets), octets.count == 32
            else { return nil }
            return KeyRing.Key(id: id, octets: octets)
        }
        let good = keys.compactMap { $0 }
        guard !good.isEmpty, good.count == keys.count, Set(good.map(\.id)).count == good.count else {
            throw ProgramError(
                .configuration,
                "\(name): expected {\"keys\": [{\"id\": 1, \"key\": \"64 hexadecimal digits\"}]}, each id once"
            )
        }
        return KeyRing(keys: good)
    }

    private static func json(of keys: some Sequence<KeyRing.Key>) -> JSON {
        let entries = keys.map { key -> JSON in
            ["id": Int(key.id).json, "key": .string(hexadecimalText(key.octets))]
        }
        return ["keys": .array(entries)]
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

/// Where a password, token or key comes from.
///
/// The configuration names the place and does not read it: the core has no I/O.
package enum SecretSource: Hashable, Sendable {
    /// A file that holds nothing else; one line end behind it does not count.
    case file(path: String)
    /// An environment variable.
    case environment(name: String)
    /// Written in the configuration itself.
    case value(Secret)
    /// A credential of systemd (`systemd.exec(5)`, `LoadCredential=`).
    case credential(name: String)
}

/// How secrets are fetched from outside.
package struct SecretReading: Sendable {
    /// The bytes of a file, or in words why they cannot be had.
    package let file: @Sendable (_ path: String) -> Result<[UInt8], SecretFailure>
    package let environment: @Sendable (_ name: String) -> String?

    package init(
        file: @escaping @Sendable (_ path: String) -> Result<[UInt8], SecretFailure>,
        environment: @escaping @Sendable (_ name: String) -> String?
    ) {
        self.file = file
        self.environment = environment
    }
}

/// A secret cannot be had; says where it was looked for and what to do, never what was found.
package struct SecretFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}

extension SecretSource {
    /// The most a secret may be, in bytes; a larger file is another file by mistake.
    package static let maximumSize = 65_536

    /// Fetches the secret.
    package func secret(reading: SecretReading) throws(SecretFailure) -> Secret {
        switch self {
        case .value(let secret):
            return secret
        case .environment(let name):
            guard let text = reading.environment(name), !text.isEmpty else {
                throw SecretFailure("the environment variable \(name) is not set; set it for the daemon")
            }
            return Secret(text)
        case .credential(let name):
            guard let folder = reading.environment("CREDENTIALS_DIRECTORY"), !folder.isEmpty else {
                throw SecretFailure(
                    "there are no systemd credentials: the unit needs LoadCredential=\(name):…, and a shell "
                        + "CREDENTIALS_DIRECTORY, the folder with the file \(name)")
            }
            return try Self.secret(inFile: "\(folder)/\(name)", reading: reading)
        case .file(let path):
            return try Self.secret(inFile: path, reading: reading)
        }
    }

    private static func secret(
        inFile path: String, reading: SecretReading
    ) throws(SecretFailure) -> Secret {
        var bytes = try reading.file(path).get()
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard !bytes.isEmpty else { throw SecretFailure("\(path) is empty; write the secret into it") }
        guard bytes.count <= maximumSize else {
            throw SecretFailure("\(path) is larger than \(maximumSize) bytes; is it the right file?")
        }
        guard firstInvalidUTF8(in: bytes) == nil else {
            throw SecretFailure("\(path) is not UTF-8 text; is it the right file?")
        }
        return Secret(String(decoding: bytes, as: UTF8.self))
    }
}

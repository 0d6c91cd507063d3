internal import MailParsing
internal import TallyCore
internal import TallyCryptography
internal import TallyDocuments
internal import TallyStore

/// What the daemon and the command line share: the configuration and everything made from it that talks to
/// nobody.
struct Installation: Sendable {
    let configuration: Configuration
    let environment: Environment
    let cryptography: SodiumCryptography
    let keys: KeyRing
    let settings: DeskSettings
    let store: SQLiteStore
    /// The languages of mail, exchanged when templates are read anew.
    let vocabularies: Current<Vocabularies>

    var mint: TokenMint { TokenMint(keys: keys, cryptography: cryptography) }

    /// Reads the configuration, makes the data directory and the keys when they are missing, opens the
    /// database.
    static func open(_ file: String, environment: Environment) throws(ProgramError) -> Installation {
        let configuration = try configuration(file)
        let cryptography = SodiumCryptography()
        try FileAccess.makeDirectory(configuration.dataDirectory)
        let keys = try keys(configuration, environment: environment, cryptography: cryptography)
        var settings = try deskSettings(configuration)
        // What is wrong with the templates is told by who needs them; mail queued meanwhile is in English.
        let templates = try? Self.templates(in: try Self.templatesDirectory(configuration))
        let vocabularies = Current(templates?.vocabularies ?? Vocabularies())
        settings.vocabularies = { vocabularies.value }
        let path =
            switch configuration.database {
            case .sqlite(let path): path
            }
        let store: SQLiteStore
        do throws(StoreFailure) {
            store = try SQLiteStore(
                path: path, contentDirectory: configuration.dataDirectory + "/content",
                cryptography: cryptography,
                clock: SystemClock.now)
        } catch {
            throw ProgramError(
                error.isTransient ? .tryAgainLater : .configuration,
                "\(path): the database cannot be opened: \(error.description)")
        }
        return Installation(
            configuration: configuration, environment: environment, cryptography: cryptography, keys: keys,
            settings: settings, store: store, vocabularies: vocabularies)
    }

    /// The configuration; every problem of it at once when it has any.
    static func configuration(_ file: String) throws(ProgramError) -> Configuration {
        let bytes = try FileAccess.read(file, limit: 1 << 20)
        do throws(ConfigurationProblems) {
            return try Configuration.read(bytes, fileName: file)
        } catch {
            throw ProgramError(.configuration, error.description)
        }
    }

    /// How secrets named in the configuration are read.
    static func secretReading(_ environment: Environment) -> SecretReading {
        SecretReading(
            file: { path in
                do throws(ProgramError) {
                    return .success(try FileAccess.read(path, limit: SecretSource.maximumSize + 2))
                } catch {
                    return .failure(SecretFailure(error.message))
                }
            },
            environment: { environment[$0] })
    }

    private static func keys(
        _ configuration: Configuration, environment: Environment, cryptography: SodiumCryptography
    ) throws(ProgramError) -> KeyRing {
        if case .file(let path) = configuration.tokenKeys {
            return try KeyFile.load(path, cryptography: cryptography)
        }
        do throws(SecretFailure) {
            let secret = try configuration.tokenKeys.secret(reading: secretReading(environment))
            return try parsedKeys(secret)
        } catch {
            throw ProgramError(.configuration, "secrets.tokenKeys: \(error.description)")
        }
    }

    private static func parsedKeys(_ secret: Secret) throws(SecretFailure) -> KeyRing {
        do throws(ProgramError) {
            return try KeyFile.parse(Array(secret.reveal().utf8), name: "secrets.tokenKeys")
        } catch {
            throw SecretFailure(error.message)
        }
    }

    // MARK: The desk's settings

    static func deskSettings(_ configuration: Configuration) throws(ProgramError) -> DeskSettings {
        var settings = try DeskSettings(configuration) { name, setting throws(ProgramError) in
            try zone(named: name, of: setting)
        }
        let zones = KnownZones()
        settings.zoneRules = { [read = settings.zoneRules] name in zones.rules(of: name, read: read) }
        return settings
    }

    private static func zone(named name: String, of setting: String) throws(ProgramError) -> ZoneRules {
        if name == "UTC" || name == "Etc/UTC" { return .utc }
        guard ZoneRules.isZoneName(name) else {
            throw ProgramError(.configuration, "\(setting): \(name) is no name of a time zone")
        }
        let bytes: [UInt8]
        do throws(ProgramError) {
            bytes = try FileAccess.read("/usr/share/zoneinfo/\(name)", limit: 1 << 20)
        } catch {
            throw ProgramError(
                .configuration,
                "\(setting): this system does not know \(name); install tzdata or write another (\(error.message))"
            )
        }
        do {
            return try ZoneRules(tzif: bytes)
        } catch {
            throw ProgramError(.configuration, "\(setting): the rules of \(name) are unreadable: \(error)")
        }
    }

    // MARK: Templates

    /// The folder that holds `mail/` and `console/`.
    static func templatesDirectory(_ configuration: Configuration) throws(ProgramError) -> String {
        if let folder = configuration.templates {
            guard FileAccess.isDirectory(folder + "/mail") else {
                throw ProgramError(.configuration, "templates: there is no folder \(folder)/mail")
            }
            return folder
        }
        let program = RunningProgram.path
        let folder = program.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(program[..<$0]) } ?? "."
        let places = [
            "\(folder)/templates", "\(folder)/../share/tally-maild/templates",
            // Beside the sources, where the program was built.
            "\(folder)/../../../templates", "\(folder)/../../templates",
        ]
        guard let found = places.first(where: { FileAccess.isDirectory($0 + "/mail") }) else {
            throw ProgramError(
                .configuration,
                "templates: not found beside the program; name their folder in the configuration")
        }
        return found
    }

    /// What makes outgoing mail, with the templates as they are now; new mail takes their words from here on.
    func composer(_ folder: String) throws(ProgramError) -> MailComposer {
        let templates = try Self.templates(in: folder)
        vocabularies.replace(with: templates.vocabularies)
        return MailComposer(
            templates: templates, ticketPrefix: settings.ticketPrefix, loopMark: mint.loopMark)
    }

    static func templates(in folder: String) throws(ProgramError) -> TemplateSet {
        let set = TemplateSet(
            files: try FileAccess.filesBelow(folder + "/mail"), kinds: MailKind.allCases.map(\.rawValue),
            names: MailNames.ofEachKind)
        guard set.problems.isEmpty else {
            throw ProgramError(
                .configuration, set.problems.map { "\(folder)/mail/\($0)" }.joined(separator: "\n"))
        }
        return set
    }
}

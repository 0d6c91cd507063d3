// swift-tools-version: 6.3
import PackageDescription

/// What every Swift target is compiled with.
///
/// One list, so that no target drifts.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("InferIsolatedConformances"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(), .treatAllWarnings(as: .error),
]

/// Debug builds of our modules are optimised, with their assertions: unoptimised loops over octets take the tests ten
/// times as long.
///
/// `TALLY_DEBUGGER=1 swift build` leaves it out, for stepping through them. Nobody depends on this package, so the
/// flags are safe here.
let brisk: [SwiftSetting] =
    Context.environment["TALLY_DEBUGGER"] == nil
    ? [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))] : []

/// A library module; its test target has the same name with `Tests` behind it.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict + brisk)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// - Parameter data: files and folders of the target that are read at run time and not compiled.
func tests(_ name: String, _ dependencies: [Target.Dependency], data: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: data, swiftSettings: strict)
}

let package = Package(
    name: "tally-maild",
    products: [
        .executable(name: "tally-maild", targets: ["tally-maild"]),
        .executable(name: "tally-report", targets: ["tally-report"]),
    ],
    dependencies: [],
    targets: [
        // Debian's C libraries: a module map and a shim header each, no logic.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CSpawn"),
        .systemLibrary(name: "CMalloc"),

        module("MailParsing", []),
        module("TallyCore", ["MailParsing", "CMalloc"]),
        module("TallyCryptography", ["TallyCore", "CSodium"]),
        module("TallyStore", ["TallyCore", "CSQLite"]),
        module("MailTransport", ["TallyCore", "MailParsing", "CCurl"]),
        module("TallyWeb", ["TallyCore", "CLinux", "CZlib"]),
        module("TallyDocuments", ["TallyCore", "CSpawn"]),
        program("tally-report", ["TallyCore", "CPango"]),
        program(
            "tally-maild",
            [
                "MailParsing", "TallyCore", "TallyCryptography", "TallyStore", "MailTransport", "TallyWeb",
                "TallyDocuments",
            ]),
        // What `make bench` measures the reading of mail and the desk with; it is not installed.
        program("tally-benchmark", ["MailParsing", "TallyCore", "TallyCryptography", "TallyStore"]),

        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict + brisk),
        .target(name: "ForeignPrograms", path: "Tests/ForeignPrograms", swiftSettings: strict),
        .target(
            name: "ScenarioLanguage", dependencies: ["MailParsing", "TestSupport"],
            path: "Tests/ScenarioLanguage", swiftSettings: strict),
        tests(
            "MailParsingTests", ["MailParsing", "ForeignPrograms", "TestSupport"],
            data: ["Corpus", "Readers"]),
        tests(
            "TallyCoreTests", ["TallyCore", "MailParsing", "TallyCryptography", "TestSupport"],
            data: ["JSON/json5-tests", "Templates/mustache-spec", "Time/zoneinfo"]),
        tests("TallyCryptographyTests", ["TallyCryptography", "TallyCore"]),
        tests(
            "TallyStoreTests",
            [
                "TallyStore", "TallyCore", "TallyCryptography", "MailParsing", "ForeignPrograms",
                "ScenarioLanguage", "TestSupport",
            ],
            data: ["mail-goldens"]),
        tests("MailTransportTests", ["MailTransport", "TallyCore", "MailParsing"]),
        tests(
            "TallyWebTests",
            [
                "TallyWeb", "TallyCore", "TallyStore", "TallyCryptography", "MailParsing", "ForeignPrograms",
                "TestSupport",
            ]),
        tests(
            "TallyDocumentsTests",
            ["TallyDocuments", "TallyCore", "tally-report", "ForeignPrograms", "TestSupport"]),
        tests("TidyTests", ["ForeignPrograms"]),
        tests(
            "EndToEndTests", ["MailParsing", "TallyCore", "ScenarioLanguage"],
            data: ["Console/page-checks.js"]),
    ],
    swiftLanguageModes: [.v6]
)

import ForeignPrograms
import Foundation
import TestSupport

/// A real Caddy with a configuration of the test's, from Debian's package; it ends with the object.
final class Caddy {
    static let program = "/usr/bin/caddy"
    static let absence = "Caddy is not installed: make deps"
    static var isInstalled: Bool { ForeignProgram.isInstalled(program) }

    private let environment: [String: String]
    private let administration: String

    /// Starts it; it serves when this returns.
    ///
    /// - Parameter sites: the Caddyfile behind its global options.
    init(_ sites: String, in folder: ScratchFolder) throws {
        administration = "unix/\(folder.path)/caddy.sock"
        environment = ["HOME": folder.path, "XDG_DATA_HOME": folder.path, "XDG_CONFIG_HOME": folder.path]
        let options =
            "{\n\tadmin \(administration)\n\tauto_https disable_redirects\n\tskip_install_trust\n}\n"
        let configuration = try folder.write("Caddyfile", Array((options + sites).utf8))
        try ForeignProgram.launch(
            Self.program, ["start", "--config", configuration, "--adapter", "caddyfile"],
            environment: environment)
    }

    deinit {
        do {
            try ForeignProgram.launch(
                Self.program, ["stop", "--address", administration], environment: environment)
        } catch {
            // It has ended by itself, which the test has noticed.
        }
    }
}

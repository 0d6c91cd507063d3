import ForeignPrograms
import Foundation
import TestSupport

/// A real nginx with a configuration of the test's, from Debian's package; it ends with the object.
final class Nginx {
    static let program = "/usr/sbin/nginx"
    static let absence = "nginx is not installed: make deps"
    static var isInstalled: Bool { ForeignProgram.isInstalled(program) }

    private let folder: ScratchFolder
    private let configuration: String

    /// Starts it; it listens when this returns, since it opens its sockets before it goes to the background.
    ///
    /// - Parameter http: what stands in the block `http`.
    init(_ http: String, in folder: ScratchFolder) throws {
        self.folder = folder
        let text = """
            user \(NSUserName());
            worker_processes 1;
            pid \(folder.path)/nginx.pid;
            error_log \(folder.path)/nginx.log crit;
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path \(folder.path)/body;
                proxy_temp_path \(folder.path)/proxy;
                fastcgi_temp_path \(folder.path)/fastcgi;
                uwsgi_temp_path \(folder.path)/uwsgi;
                scgi_temp_path \(folder.path)/scgi;
                \(http)
            }
            """
        configuration = try folder.write("nginx.conf", Array(text.utf8))
        try ForeignProgram.launch(Self.program, ["-p", folder.path, "-e", "stderr", "-c", configuration])
    }

    deinit {
        do {
            let process = try String(contentsOfFile: "\(folder.path)/nginx.pid", encoding: .utf8)
            try ForeignProgram.launch(
                Self.program, ["-p", folder.path, "-e", "stderr", "-c", configuration, "-s", "stop"])
            // Its folder is removed next, and it must not be writing there. How soon init buries it is of no interest.
            let status = "/proc/\(process.prefix { $0.isNumber })/status"
            _ = try ForeignProgram.run(
                "/bin/sh", ["-c", "while grep -qs '^State:.[^XZ]' \(status); do sleep 0.02; done"])
        } catch {
            // It has ended by itself, which the test has noticed.
        }
    }
}

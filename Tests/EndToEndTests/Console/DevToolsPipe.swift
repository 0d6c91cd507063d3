import Foundation
import Glibc

/// Headless Chromium as a child process, spoken to over its DevTools pipe.
///
/// Messages are JSON with a zero octet behind each: commands on its descriptor 3, answers and events on 4.
/// The browser ends by itself when the pipe closes, so that a killed test leaves none behind.
final class DevToolsPipe {
    private static let program = "/usr/bin/chromium"
    /// No message takes this long on the busiest machine; it guards against a browser that hangs.
    private static let patience = Duration.seconds(60)

    private let process: pid_t
    private let commands: Int32
    private let messages: Int32
    private let profile: URL
    private var received: [UInt8] = []
    /// Where the search for the end of the next message goes on.
    private var searched = 0

    /// - Parameter arguments: beside those that every test needs.
    init(arguments: [String] = []) throws {
        profile = FileManager.default.temporaryDirectory.appending(path: "chromium-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
        let (theirCommands, ourCommands) = try Self.pipe()
        let (ourMessages, theirMessages) = try Self.pipe()
        defer {
            close(theirCommands)
            close(theirMessages)
        }
        let words =
            [
                Self.program, "--headless", "--remote-debugging-pipe", "--user-data-dir=\(profile.path)",
                // The tests run as root, where its own sandbox does not start; the pages are ours.
                "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-extensions", "--disable-default-apps", "--mute-audio", "--hide-scrollbars",
                "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
                "--disable-backgrounding-occluded-windows", "--lang=en-US",
            ] + arguments
        process = try Self.spawn(words, reading: theirCommands, writing: theirMessages, log: profile)
        commands = ourCommands
        messages = ourMessages
    }

    deinit {
        close(commands)
        close(messages)
        var status: Int32 = 0
        Glibc.kill(-process, SIGKILL)
        unsafe waitpid(process, &status, 0)
        Program.removeWhatever(profile)
    }

    func send(_ message: [UInt8]) throws {
        var rest = (message + [0])[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(commands, $0.baseAddress, $0.count) }
            guard count > 0 else {
                throw Program.Failure(description: "Chromium takes no commands: \(errno)")
            }
            rest = rest.dropFirst(count)
        }
    }

    /// The next message, or nil when none came in time.
    func receive(within limit: Duration? = nil) throws -> [UInt8]? {
        while true {
            if let end = received[searched...].firstIndex(of: 0) {
                let message = Array(received[..<end])
                received.removeSubrange(...end)
                searched = 0
                return message
            }
            searched = received.count
            var waiting = pollfd(fd: messages, events: Int16(POLLIN), revents: 0)
            let milliseconds = Int32((limit ?? Self.patience) / .milliseconds(1))
            guard unsafe poll(&waiting, 1, milliseconds) > 0 else {
                if limit != nil { return nil }
                throw NotInTime(description: "an answer of Chromium, not within \(Self.patience)")
            }
            var buffer = [UInt8](repeating: 0, count: 1 << 18)
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe read(messages, $0.baseAddress, $0.count)
            }
            guard count > 0 else { throw Program.Failure(description: "Chromium has ended\n\(log())") }
            received += buffer[..<count]
        }
    }

    private func log() -> String {
        // Only for the words of a failure that is reported in any case.
        let text = try? String(contentsOf: profile.appending(path: "errors.log"), encoding: .utf8)
        return String((text ?? "").suffix(2_000))
    }

    /// A pipe above the numbers that the browser's ends are given.
    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var low: [Int32] = [0, 0]
        guard unsafe Glibc.pipe(&low) == 0 else {
            throw Program.Failure(description: "pipe: \(errno)")
        }
        let high = low.map { fcntl($0, F_DUPFD_CLOEXEC, 20) }
        for descriptor in low { close(descriptor) }
        return (high[0], high[1])
    }

    private static func spawn(
        _ words: [String], reading: Int32, writing: Int32, log: URL
    ) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        let errors = log.appending(path: "errors.log").path
        unsafe posix_spawn_file_actions_addopen(&actions, 1, errors, O_WRONLY | O_CREAT, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        unsafe posix_spawn_file_actions_adddup2(&actions, reading, 3)
        unsafe posix_spawn_file_actions_adddup2(&actions, writing, 4)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // The threads that run tests block every signal; and the browser is a group, which ends as one.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        var argv = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe argv.indices { unsafe free(argv[index]) } }
        var process = pid_t()
        let code = unsafe posix_spawn(&process, words[0], &actions, &attributes, &argv, environ)
        guard code == 0 else {
            throw Program.Failure(description: "\(words[0]): \(unsafe String(cString: strerror(code)))")
        }
        return process
    }
}

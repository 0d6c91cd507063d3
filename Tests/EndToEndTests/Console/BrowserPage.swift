import Foundation
import TallyCore

/// One tab, and all it did that a test may want to know.
final class BrowserPage {
    /// How long a page may take for anything; long, since it only guards against what never comes.
    static let patience = Duration.seconds(40)
    /// What a script that should not run calls; it is known to every frame.
    static let alarm = "tallyAlarm"

    let context: JSON
    private let browser: Browser
    private let session: String
    private let target: JSON

    /// What the console of the browser complains of: errors, warnings, breaches of the page's policy.
    private(set) var complaints: [String] = []
    /// The addresses that were asked for, of all frames.
    private(set) var requests: [String] = []
    /// Signs of foreign script: calls of the alarm, dialogs.
    private(set) var scriptSigns: [String] = []

    init(browser: Browser, session: String, context: JSON, target: JSON) {
        self.browser = browser
        self.session = session
        self.context = context
        self.target = target
    }

    /// Listens to everything, and puts the alarm into every document to come.
    func begin() throws {
        try call("Page.enable")
        try watch(session)
        try call("DOM.enable")
    }

    /// Listens to a frame that got a process of its own, which waits until then.
    func beginFrame(session: String) throws {
        try watch(session)
        try browser.tell("Runtime.runIfWaitingForDebugger", session: session)
    }

    private func watch(_ session: String) throws {
        for domain in ["Runtime", "Log", "Network", "Audits"] {
            try browser.tell("\(domain).enable", session: session)
        }
        try browser.tell("Runtime.addBinding", ["name": .string(Self.alarm)], session: session)
        let attach: JSON = ["autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true]
        try browser.tell("Target.setAutoAttach", attach, session: session)
    }

    /// Takes in an event.
    func note(_ method: String, _ event: JSON, session: String) throws {
        switch method {
        case "Runtime.consoleAPICalled":
            guard ["error", "warning", "assert"].contains(event["type"].text ?? "") else { return }
            let words = (event["args"].elements ?? []).map {
                $0["value"].text ?? $0["description"].text ?? ""
            }
            complaints.append("console: \(words.joined(separator: " "))")
        case "Runtime.exceptionThrown":
            let details = event["exceptionDetails"]
            let text = details["exception"]["description"].text ?? details["text"].text ?? ""
            complaints.append("exception: \(text)")
        case "Log.entryAdded":
            guard ["error", "warning"].contains(event["entry"]["level"].text ?? "") else { return }
            complaints.append("log: \(event["entry"]["text"].text ?? "") \(event["entry"]["url"].text ?? "")")
        case "Audits.issueAdded":
            let code = event["issue"]["code"].text ?? ""
            if code.hasPrefix("ContentSecurityPolicy") {
                let details = String(decoding: event["issue"]["details"].serialized(), as: UTF8.self)
                complaints.append("policy: \(details)")
            }
        case "Page.javascriptDialogOpening":
            scriptSigns.append("dialog: \(event["message"].text ?? "")")
            try browser.tell("Page.handleJavaScriptDialog", ["accept": false], session: session)
        case "Runtime.bindingCalled":
            scriptSigns.append("alarm: \(event["payload"].text ?? "")")
        case "Network.requestWillBeSent":
            requests.append(event["request"]["url"].text ?? "")
        default: return  // A browser tells much more than these tests ask.
        }
    }

    /// What was complained of since the last call.
    func newComplaints() throws -> [String] {
        try browser.catchUp()
        defer { complaints = [] }
        return complaints
    }

    // MARK: Doing

    @discardableResult
    func call(_ method: String, _ parameters: JSON = [:]) throws -> JSON {
        try browser.call(method, parameters, session: session)
    }

    func close() throws { try browser.close(self) }

    /// Loads an address anew, even when it differs from the present one behind `#` only.
    func load(_ address: String) throws {
        try call("Page.navigate", ["url": "about:blank"])
        try call("Page.navigate", ["url": .string(address)])
    }

    /// The value of an expression; a promise is waited for.
    @discardableResult
    func evaluate(_ expression: String) throws -> JSON {
        let answer = try call(
            "Runtime.evaluate",
            ["expression": .string(expression), "returnByValue": true, "awaitPromise": true])
        if case .object = answer["exceptionDetails"] {
            let details = answer["exceptionDetails"]
            let text = details["exception"]["description"].text ?? details["text"].text ?? ""
            throw DevToolsError(method: expression, message: text)
        }
        return answer["result"]["value"]
    }

    /// Waits in the page, frame by frame, until an expression is true.
    func wait(_ what: String, until expression: String) throws {
        let script = """
            new Promise((done) => {
              const end = performance.now() + \(Self.patience / .milliseconds(1));
              const look = () => {
                let isSo = false;
                try { isSo = Boolean(\(expression)); } catch {}
                if (isSo || performance.now() > end) done(isSo);
                else setTimeout(look, 10);
              };
              look();
            })
            """
        let clock = ContinuousClock()
        let end = clock.now + Self.patience
        while clock.now < end {
            do {
                if try evaluate(script).flag == true { return }
            } catch let error as DevToolsError where Self.isNavigation(error) {
                continue  // The document was replaced by the next, which is to be asked.
            }
        }
        let shown = try evaluate("location.hash + ' ' + document.body.innerText").text ?? ""
        let words =
            "\(what), not within \(Self.patience); the page shows: \(shown.prefix(1_500)); \(complaints)"
        throw NotInTime(description: words)
    }

    private static func isNavigation(_ error: DevToolsError) -> Bool {
        ["context was destroyed", "navigated", "Cannot find"].contains { error.message.contains($0) }
    }

    /// Presses with the mouse in the middle of the first element that fits.
    func click(_ selector: String, shift: Bool = false) throws {
        let quoted = Self.quoted(selector)
        try wait("\(selector) to press", until: "document.querySelector(\(quoted))")
        let script = """
            (() => {
              const element = document.querySelector(\(quoted));
              element.scrollIntoView({ block: "center", behavior: "instant" });
              const box = element.getBoundingClientRect();
              return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round);
            })()
            """
        let place = try evaluate(script).elements ?? []
        guard place.count == 2 else { throw Program.Failure(description: "no place of \(selector)") }
        for type in ["mousePressed", "mouseReleased"] {
            try call(
                "Input.dispatchMouseEvent",
                [
                    "type": .string(type), "x": place[0], "y": place[1], "button": "left", "clickCount": 1,
                    "modifiers": (shift ? 8 : 0).json,
                ])
        }
    }

    /// Writes where the caret is.
    func write(_ text: String) throws { try call("Input.insertText", ["text": .string(text)]) }

    /// Writes into a field that is empty.
    func fill(_ selector: String, _ text: String) throws {
        try wait("the field \(selector)", until: "document.querySelector(\(Self.quoted(selector)))")
        try evaluate("document.querySelector(\(Self.quoted(selector))).focus()")
        try write(text)
    }

    /// Presses a key, by its name: "Tab", "Enter", "c".
    func press(_ key: String, shift: Bool = false, control: Bool = false) throws {
        let codes = ["Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "ArrowDown": 40, "ArrowRight": 39]
        let code = codes[key] ?? Int(key.uppercased().utf8.first ?? 0)
        let modifiers = (shift ? 8 : 0) + (control ? 2 : 0)
        let event: [JSON.Member] = [
            .init(name: "key", value: .string(key)), .init(name: "modifiers", value: modifiers.json),
            .init(name: "windowsVirtualKeyCode", value: code.json),
        ]
        let text = key == "Enter" ? "\r" : key
        for type in ["keyDown", "keyUp"] {
            var members = event + [.init(name: "type", value: .string(type))]
            if type == "keyDown", text.utf8.count == 1, !control {
                members.append(.init(name: "text", value: .string(text)))
            }
            try call("Input.dispatchKeyEvent", .object(members))
        }
    }

    // MARK: Looking

    /// What the reader's device is like.
    func become(width: Int, height: Int, isDark: Bool, reducesMotion: Bool = true) throws {
        try call(
            "Emulation.setDeviceMetricsOverride",
            ["width": width.json, "height": height.json, "deviceScaleFactor": 1, "mobile": false])
        let features: JSON = [
            ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"],
            ["name": "prefers-reduced-motion", "value": reducesMotion ? "reduce" : "no-preference"],
        ]
        try call("Emulation.setEmulatedMedia", ["features": features])
    }

    /// A picture of what is in sight, as JPEG.
    func picture() throws -> Data {
        let answer = try call("Page.captureScreenshot", ["format": "jpeg", "quality": 75])
        return Data(base64Encoded: answer["data"].text ?? "") ?? Data()
    }

    /// A text as a literal of JavaScript.
    static func quoted(_ text: String) -> String {
        String(decoding: JSON.string(text).serialized(), as: UTF8.self)
    }
}

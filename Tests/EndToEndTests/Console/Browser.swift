import Foundation
import TallyCore

/// A browser with any number of people in front of it, each with storage of their own.
final class Browser {
    private let pipe: DevToolsPipe
    private var lastID = 0
    private var answers: [Int: JSON] = [:]
    /// Commands whose answer nobody waits for.
    private var unwatched: Set<Int> = []
    /// By session; the frames of a page that have a process of their own are sessions of the page too.
    private var pages: [String: WeakPage] = [:]

    private struct WeakPage {
        weak var page: BrowserPage?
    }

    init(arguments: [String] = []) throws {
        pipe = try DevToolsPipe(arguments: arguments)
    }

    /// A blank page of somebody who was never here before.
    func newPage() throws -> BrowserPage {
        let context = try call("Target.createBrowserContext")["browserContextId"]
        let target = try call(
            "Target.createTarget", ["url": "about:blank", "browserContextId": context])["targetId"]
        let session = try call("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"]
        guard let name = session.text else { throw Program.Failure(description: "no session") }
        let page = BrowserPage(browser: self, session: name, context: context, target: target)
        pages[name] = WeakPage(page: page)
        try page.begin()
        return page
    }

    /// Runs a command and returns what it answers.
    @discardableResult
    func call(_ method: String, _ parameters: JSON = [:], session: String? = nil) throws -> JSON {
        let id = try write(method, parameters, session: session)
        while answers[id] == nil { try receive() }
        let answer = answers.removeValue(forKey: id) ?? nil
        if case .object = answer["error"] {
            throw DevToolsError(method: method, message: answer["error"]["message"].text ?? "")
        }
        return answer["result"]
    }

    /// Runs a command without waiting for its answer.
    func tell(_ method: String, _ parameters: JSON = [:], session: String?) throws {
        unwatched.insert(try write(method, parameters, session: session))
    }

    /// Closes a page and forgets what was stored for it.
    func close(_ page: BrowserPage) throws {
        try tell("Target.disposeBrowserContext", ["browserContextId": page.context], session: nil)
        pages = pages.filter { $0.value.page !== page }
    }

    /// Takes in what has been reported until now.
    func catchUp() throws {
        // Events come in order with answers: whatever happened before the question is here with its answer.
        try call("Browser.getVersion")
    }

    private func write(_ method: String, _ parameters: JSON, session: String?) throws -> Int {
        lastID += 1
        var message: [JSON.Member] = [
            .init(name: "id", value: .integer(Int64(lastID))), .init(name: "method", value: .string(method)),
            .init(name: "params", value: parameters),
        ]
        if let session { message.append(.init(name: "sessionId", value: .string(session))) }
        try pipe.send(JSON.object(message).serialized())
        return lastID
    }

    private func receive() throws {
        guard let bytes = try pipe.receive() else { return }
        let message = try JSON(parsing: bytes)
        if let id = message["id"].int {
            if unwatched.remove(id) == nil { answers[id] = message }
            return
        }
        guard let session = message["sessionId"].text, let page = pages[session]?.page else { return }
        let method = message["method"].text ?? ""
        if method == "Target.attachedToTarget", let child = message["params"]["sessionId"].text {
            pages[child] = WeakPage(page: page)
            try page.beginFrame(session: child)
        } else {
            try page.note(method, message["params"], session: session)
        }
    }
}

/// A refusal of the browser.
struct DevToolsError: Error, CustomStringConvertible {
    let method: String
    let message: String

    var description: String { "\(method): \(message)" }
}

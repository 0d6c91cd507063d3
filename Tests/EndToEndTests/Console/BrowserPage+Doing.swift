import Foundation
import TallyCore

// What people do beside pressing and writing, and what happens to a page by its network.
extension BrowserPage {
    /// Chooses in a list of values.
    func choose(_ selector: String, _ value: String) throws {
        let quoted = Self.quoted(selector)
        try wait("\(selector) to choose from", until: "document.querySelector(\(quoted))?.disabled === false")
        try evaluate(
            """
            (() => {
              const list = document.querySelector(\(quoted));
              list.focus();
              list.value = \(Self.quoted(value));
              list.dispatchEvent(new Event("change", { bubbles: true }));
            })()
            """)
    }

    /// Chooses files in a field for them.
    func attach(_ files: [URL], to selector: String) throws {
        let quoted = Self.quoted(selector)
        try wait("\(selector) for files", until: "document.querySelector(\(quoted))")
        let found = try call(
            "Runtime.evaluate", ["expression": .string("document.querySelector(\(quoted))")])
        let paths = files.map { JSON.string($0.path) }
        try call(
            "DOM.setFileInputFiles",
            ["files": .array(paths), "objectId": found["result"]["objectId"]])
    }

    /// Waits until a button with these words can be pressed, and presses it.
    func pressButton(_ words: String, in place: String = "body") throws {
        let button = """
            [...document.querySelectorAll('\(place) button')]
              .find((one) => one.checkVisibility() && !one.disabled && one.textContent.trim() === \(Self.quoted(words)))
            """
        try wait("the button “\(words)”", until: button)
        try evaluate("\(button).click(); void 0")
    }

    /// Waits for words in a part of the page.
    func waitForWords(_ words: String, in place: String) throws {
        try wait(
            "“\(words)” in \(place)",
            until: "document.querySelector('\(place)')?.innerText.includes(\(Self.quoted(words)))")
    }

    /// The words of the first element that fits, as they are shown.
    func words(of selector: String) throws -> String {
        try evaluate("document.querySelector(\(Self.quoted(selector)))?.innerText ?? ''").text ?? ""
    }

    /// Lets words in the corner stay until they are put away, as for somebody who points at them.
    func holdToasts() throws {
        try evaluate(
            """
            new MutationObserver(() => {
              for (const one of document.querySelectorAll(".toast")) one.dispatchEvent(new Event("pointerenter"));
            }).observe(document.getElementById("toasts"), { childList: true });
            """)
    }

    func waitUntilLive() throws {
        try wait("the live connection", until: "document.querySelector('.connection[data-state=live]')")
    }

    /// Does something while the API does not answer what fits, and then lets it.
    func withoutAnswers(of path: String, _ body: () throws -> Void) throws {
        try call("Fetch.enable", ["patterns": [["urlPattern": .string("*/api/v1/\(path)*")]]])
        do {
            try body()
        } catch {
            try call("Fetch.disable")
            throw error
        }
        try call("Fetch.disable")
    }

    /// Does something while requests for what fits do not get through.
    func cutOff(from path: String, _ body: () throws -> Void) throws {
        let set = { (patterns: [JSON]) in
            _ = try self.call("Network.setBlockedURLs", ["urls": .array(patterns)])
        }
        try set([.string("*/api/v1/\(path)*")])
        do {
            try body()
        } catch {
            try set([])
            throw error
        }
        try set([])
    }
}

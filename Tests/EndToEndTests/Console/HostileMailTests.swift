import Foundation
import TallyCore
import Testing

extension EndToEnd.Console {
    /// Mail that attacks whoever reads it, read.
    @Suite struct `Hostile mail` {
        private static let perMail = 16

        @Test func `no script of a mail runs, and nothing is loaded for it`() throws {
            let stage = try ConsoleStage.here()
            let canary = try Canary()
            let bodies = Self.bodies(canary: canary.port)
            let page = try stage.page(of: stage.desk.sam)
            for (number, body) in bodies.enumerated() {
                try stage.ingest(Self.mail(number, body: body, canary: canary.port))
            }
            let client = try stage.desk.client(stage.desk.sam)
            let mine = "/tickets?limit=200&q=\(Self.mark)"
            let tickets = try eventually("\(bodies.count) hostile tickets") {
                let items = try client.get(mine).json["items"].elements ?? []
                return items.count == bodies.count ? items : nil
            }
            try page.go("#/tickets?q=\(Self.mark)")
            try page.wait(
                "all their rows",
                until: "document.querySelectorAll('.ticket-row').length === Math.min(50, \(bodies.count))")
            for ticket in tickets { try Self.read(ticket["id"].int ?? 0, on: page) }
            for line in HostileMarkup.lines(0, canary: canary.port) {
                let quoted = line.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                try page.go("#/tickets?q=\(quoted)")
            }
            try page.go("#/notifications")

            #expect(try page.newComplaints() == [])
            #expect(page.scriptSigns == [])
            let own = [stage.address, "data:", "blob:", "about:"]
            let foreign = page.requests.filter { request in !own.contains { request.hasPrefix($0) } }
            #expect(foreign == [])
            #expect(canary.visitors() == 0)
            try page.close()
        }

        /// A detector that never rang proves nothing.
        @Test func `the same mail fires in a page that does not guard itself`() throws {
            let stage = try ConsoleStage.here()
            let canary = try Canary()
            let payloads = HostileMarkup.payloads(canary: canary.port)
            #expect(payloads.count >= 500)
            let page = try stage.browser.newPage()
            for body in Self.bodies(canary: canary.port) {
                try page.load("about:blank")
                try page.evaluate("document.write(\(BrowserPage.quoted(body))); document.close(); void 0")
                try page.wait("the page", until: "document.readyState === 'complete'")
            }
            #expect(Set(page.scriptSigns).count > 60)
            #expect(canary.visitors() > 20)
            try page.close()
        }

        /// A word that every one of them has.
        private static let mark = "hostilemail"

        private static func bodies(canary: Int) -> [String] {
            let payloads = HostileMarkup.payloads(canary: canary)
            return stride(from: 0, to: payloads.count, by: perMail).map { start in
                let some = payloads[start..<min(start + perMail, payloads.count)]
                return "<p>\(mark)</p>\n\(some.joined(separator: "<p>next</p>\n"))"
            }
        }

        private static func mail(_ number: Int, body: String, canary: Int) -> [UInt8] {
            let lines = HostileMarkup.lines(number, canary: canary)
            let encoded = { (text: String) in "=?utf-8?B?\(Data(text.utf8).base64EncodedString())?=" }
            let subject = "\(mark) \(lines[number % lines.count])"
            let quoted = { (text: String) in
                text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            }
            let file = quoted(lines[(number + 5) % lines.count])
            let text = """
                From: \(encoded(lines[(number + 3) % lines.count])) <mallory\(number)@outside.example>
                To: support@acme.example
                Subject: \(encoded(subject))
                Message-ID: <\(UUID().uuidString)@client>
                Date: \(Correspondent.date())
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=boundary

                --boundary
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: base64

                \(Data(body.utf8).base64EncodedString(options: .lineLength76Characters))
                --boundary
                Content-Type: image/svg+xml
                Content-Disposition: attachment; filename="\(file).svg"

                <svg xmlns="http://www.w3.org/2000/svg" onload="\(BrowserPage.alarm)('file')"/>
                --boundary--
                """
            return Array(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
        }

        /// Opens everything that a ticket folds away, and looks for what should not be left in it.
        private static func read(_ id: Int, on page: BrowserPage) throws {
            try page.go("#/tickets/\(id)")
            try page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            try page.wait(
                "the formatted message",
                until: "[...document.querySelectorAll('.mail-frame')].some((one) => one.height > 4)")
            let script = """
                [...document.querySelectorAll('.mail-frame')].flatMap((frame) =>
                  [...frame.contentDocument.body.querySelectorAll('*')].flatMap((element) => {
                    const found = element.matches(
                      'script, style, iframe, object, embed, form, input, meta, link, base, svg, math, template, video, '
                      + 'audio, source, frame, frameset, noscript, button, select, textarea')
                      ? [element.outerHTML] : [];
                    for (const { name, value } of element.attributes) {
                      if (name.startsWith('on')) found.push(`${name}=${value}`);
                      if (name === 'href' && !/^(https?:|mailto:|tel:|#)/.test(value)) found.push(`href=${value}`);
                    }
                    return found;
                  }))
                """
            let left = try page.evaluate(script).elements?.compactMap(\.text) ?? []
            #expect(left == [], "ticket \(id)")
        }
    }
}

internal import TallyCore

/// `/contact`: the contact form for people without a program of their own.
struct ContactPage: Sendable {
    let contact: ContactRoutes
    let frame: PublicPage

    func add(to router: inout Router) {
        router.on(.get, "/contact") { _ throws(Problem) in page(.ok, [], [:]) }
        router.on(.post, "/contact", bodyLimit: ContactRoutes.bodyLimit, write)
    }

    private func write(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let form = try FormData(request)
        do throws(Problem) {
            try await contact.receive(RequestBody(form), request)
        } catch {
            guard error.status == .unprocessableContent || error.status == .tooManyRequests else {
                throw error
            }
            let written = Dictionary(form.fields.map { ($0.name, $0.value) }) { first, _ in first }
            var response = page(error.status, [error.detail].compactMap { $0 }, written)
            if let wait = error.fields["retry-after"] { response.fields["Retry-After"] = wait }
            return response
        }
        return frame.response(.ok, "Thank you", ["Your message has arrived. You can close this page."])
    }

    /// The form, with what was written in it before.
    private func page(
        _ status: HTTPStatus, _ sentences: [String], _ written: [String: String]
    ) -> HTTPResponse {
        let value = { (name: String) in PublicPage.escaped(written[name] ?? "") }
        let notes = sentences.map { "<p role=\"alert\">\(PublicPage.escaped($0))</p>\n" }.joined()
        let body = """
            \(notes)<form method="post" enctype="multipart/form-data">
            <label for="name">Your name</label>
            <input id="name" name="name" required maxlength="200" autocomplete="name" value="\(value("name"))">
            <label for="email">Your mail address</label>
            <input id="email" name="email" type="email" required maxlength="254" autocomplete="email" \
            value="\(value("email"))">
            <label for="subject">Subject</label>
            <input id="subject" name="subject" required maxlength="200" value="\(value("subject"))">
            <label for="message">Message</label>
            <textarea id="message" name="message" required maxlength="10000" rows="8">
            \(value("message"))</textarea>
            <button type="submit">Send</button>
            </form>
            """
        return frame.response(status, "Write to us", body: body)
    }
}

internal import TallyCore

/// `/contact`: the contact form for people without a program of their own.
struct ContactPage: Sendable {
    let contact: ContactRoutes
    let frame: PublicPage

    func add(to router: inout Router) {
        router.on(.get, "/contact") { request throws(Problem) in page(.ok, [], [:], frame.words(request)) }
        router.on(.post, "/contact", bodyLimit: ContactRoutes.bodyLimit, write)
    }

    private func write(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let form = try FormData(request)
        let words = frame.words(request)
        do throws(Problem) {
            try await contact.receive(RequestBody(form), request)
        } catch {
            guard error.status == .unprocessableContent || error.status == .tooManyRequests else {
                throw error
            }
            let written = Dictionary(form.fields.map { ($0.name, $0.value) }) { first, _ in first }
            var response = page(error.status, [error.detail].compactMap { $0 }, written, words)
            if let wait = error.fields["retry-after"] { response.fields["Retry-After"] = wait }
            return response
        }
        return frame.response(.ok, words, .thankYou, ["\(words(.hasArrived)) \(words(.canClose))"])
    }

    /// The form, with what was written in it before.
    private func page(
        _ status: HTTPStatus, _ sentences: [String], _ written: [String: String], _ words: Wording
    ) -> HTTPResponse {
        let value = { (name: String) in PublicPage.escaped(written[name] ?? "") }
        let label = { (phrase: PagePhrase) in PublicPage.escaped(words(phrase)) }
        let notes = sentences.map { "<p role=\"alert\">\(PublicPage.escaped($0))</p>\n" }.joined()
        let body = """
            \(notes)<form method="post" enctype="multipart/form-data">
            <label for="name">\(label(.yourName))</label>
            <input id="name" name="name" required maxlength="200" autocomplete="name" value="\(value("name"))">
            <label for="email">\(label(.yourAddress))</label>
            <input id="email" name="email" type="email" required maxlength="254" autocomplete="email" \
            value="\(value("email"))">
            <label for="subject">\(label(.subjectField))</label>
            <input id="subject" name="subject" required maxlength="200" value="\(value("subject"))">
            <label for="message">\(label(.message))</label>
            <textarea id="message" name="message" required maxlength="10000" rows="8">
            \(value("message"))</textarea>
            <button type="submit">\(label(.send))</button>
            </form>
            """
        return frame.response(status, words, .writeToUs, body: body)
    }
}

internal import TallyCore

/// A form that was sent as multipart/form-data (RFC 7578): fields of text, and files.
///
/// The content of files stays where the request's content is, in memory or in the server's own file.
package struct FormData: Sendable {
    /// One file of a form.
    package struct File: Sendable {
        /// The name of the form's field.
        package let field: String
        /// As the client calls it; untrusted, and empty when it says nothing.
        package let filename: String
        /// The media type in lower case without parameters, as the client calls it; untrusted.
        package let contentType: String
        package let content: RequestContent
    }

    /// In the order of the form.
    package private(set) var fields: [(name: String, value: String)] = []
    /// In the order of the form.
    package private(set) var files: [File] = []

    /// The value of the first field with this name.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Octets read at a time.
    private static let pieceBytes = 64 * 1_024

    /// Reads the form that a request brings; 415 when it brings none, 400 when it is broken, 413 beyond the limits.
    package init(_ request: HTTPRequest, limits: FormLimits = FormLimits()) throws(Problem) {
        guard request.contentType == "multipart/form-data", let boundary = Self.boundary(of: request) else {
            throw Problem(
                .unsupportedMediaType, detail: "The body must be multipart/form-data with a boundary.")
        }
        do {
            try read(request.content, MultipartReader(boundary: boundary, limits: limits), limits)
        } catch {
            if let problem = error as? Problem { throw problem }
            throw Problem(.internalServerError, detail: "The body could not be read again.")
        }
    }

    private mutating func read(
        _ content: RequestContent, _ reader: MultipartReader, _ limits: FormLimits
    ) throws {
        var reader = reader
        var part: FormPart?
        var position = 0
        while !reader.isComplete, position < content.count {
            let piece = try content.bytes(from: position, atMost: Self.pieceBytes)
            position += piece.count
            for event in try Self.events(of: piece, &reader) {
                switch event {
                case .header(let lines): part = try FormPart(lines)
                case .content(let range):
                    guard let part else { preconditionFailure("content without a header") }
                    try add(part, content[range], limits)
                }
            }
        }
        guard reader.isComplete else { throw Self.broken("it ends before its last delimiter") }
    }

    private static func events(
        of piece: [UInt8], _ reader: inout MultipartReader
    ) throws(Problem) -> [MultipartReader.Event] {
        do {
            return try reader.receive(piece)
        } catch {
            guard error.isTooLarge else { throw broken(error.reason) }
            throw Problem(.contentTooLarge, detail: "The form cannot be taken: \(error.reason).")
        }
    }

    private mutating func add(_ part: FormPart, _ content: RequestContent, _ limits: FormLimits) throws {
        if let filename = part.filename {
            guard content.count <= limits.fileBytes else {
                throw Problem(
                    .contentTooLarge, detail: "A file of a form may have \(limits.fileBytes) bytes.",
                    members: [
                        .init(name: "field", value: .string(part.name)),
                        .init(name: "filename", value: .string(filename)),
                    ])
            }
            files.append(
                File(field: part.name, filename: filename, contentType: part.contentType, content: content))
            return
        }
        guard content.count <= limits.fieldBytes else {
            throw Problem(
                .contentTooLarge, detail: "A field of a form may have \(limits.fieldBytes) bytes.",
                members: [.init(name: "field", value: .string(part.name))])
        }
        let bytes = try content.bytes(atMost: content.count)
        guard let value = String(validating: bytes, as: UTF8.self) else {
            throw Self.broken("the field \(part.name) is not UTF-8 text")
        }
        fields.append((part.name, value))
    }

    static func broken(_ reason: String) -> Problem {
        Problem(.badRequest, detail: "The body is no form: \(reason).")
    }

    /// The boundary that the Content-Type field names; nil when it names none, or none that may be.
    ///
    ///     boundary := 0*69<bchars> bcharsnospace     ; RFC 2046 §5.1.1
    private static func boundary(of request: HTTPRequest) -> [UInt8]? {
        guard let type = request.fields["content-type"] else { return nil }
        let parameters = FieldParameters(Array(type.utf8))
        guard let boundary = parameters["boundary"], (1...70).contains(boundary.count),
            boundary.last != .space, boundary.allSatisfy(isBoundaryByte)
        else { return nil }
        return boundary
    }

    private static func isBoundaryByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "'()+_,-./:=? ".utf8.contains(byte)
        }
    }
}

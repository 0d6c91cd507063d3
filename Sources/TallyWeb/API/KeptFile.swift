internal import TallyCore

/// Content that the store keeps as a file, open to be sent.
///
/// The kernel sends it piece by piece, so that a slow client of a large file costs no memory.
struct KeptFile: Sendable {
    private let slice: FileSlice

    /// Opens it in the transaction that told the path: what is open stays, also when it is no longer wanted.
    init(path: String) throws(DeskError) {
        do throws(SystemError) {
            slice = FileSlice(try OpenFile(path: path))
        } catch {
            throw .store(StoreFailure("\(path): \(error)", isTransient: false))
        }
    }

    /// The answer that hands it over, whole or the range that was asked for; never to be shown in this origin.
    func answer(
        to request: HTTPRequest, contentType: String, filename: String, fields: HTTPFields = [:]
    ) -> HTTPResponse {
        var fields = fields
        fields.append("Content-Type", contentType)
        fields.append("Content-Disposition", ContentDisposition.attachment(named: filename))
        fields.append("Cache-Control", "private, no-store")
        return HTTPResponse(.ok, fields: fields, content: .file(slice)).cut(for: request)
    }
}

internal import TallyCore

/// The files of the console, read at start and served from memory.
///
/// A path is looked up in a table that was made beforehand, so no request reaches the file system and there is no path
/// that leads out of the directory.
package struct StaticFiles: Sendable {
    /// The directory cannot be served.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    private struct Asset: Sendable {
        let bytes: [UInt8]
        /// The octets compressed, made once; nil where that does not pay.
        let compressed: [UInt8]?
        let mediaType: String
        let entityTag: String
    }

    private var assets: [[String]: Asset] = [:]
    private let contentSecurityPolicy: String

    /// Reads a directory; `index.html` is what a path that ends with a slash shows, and pages go by their
    /// names without `.html` too.
    package init(
        directory: String, contentSecurityPolicy: String = SecurityFields.sameOrigin
    ) throws(Failure) {
        self.contentSecurityPolicy = contentSecurityPolicy
        do {
            // What is written there for those who work on the console is no part of it.
            for file in try FileTree(directory: directory).files where !file.isNote { add(file) }
        } catch {
            throw Failure(description: error.description)
        }
    }

    private mutating func add(_ file: FileTree.File) {
        guard let name = file.segments.last else { return }
        let digest = SHA1.digest(of: file.bytes).prefix(12)
        let mediaType = MediaType.ofFile(named: name)
        let asset = Asset(
            bytes: file.bytes,
            compressed: ContentCoding.pays(for: mediaType) ? Gzip.compressed(file.bytes, level: 9) : nil,
            mediaType: mediaType,
            entityTag: "\"\(hexadecimalText(Array(digest)))\"")
        assets[file.segments] = asset
        if name == "index.html" { assets[file.segments.dropLast() + [""]] = asset }
        if name != "index.html", name.hasSuffix(".html") {
            assets[file.segments.dropLast() + [String(name.dropLast(5))]] = asset
        }
    }

    /// Answers GET and HEAD of a file; 404 for what is not there.
    package func response(to request: HTTPRequest) throws(Problem) -> HTTPResponse {
        guard let asset = assets[request.target.segments] else { throw Problem(.notFound) }
        switch request.method {
        case .get, .head: break
        case .post, .put, .patch, .delete, .options:
            throw Problem(.methodNotAllowed, fields: ["Allow": "GET, HEAD"])
        }
        // Files change only with the program; the browser asks each time and gets 304.
        var fields: HTTPFields = [
            "Cache-Control": "no-cache", "Content-Security-Policy": contentSecurityPolicy,
        ]
        var (bytes, tag) = (asset.bytes, asset.entityTag)
        if let compressed = asset.compressed {
            fields.append("Vary", "Accept-Encoding")
            if ContentCoding.acceptsGzip(request.fields) {
                fields.append("Content-Encoding", "gzip")
                (bytes, tag) = (compressed, ContentCoding.tagged(tag))
            }
        }
        fields.append("ETag", tag)
        guard !request.hasMatching(entityTag: tag) else {
            fields["Content-Encoding"] = nil
            return HTTPResponse(.notModified, fields: fields)
        }
        return HTTPResponse(contentType: asset.mediaType, body: bytes, fields: fields).cut(for: request)
    }
}

extension FileTree.File {
    fileprivate var isNote: Bool { segments.last?.hasSuffix(".md") == true }
}

internal import TallyCore

/// A page of a list as a table: one row for each item, one column for each member that its schema has.
///
/// An object in an item becomes several columns (`requester_id`, `requester_name`), a list in an item one cell.
struct ListTable: Sendable {
    /// One column, and the way to it from the item.
    private struct Column: Sendable {
        let title: String
        let path: [String]
    }

    private let columns: [Column]

    /// - Parameter list: the schema of the list.
    init(of list: NamedSchema) {
        guard case .object(let properties) = list.schema,
            case .array(let item, _)? = properties.first(where: { $0.name == "items" })?.schema
        else { preconditionFailure("\(list.name) is the schema of no list") }
        columns = Self.columns(of: item, at: [])
    }

    private static func columns(of schema: Schema, at path: [String]) -> [Column] {
        switch schema {
        case .named(let named): columns(of: named.schema, at: path)
        case .nullable(let inner): columns(of: inner, at: path)
        case .object(let properties): properties.flatMap { columns(of: $0.schema, at: path + [$0.name]) }
        case .text, .integer, .number, .boolean, .choice, .array, .map, .either:
            [Column(title: path.joined(separator: "_"), path: path)]
        }
    }

    /// The page that a route answered, as a file; where the next one is, is in its `Link` (RFC 8288).
    func response(from answer: HTTPResponse, to request: HTTPRequest) throws(Problem) -> HTTPResponse {
        let list: JSON
        do throws(JSON.SyntaxError) {
            list = try JSON(parsing: answer.bytes, limits: Self.limits)
        } catch {
            preconditionFailure("a list of ours is no JSON: \(error)")
        }
        var table = CSV(header: columns.map(\.title))
        for item in list["items"].elements ?? [] {
            table.append(columns.map { column in Self.cell(column.path.reduce(item) { $0[$1] }) })
        }
        let name = (request.target.segments.last ?? "list") + ".csv"
        var fields: HTTPFields = [
            "Content-Disposition": ContentDisposition.attachment(named: name), "Cache-Control": "no-store",
        ]
        if let cursor = list["next_cursor"].text {
            fields.append("Link", "<\(request.target.next(cursor))>; rel=\"next\"")
        }
        return HTTPResponse(contentType: "text/csv; charset=utf-8", body: table.bytes, fields: fields)
    }

    /// Lists of ours are as long as they are.
    private static let limits = JSON.Limits(bytes: .max, values: .max)

    private static func cell(_ value: JSON) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        case .bool, .integer, .number: value.description
        case .array(let elements): elements.map(cell).joined(separator: ", ")
        case .object: cell(value["email"] == .null ? value["name"] : value["email"])
        }
    }
}

extension HTTPResponse {
    fileprivate var bytes: [UInt8] {
        guard case .bytes(let bytes) = content else { return [] }
        return bytes
    }
}

extension RequestTarget {
    /// The same list from a cursor on.
    fileprivate func next(_ cursor: String) -> String {
        let items = query.filter { $0.name != "cursor" } + [QueryItem(name: "cursor", value: cursor)]
        let text = items.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
        return "/" + segments.map { PercentEncoding.encode($0) }.joined(separator: "/") + "?"
            + text.joined(separator: "&")
    }
}

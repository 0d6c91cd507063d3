internal import TallyCore

/// In what form a client wants a list.
enum ListFormat: String, Sendable, CaseIterable {
    case json
    case csv

    /// What the query says, else what `Accept` prefers (RFC 9110 §12.5.1).
    init(_ request: HTTPRequest) throws(Problem) {
        guard let text = Paging.value("format", request.target) else {
            self = Self.prefersCSV(request.fields) ? .csv : .json
            return
        }
        guard let format = ListFormat(rawValue: text) else {
            throw Problem(invalid: "format", "must be one of json, csv")
        }
        self = format
    }

    /// Whether CSV is named as welcome and JSON is not, so that nobody who takes anything gets a table.
    private static func prefersCSV(_ fields: HTTPFields) -> Bool {
        let ranges = fields.values(of: "accept").flatMap { $0.utf8.split(separator: UInt8(ascii: ",")) }
        let types = ranges.compactMap { range -> String? in
            let parts = range.split(separator: UInt8(ascii: ";")).map { part in
                String(decoding: part.map(\.lowercased).trimmingWhitespace, as: UTF8.self)
            }
            return parts.dropFirst().contains { $0 == "q=0" } ? nil : parts.first
        }
        return types.contains("text/csv") && !types.contains("application/json")
    }
}

/// Why a JSON value is no report.
package struct ReportFormError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The place of the wrong value, for example `conversation[3].role`; empty for the report as a whole.
    package let field: String
    /// What should be there.
    package let expectation: String

    package init(field: String, expectation: String) {
        self.field = field
        self.expectation = expectation
    }

    /// Names the field and never its value: that is somebody's mail.
    package var description: String {
        field.isEmpty ? "the report must be \(expectation)" : "\(field) must be \(expectation)"
    }
}

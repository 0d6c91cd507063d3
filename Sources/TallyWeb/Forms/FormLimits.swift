/// How much of a form is taken in.
package struct FormLimits: Hashable, Sendable {
    /// Fields and files together; more is 413.
    package var parts = 64
    /// Octets of one part's header; more is 413.
    package var headerBytes = 8 * 1_024
    /// Octets of one field that is no file; more is 413.
    package var fieldBytes = 256 * 1_024
    /// Octets of one file; more is 413.
    package var fileBytes = 25 * 1_024 * 1_024

    package init() {}
}

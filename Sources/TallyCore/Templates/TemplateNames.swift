/// The names that a template may use, and those within what they stand for.
package indirect enum TemplateNames: Hashable, Sendable {
    /// Text, a number or a flag.
    case value
    /// The names within an object, or within each element of a list.
    case object([String: TemplateNames])
    /// Nothing is known of what is within.
    case anything

    /// What a name within it stands for; nil when there is no such name.
    subscript(name: String) -> TemplateNames? {
        switch self {
        case .value: nil
        case .object(let names): names[name]
        case .anything: .anything
        }
    }
}

/// A rendering went over a limit; the templates or the values are not what they should be.
package enum TemplateFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Partials that include each other without end.
    case tooDeep(partial: String)
    case tooLarge(limit: Int)
    case tooManySteps(limit: Int)
    /// There are no templates for this kind of mail.
    case unknownKind(String)

    package var description: String {
        switch self {
        case .tooDeep(let partial): "the partial \(JSON.string(partial)) includes itself without end"
        case .tooLarge(let limit): "the result is larger than \(limit) bytes"
        case .tooManySteps(let limit): "the rendering takes more than \(limit) steps"
        case .unknownKind(let kind): "there are no templates for \(JSON.string(kind))"
        }
    }
}

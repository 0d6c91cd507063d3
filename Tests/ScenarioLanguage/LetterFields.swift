import TestSupport

extension Letter {
    /// Sets a field of the head, or adds it.
    mutating func set(_ name: String, _ value: String) {
        switch name.lowercased() {
        case "from": from = value
        case "to": to = value
        case "subject": subject = value
        case "date": date = value
        case "message-id": id = value.filter { $0 != "<" && $0 != ">" }
        case "in-reply-to":
            inReplyTo = nil
            extra.append("\(name): \(value)")
        case "references":
            references = []
            extra.append("\(name): \(value)")
        default: extra.append("\(name): \(value)")
        }
    }
}

package import MailParsing

/// The files of a comment in mail about it: attached while they are small, named with a link otherwise.
extension Desk {
    /// Mail servers refuse a message for a program, and the notice with it, and for these beside what runs at a click.
    private static let refusedEndings = Set(IntakePolicy.programs).union([
        "ade", "adp", "apk", "app", "cab", "chm", "ins", "mst", "sh", "sys", "vb", "xll",
    ])
    /// A picture shown in the text that is smaller is a signature's.
    private static let smallestPicture = 10_000

    /// What a mail says of the files; null when there are none, and for who sent them.
    ///
    /// - Parameter url: where the files can be had that are not attached.
    func values(
        ofFilesWith comment: Comment, for reader: Person, url: String, _ words: Wording
    ) throws(DeskError) -> JSON {
        guard comment.content.author != reader.id else { return .null }
        let files = try records.attachments(with: comment.id).filter {
            !$0.isInline || $0.size >= Self.smallestPicture
        }
        guard !files.isEmpty else { return .null }
        var room = settings.mailedAttachmentBytes
        let items = files.map { file -> JSON in
            let name = file.filename ?? "file"
            let isAttached = file.size <= room && !Self.isRefused(name)
            if isAttached { room -= file.size }
            return [
                "id": .integer(file.id), "name": .string(name), "size_text": .string(words.size(file.size)),
                "is_attached": .bool(isAttached), "url": isAttached ? .null : .string(url),
            ]
        }
        return ["items": .array(items)]
    }

    private static func isRefused(_ name: String) -> Bool {
        guard let ending = name.split(separator: ".").last else { return false }
        return refusedEndings.contains(ending.lowercased())
    }

    /// The files that go with a mail, as they are kept; one whose content is gone is left out.
    package func files(with draft: OutgoingDraft) throws(DeskError) -> [OutgoingAttachment] {
        var files: [OutgoingAttachment] = []
        for item in draft.values["comment"]["files"]["items"].elements ?? [] {
            guard item["is_attached"] == .bool(true), let id = item["id"].int,
                let found = try records.attachment(Int64(id))
            else { continue }
            files.append(
                OutgoingAttachment(
                    filename: found.attachment.filename ?? "file",
                    contentType: found.attachment.contentType, content: found.content))
        }
        return files
    }
}

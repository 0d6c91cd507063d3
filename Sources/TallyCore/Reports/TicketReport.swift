/// The report of one ticket, ready to be set in type.
///
/// Everything in it is words for people: times are written in the reader's zone and statuses by their names, so that
/// the program that makes the PDF needs to know nothing about tickets.
package struct TicketReport: Hashable, Sendable {
    /// The name of the help desk, as it is written in the head of the first page.
    package var site: String
    /// The ticket's name, `TT-12`.
    package var reference: String
    package var subject: String
    /// The address of the ticket in the console; nil when the site has none.
    package var link: String?
    /// The language of its words (BCP 47); it chooses the voice of who reads it aloud, and between the Chinese,
    /// Japanese and Korean forms of a character.
    package var language: String
    /// What the report program says itself, in that language.
    package var vocabulary = Vocabulary.english
    package var pageSize: PageSize
    /// Status, priority and the like: short words that are shown as coloured badges under the title.
    package var badges: [Badge]
    /// Requester, assignee, times, service levels …, in the order in which they are shown.
    package var facts: [Fact]
    /// Further lists: files of a ticket, or the numbers of a period.
    package var tables: [Table] = []
    /// What the report is called beside the site's name.
    package var heading = "Ticket report"
    /// Whether there is a conversation to show; a report on a period has none.
    package var hasConversation = true
    /// Oldest first.
    package var conversation: [Message]
    /// Oldest first.
    package var timeline: [TimelineEntry]
    /// The moment the report was asked for; the PDF's dates are this, so that equal reports are equal bytes.
    package var generatedAt: Timestamp
    /// The same moment in words, in the reader's zone.
    package var generatedText: String

    package init(
        site: String, reference: String, subject: String, link: String? = nil, language: String = "en",
        pageSize: PageSize = .a4, badges: [Badge] = [], facts: [Fact] = [], conversation: [Message] = [],
        timeline: [TimelineEntry] = [], generatedAt: Timestamp, generatedText: String
    ) {
        self.site = site
        self.reference = reference
        self.subject = subject
        self.link = link
        self.language = language
        self.pageSize = pageSize
        self.badges = badges
        self.facts = facts
        self.conversation = conversation
        self.timeline = timeline
        self.generatedAt = generatedAt
        self.generatedText = generatedText
    }
}

extension TicketReport {
    /// The paper the report is made for.
    package enum PageSize: String, CaseIterable, Sendable {
        case a4
        case letter
    }

    /// What a badge says beside its words.
    package enum Tone: String, CaseIterable, Sendable {
        case neutral
        /// Work goes on.
        case active
        /// Done, in time.
        case good
        /// Somebody should look.
        case warning
        /// Late, urgent.
        case bad
    }

    /// A short word on a coloured ground.
    package struct Badge: Hashable, Sendable {
        package var text: String
        package var tone: Tone

        package init(text: String, tone: Tone) {
            self.text = text
            self.tone = tone
        }
    }

    /// One line of the table of facts.
    package struct Fact: Hashable, Sendable {
        package var label: String
        package var value: String

        package init(label: String, value: String) {
            self.label = label
            self.value = value
        }
    }

    /// A list in columns, under a heading.
    package struct Table: Hashable, Sendable {
        package var title: String
        package var columns: [Column]
        /// As many cells in each as there are columns.
        package var rows: [[String]]
        /// What is said under the table, for example that there is more; nil for nothing.
        package var note: String?

        package init(title: String, columns: [Column], rows: [[String]], note: String? = nil) {
            self.title = title
            self.columns = columns
            self.rows = rows
            self.note = note
        }
    }

    /// One column of a table.
    package struct Column: Hashable, Sendable {
        package var title: String
        /// The column's share of the width, as against the other columns' shares.
        package var share: Int
        /// Numbers stand right.
        package var isNumber: Bool

        package init(_ title: String, share: Int = 1, isNumber: Bool = false) {
            self.title = title
            self.share = share
            self.isNumber = isNumber
        }
    }

    /// One entry of the conversation.
    package struct Message: Hashable, Sendable {
        /// Which part the author has in the ticket.
        package enum Role: String, CaseIterable, Sendable {
            case requester
            case staff
            case participant
            /// A machine: the help desk itself, an automatic reply.
            case automatic
        }

        /// Who sees the message in the help desk.
        package enum Visibility: String, CaseIterable, Sendable {
            case everyone = "public"
            case `internal`
        }

        package var author: String
        /// The author's mail address; nil for machines and for people without one.
        package var address: String?
        package var role: Role
        package var time: String
        package var visibility: Visibility
        /// Plain text with LF line ends.
        package var text: String
        package var attachments: [Attachment]

        package init(
            author: String, address: String? = nil, role: Role, time: String,
            visibility: Visibility = .everyone,
            text: String, attachments: [Attachment] = []
        ) {
            self.author = author
            self.address = address
            self.role = role
            self.time = time
            self.visibility = visibility
            self.text = text
            self.attachments = attachments
        }
    }

    /// The name of a file that came with a message; its content is not in the report.
    package struct Attachment: Hashable, Sendable {
        package var name: String
        /// In bytes.
        package var size: Int

        package init(name: String, size: Int) {
            self.name = name
            self.size = size
        }
    }

    /// One change of the ticket.
    package struct TimelineEntry: Hashable, Sendable {
        package var time: String
        package var actor: String
        /// What the actor did, as the rest of a sentence: `claimed the ticket`.
        package var sentence: String

        package init(time: String, actor: String, sentence: String) {
            self.time = time
            self.actor = actor
            self.sentence = sentence
        }
    }
}

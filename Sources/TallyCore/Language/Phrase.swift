/// Everything mail says in words that do not stand in a template, in English.
///
/// The English text is also the name by which `words.json5` in the folder of another language translates it.
/// `{name}` stands for a value.
package enum Phrase: String, PhraseSet {
    // MARK: Statuses and priorities, alone and in a sentence

    case open = "Open"
    case inProgress = "In progress"
    case waiting = "Waiting for reply"
    case resolved = "Resolved"
    case closed = "Closed"
    case withdrawn = "Withdrawn"
    case isOpen = "open"
    case isInProgress = "in progress"
    case isWaiting = "waiting for reply"
    case isResolved = "resolved"
    case isClosed = "closed"
    case isWithdrawn = "withdrawn"
    case low = "Low"
    case medium = "Medium"
    case high = "High"
    case critical = "Critical"
    case isLow = "low"
    case isMedium = "medium"
    case isHigh = "high"
    case isCritical = "critical"
    case firstResponse = "first response"
    case resolution

    // MARK: Moments, durations, sizes

    case moment = "{day} {month} {year}, {time} {zone}"
    case day = "{day} {month} {year}"
    case january = "Jan"
    case february = "Feb"
    case march = "Mar"
    case april = "Apr"
    case may = "May"
    case june = "Jun"
    case july = "Jul"
    case august = "Aug"
    case september = "Sep"
    case october = "Oct"
    case november = "Nov"
    case december = "Dec"
    case days = "{count} d"
    case hours = "{count} h"
    case minutes = "{count} min"
    case underOneMinute = "under 1 min"
    case decimalPoint = "."

    // MARK: The frame of a mail

    case replyMarker = "##- Please type your reply above this line -##"
    case textCut = "(The rest is in the ticket.)"
    case noSubject = "(no subject)"

    // MARK: What the desk itself writes into a conversation

    case isOversize =
        "This message of {size} is over the size limit. Only its header was read; the message itself is still in the mailbox."
    case isEncrypted =
        "This message is encrypted, and the desk has no key to it. The message itself is kept as it came."
    case isDamaged =
        "This message is damaged: nothing of its text could be read. The message itself is kept as it came."
    case leftOut = "[Left out: {files}. Files of this kind or size are only in the original message.]"
    case namelessFile = "a file without a name"
    case leakedAddress =
        "A reply address that was given to {name} only was used by {sender}. It is revoked now."
    case unreadableAddress = "an unreadable address"

    // MARK: Why an earlier ticket may be the same

    case sameSubject = "same subject"
    case sharedWords = "{count} shared words in subject"
    case similarSubject = "similar subject"
    case similarText = "similar text"
    case sameRequester = "same requester"
    case notFinished = "not finished"

    // MARK: Receipts: what was done

    case isYours = "{reference} is yours."
    case isFree = "{reference} is free for others again."
    case isTheirs = "{reference} is {name}'s now."
    case isResolvedNow = "{reference} is resolved."
    case isOpenAgain = "{reference} is open again."
    case waitsForRequester = "{reference} waits for the requester."
    case isNow = "{reference} is {status}."
    case priorityIs = "The priority is {priority}."
    case categoryIs = "The category is {category}."
    case noCategory = "It has no category."
    case teamIs = "It is with team {team}."
    case noTeam = "It is with no team."
    case projectIs = "It is in the project {project}."
    case noProject = "It is in no project."
    case dueOn = "It is due on {moment}."
    case dueNever = "It is due on no day."
    case takesPart = "{address} takes part."
    case isPartOf = "{reference} is part of {other} now."
    case tagsAre = "Its tags are {tags}."
    case noTags = "It has no tags."
    case noteFollows = "What follows is for staff only."
    case verbsAre = "These are the verbs, each on a line of its own."
    case takenBack = "Taken back: {verbs}. Mail that was sent in between stays sent."
    case wordsStayInside = "Your text was kept as an internal note and not sent to the requester."
    case answersSeveral =
        "The same came several times and changed nothing, so this one receipt answers all of it, and came later."
    case stateIs = "{reference} is now: {status}."
    case stateIsHeld = "{reference} is now: {status}, held by {name}."
    case stateIsMerged = "{reference} is part of {other}."

    // MARK: What verbs take

    case takesPerson = "an address, a name, \"me\" or \"nobody\""
    case takesStatus = "open, in_progress, waiting, resolved, closed or withdrawn"
    case takesPriority = "low, medium, high or critical"
    case takesTeam = "the name of a team, or \"none\""
    case takesCategory = "a category, or \"none\""
    case takesProject = "the name of a project, or \"none\""
    case takesDate = "a date like 2026-12-24, \"tomorrow\", \"friday\", \"in 3 days\", or \"none\""
    case takesAddress = "a mail address"
    case takesTicket = "the number of a ticket"
    case takesTags = "one or more tags, with commas between them"
    case takesNothing = "nothing"

    // MARK: The answer to `help`

    case helpClaim = "makes the ticket yours"
    case helpRelease = "gives it back"
    case helpAssign = "gives it to somebody, by address or name"
    case helpResolved = "resolves it and tells the requester"
    case helpWaiting = "waits for the requester"
    case helpClose = "closes what is resolved"
    case helpReopen = "takes it up again"
    case helpTeam = "moves it to a team; also category and project"
    case helpDue = "or tomorrow, friday, in 3 days, none"
    case helpCC = "somebody else takes part"
    case helpTag = "adds and removes tags"
    case helpMerge = "makes it part of another ticket"
    case helpNote = "the rest of the mail is for staff only"
    case helpUndo = "in reply to a receipt: takes back what that mail did"
    case helpWithdraw = "it is not needed any more"
    case helpNotSolved = "it is not solved after all"
    case helpSolved = "it is solved"
    case helpMeans = "means \"{line}\""
}

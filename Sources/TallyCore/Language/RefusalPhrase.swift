/// What the desk says when it does not do what it was asked for.
package enum RefusalPhrase: String, PhraseSet {
    // MARK: Whole sentences

    case notDoneBecause = "Not done, because \"{verb}\" in line {line} was refused."
    case mayNot = "You may not {verb} {object}."
    case takenAlready = "{name} took it already, on {moment}."
    case limitReached =
        "You hold {held} unfinished tickets and may hold {limit}: {tickets}. Finish or release one first."
    case cannotBe = "A ticket that is {status} cannot be {done}."
    case mergedInto = "{reference} was merged into {other}. Do it there."
    case notMerged = "{reference} is not merged with another ticket."
    case changedMeanwhile =
        "Somebody changed {thing} in the meantime (version {version} now). Read it again, then repeat."
    case noAdminLeft = "There would be no admin any more. Make somebody else one first."
    case nobodyIsInvited = "Nobody is invited here: accounts.signup of the configuration is \"off\"."
    case hasPassword = "{name} has a password already."
    case isBeingSent = "Mail {number} is being sent at this moment."
    case wasSent = "Mail {number} was sent already."
    case fieldIs = "{field} {problem}."
    case noSuchVerb = "There is no such verb."
    case standsAlone = "\"{verb}\" stands alone on its line."
    case takes = "\"{verb}\" takes {expected}."

    // MARK: What there is not

    case noSuchTicket = "There is no such ticket."
    case noSuchPerson = "There is no such person."
    case noSuchTeam = "There is no such team."
    case noSuchProject = "There is no such project."
    case noSuchNotification = "There is no such notification."
    case noSuchAnalytics = "There is no such analytics."
    case noSuchOutgoingMail = "There is no such outgoing mail."
    case noSuchQuarantinedMail = "There is no such quarantined mail."
    case noSuchMessage = "There is no such message."
    case noSuchSetting = "There is no such setting."

    // MARK: What others need

    case usesInTeam = "There are still {uses} in this team."
    case usesInProject = "There are still {uses} in this project."
    case usesOfIt = "There are still {uses} that need it."
    case oneTicket = "1 ticket"
    case someTickets = "{count} tickets"
    case oneMember = "1 member"
    case someMembers = "{count} members"
    case oneMailbox = "1 mailbox"
    case someMailboxes = "{count} mailboxes"
    case bothUses = "{first} and {second}"

    // MARK: What verbs do, as in "You may not …"

    case see
    case comment = "comment on"
    case commentInternally = "write internal notes on"
    case claim
    case release
    case assign
    case putOnHold = "put on hold"
    case resolve
    case close
    case reopen
    case withdraw
    case edit
    case tag
    case setDue = "set the due date of"
    case addParticipant = "add people to"
    case removeParticipant = "take people from"
    case merge
    case unmerge = "take apart"
    case list
    case seeMembers = "see the members of"
    case create
    case remove
    case schedule = "plan for"
    case administer

    // MARK: … as in "cannot be …"

    case seen
    case commented = "commented on"
    case claimed
    case released
    case assigned
    case madeToWait = "made to wait"
    case resolvedThen = "resolved"
    case closedThen = "closed"
    case reopened
    case withdrawnThen = "withdrawn"
    case movedThere = "moved there"
    case tagged
    case givenDueDate = "given another due date"
    case joined
    case left
    case merged
    case takenApart = "taken apart"
    case createdThen = "created"
    case removedThen = "removed"

    // MARK: What is asked about

    case thisTicket = "this ticket"
    case thisPerson = "this person"
    case thisTeam = "this team"
    case thisProject = "this project"
    case thisNotification = "this notification"
    case tickets
    case people
    case teams
    case projects
    case notifications
    case theAnalytics = "the analytics"
    case theOutbox = "the outbox"
    case theQuarantine = "the quarantine"
    case theMessages = "the messages"
    case theSettings = "the settings"
    case theTicket = "the ticket"
    case thePerson = "the person"
    case theTeam = "the team"
    case theProject = "the project"
    case theThing = "it"

    // MARK: Fields by their names

    case this = "This"
    case assignee
    case participant
    case category
    case team
    case project
    case tags
    case text

    // MARK: What fields are refused for

    case confirmedAlready = "was confirmed already"
    case confirmedTooLate = "could be confirmed for half an hour; write the mail again"
    case noTeamHere = "is no team of this desk"
    case noProjectHere = "is no project of this desk"
    case notATeam = "is not a team of this desk"
    case notAProject = "is not a project of this desk"
    case projectCompleted = "is completed"
    case projectCancelled = "is cancelled"
    case notTeams = "must be teams of this desk"
    case notPeople = "must be people of this desk"
    case noAgent = "is nobody who works here"
    case noneWhoWorks = "is nobody who works on tickets"
    case holdsEnough = "holds {held} unfinished tickets already and may hold {limit}"
    case nobodyKnown = "is nobody this desk knows"
    case doesNotWork = "does not work on tickets"
    case ambiguous = "may be any of these: {names}"
    case noAgentBut = "is nobody who works here; there are {names}"
    case isItself = "is this ticket itself"
    case isTheTicketItself = "is the ticket itself"
    case isTheDesks = "is the desk's own address"
    case isTheDesksOwn = "is the desk's own"
    case notServed = "is not among those this site serves"
    case isForStaff = "is for staff; name an address in \"email\""
    case takesNoPart = "takes no part in this ticket"
    case oneOfAtMost = "must be one of at most {limit}"
    case atMost = "must be at most {limit}"
    case tooLong = "is too long"
    case needsTeam = "needs a team"
    case empty = "must not be empty"
    case noTag = "is no tag; one has at most {limit} characters"
    case undoAlone = "has to be the only verb of its mail"
    case undoNothing = "finds no mail of yours with verbs here"
    case undoneAlready = "was done already, on {moment} ({verbs})"
    case undoImpossible = "is not possible any more, because since then {events}"
    case moreHappened = "{count} more things happened"
    case undoLeft = "would give the ticket to somebody who left"
    case undoTeamGone = "would give the ticket to a team that is gone"
    case undoProjectGone = "would put the ticket into a project that is gone"
    case undoPersonGone = "would bring back somebody who is gone"
    case wasDisabled = "was disabled"
    case enoughLinks = "was sent enough links for today"
    case ownedAlready = "is theirs already"
    case oneAddressTooMany = "is one address too many"
    case isMailedTo = "is where their mail goes; choose another first"
    case belongsToSomebody = "belongs to somebody already"
    case notProven = "is not an address they have proven"
    case isOver = "is over already"
    case oneAbsenceTooMany = "is one absence too many"
    case categoriesLimit = "must be up to {limit} names of categories"
    case octetsLimit = "must have 1 to {limit} octets"
    case octetsLimitNoNumber = "must have 1 to {limit} octets and be no number"
    case notANumberOfTickets = "must be a number of tickets"
    case noZone = "is no zone like Europe/Berlin that this system knows"
    case notMembers = "must be among the members"
    case notAgents = "must be people who work on tickets"
    case anotherTeams = "is another team's"
    case anotherProjects = "is another project's"
}

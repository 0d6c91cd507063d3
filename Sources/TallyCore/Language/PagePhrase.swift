/// What the pages say that links in mail lead to, and the contact form.
package enum PagePhrase: String, PhraseSet {
    case nothingHere = "There is nothing here"
    case notPossible = "That was not possible"
    case done = "Done"
    case canClose = "You can close this page."

    // MARK: Was a mail with verbs yours?

    case wasItYou = "Was this you?"
    case asksForChange =
        "A mail in your name asks for a change to {reference}. It did not come with proof that you wrote it, so nothing has been changed yet:"
    case itWasMe = "Yes, it was me"
    case elseClose = "If it was not you, close this page. Nothing will change."
    case confirmedBefore = "Confirmed already"
    case tooLate = "Too late"
    case wasConfirmedBefore = "The change to {reference} was confirmed before. A mail told you what it did."
    case wasTooLate =
        "The change to {reference} could be confirmed for half an hour. Write the mail again."
    case notOurLink = "The link is not complete, or it is none of ours. Copy it whole from the mail."
    case mailSaysSame = "You get a mail that says the same."

    // MARK: Is an address yours?

    case isItYours = "Is this address yours?"
    case willCountAs = "Mail from {address} will count as written by {name}, {owner}."
    case itIsMine = "Yes, it is mine"
    case isYoursNow = "{address} is yours now."
    case usedOrOld = "The link was used already, is older than a day, or is not complete."

    // MARK: Files

    case linkLapsed = "This link does not work any more"
    case askForFile =
        "Links to files work for two weeks. Answer the mail that it stood in, and ask for the file again."

    // MARK: The contact form

    case writeToUs = "Write to us"
    case yourName = "Your name"
    case yourAddress = "Your mail address"
    case subjectField = "Subject"
    case message = "Message"
    case send = "Send"
    case thankYou = "Thank you"
    case hasArrived = "Your message has arrived."
}

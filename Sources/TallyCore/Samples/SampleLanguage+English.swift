extension SampleLanguage {
    static let english = SampleLanguage(
        share: 34,
        givenNames: [
            SampleName("Alice", "alice"), SampleName("Ben", "ben"), SampleName("Chloe", "chloe"),
            SampleName("Daniel", "daniel"), SampleName("Emma", "emma"), SampleName("Frank", "frank"),
            SampleName("Grace", "grace"), SampleName("Harry", "harry"), SampleName("Isla", "isla"),
            SampleName("Jack", "jack"), SampleName("Karen", "karen"), SampleName("Liam", "liam"),
            SampleName("Mia", "mia"), SampleName("Noah", "noah"), SampleName("Olivia", "olivia"),
            SampleName("Peter", "peter"), SampleName("Quinn", "quinn"), SampleName("Ruth", "ruth"),
            SampleName("Sam", "sam"), SampleName("Tina", "tina"), SampleName("Uma", "uma"),
            SampleName("Victor", "victor"), SampleName("Wendy", "wendy"), SampleName("Zoe", "zoe"),
        ],
        familyNames: [
            SampleName("Adams", "adams"), SampleName("Baker", "baker"), SampleName("Carter", "carter"),
            SampleName("Dixon", "dixon"), SampleName("Evans", "evans"), SampleName("Foster", "foster"),
            SampleName("Green", "green"), SampleName("Hughes", "hughes"),
            SampleName("Ingram", "ingram"), SampleName("Jones", "jones"), SampleName("King", "king"),
            SampleName("Lewis", "lewis"), SampleName("Moore", "moore"), SampleName("Nolan", "nolan"),
            SampleName("Owens", "owens"), SampleName("Parker", "parker"), SampleName("Reed", "reed"),
            SampleName("Smith", "smith"), SampleName("Taylor", "taylor"),
            SampleName("Underwood", "underwood"), SampleName("Vance", "vance"),
            SampleName("Walker", "walker"), SampleName("Young", "young"),
        ], isFamilyNameFirst: false, greeting: "Hello,", closing: "Thanks!",
        topics: [
            SampleTopic(
                "network", ["vpn"],
                "VPN drops every few minutes on {host}",
                """
                Since the update the VPN connection drops every few minutes. I work from home and {app} \
                loses its session each time. The client shows error {code}.
                """,
                "Which network do you use at home, and does it also happen over a cable?",
                "It is a fibre line, wireless only. Over a cable it has held for an hour now.",
                """
                The wireless driver was too old. Version {n} is installed and the tunnel has been \
                stable since.
                """
            ),
            SampleTopic(
                "hardware", ["printer"],
                "Printer in {room} jams on every second page",
                """
                The printer in {room} jams on every second page. I have opened both trays and found \
                nothing.
                """,
                "Does the display show a number when it stops?",
                "It says {code} and wants to be opened at the back.",
                """
                The fuser roller was worn out and has been replaced. Two hundred test pages went \
                through.
                """
            ),
            SampleTopic(
                "accounts", ["password"],
                "Locked out of {app} after changing my password",
                """
                I changed my password this morning as I was asked to. Now {app} says that my account is \
                locked.
                """,
                "Is there an old session left on a phone or a second computer?",
                "Yes, my phone still had the old one. I had not thought of it.",
                "The account is unlocked and the stale session on the phone is gone."
            ),
            SampleTopic(
                "software", ["licence"],
                "Please install {app} on {host}",
                """
                I need {app} for the quarterly report, which is due on Friday. My manager has approved \
                it.
                """,
                "Please forward the approval, then we order the licence.",
                "Sent, with the cost centre {n} in it.",
                "{app} is installed and the licence is assigned to you."
            ),
            SampleTopic(
                "hardware", ["monitor"],
                "Second monitor stays black at the docking station in {room}",
                """
                When I dock {host} the second monitor stays black. The cable sits firmly and another \
                notebook works there.
                """,
                "Which firmware does the docking station report?",
                "{n}, if I read the small print correctly.",
                "The firmware of the dock was updated; both monitors come up now."
            ),
            SampleTopic(
                "mail", ["spam"],
                "Suspicious message about an unpaid invoice",
                """
                I received a message about an unpaid invoice with an archive attached. I have not \
                opened it. It claims to come from our own finance department.
                """,
                "Thank you for asking first. Did anybody else in your team receive it?",
                "Three colleagues did, and one of them clicked on the link.",
                """
                The sender is blocked, the messages are removed from all mailboxes, and the colleague \
                has a new password.
                """
            ),
            SampleTopic(
                "facilities", ["heating"],
                "It is freezing in {room}",
                "The heating in {room} has been off since yesterday. We are sitting here in coats.",
                "Is only this room cold or the whole floor?",
                "Only ours, the corridor is warm.",
                "A valve was stuck. It is replaced and the room is back at twenty-one degrees."
            ),
            SampleTopic(
                "hr", ["onboarding"],
                "New colleague starts on Monday, needs a workplace",
                """
                A new colleague starts in our team on Monday. She needs a notebook, a badge and access \
                to {app}.
                """,
                "Which of the two keyboard layouts would she like?",
                "The British one, please.",
                "Notebook {host} is prepared, the badge lies at reception, and the accounts are active."
            ),
            SampleTopic(
                "software", ["crash"],
                "{app} crashes when I export to PDF",
                """
                {app} closes without a word whenever I export to PDF. The file has about {n} pages. \
                Smaller ones work.
                """,
                "Could you attach the file, or one like it?",
                "It is attached. It holds no personal data.",
                """
                The export ran out of temporary space. The limit is raised and your file exports in a \
                minute.
                """
            ),
            SampleTopic(
                "network", ["wifi"],
                "No wireless in {room} since the weekend",
                "There is no wireless network in {room}. Phones do not see it either.",
                "Does the light on the ceiling box glow green or orange?",
                "Orange, and it blinks.",
                "The access point had lost its configuration after the power cut. It is restored."
            ),
            SampleTopic(
                "accounts", ["access"],
                "Access to the shared folder of project {n}",
                "I have joined the project and cannot open its shared folder. The message is {code}.",
                "Who leads the project? We need a yes from them.",
                "I have asked her to answer here.",
                "You have read and write access now; please sign in anew."
            ),
            SampleTopic(
                "hardware", ["battery"],
                "Battery of {host} lasts twenty minutes",
                "My notebook lasts twenty minutes without the charger. It is three years old.",
                "Does the lid or the bottom look bent?",
                "Now that you say it, the bottom is a little round.",
                """
                Please do not charge it any more. The battery was swollen and has been replaced on the \
                spot.
                """
            ),
            SampleTopic(
                "software", ["slow"],
                "{app} is unbearably slow since this morning",
                "Every click in {app} takes ten seconds since this morning. Restarting did not help.",
                "Is it slow for your neighbours too?",
                "Yes, for the whole floor.",
                """
                An index of the database was damaged by the nightly maintenance. It is rebuilt and \
                answers are quick again.
                """
            ),
            SampleTopic(
                "facilities", ["keys"],
                "Badge does not open the door of {room}",
                "My badge opens the main entrance but not {room}. It worked last week.",
                "Which number is printed on its back?",
                "{n}.",
                "The door controller had an old list. It is updated and your badge is on it."
            ),
        ])
}

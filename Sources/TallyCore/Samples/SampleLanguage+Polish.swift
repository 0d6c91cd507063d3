extension SampleLanguage {
    static let polish = SampleLanguage(
        share: 6,
        givenNames: [
            SampleName("Agnieszka", "agnieszka"), SampleName("Bartosz", "bartosz"),
            SampleName("Elżbieta", "elzbieta"), SampleName("Grzegorz", "grzegorz"),
            SampleName("Iwona", "iwona"), SampleName("Jakub", "jakub"), SampleName("Łukasz", "lukasz"),
            SampleName("Małgorzata", "malgorzata"), SampleName("Paweł", "pawel"),
            SampleName("Stanisław", "stanislaw"), SampleName("Zofia", "zofia"),
        ],
        familyNames: [
            SampleName("Kowalski", "kowalski"), SampleName("Wiśniewski", "wisniewski"),
            SampleName("Wójcik", "wojcik"), SampleName("Zieliński", "zielinski"),
            SampleName("Woźniak", "wozniak"), SampleName("Dąbrowski", "dabrowski"),
            SampleName("Kaczmarek", "kaczmarek"), SampleName("Król", "krol"),
            SampleName("Jabłoński", "jablonski"),
        ], isFamilyNameFirst: false, greeting: "Dzień dobry,", closing: "Pozdrawiam",
        topics: [
            SampleTopic(
                "hardware", ["printer"],
                "Drukarka w {room} nie działa",
                "Drukarka w {room} pokazuje błąd {code} i nic nie drukuje.",
                "Czy świeci się kontrolka tonera?",
                "Tak, miga na pomarańczowo.",
                "Toner został wymieniony, drukarka działa."
            ),
            SampleTopic(
                "accounts", ["password"],
                "Zablokowane konto w {app}",
                "Po zmianie hasła nie mogę się zalogować do {app}.",
                "Czy stare hasło jest jeszcze zapisane w telefonie?",
                "Rzeczywiście, było w telefonie.",
                "Konto jest odblokowane."
            ),
            SampleTopic(
                "software", ["slow"],
                "{app} działa bardzo wolno",
                "Od rana {app} otwiera się kilka minut.",
                "Czy u innych też tak jest?",
                "Tak, na całym piętrze.",
                "Serwer bazy danych miał pełny dysk. Miejsce zostało zwolnione."
            ),
        ])
}

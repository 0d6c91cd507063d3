extension SampleLanguage {
    static let german = SampleLanguage(
        share: 16,
        givenNames: [
            SampleName("Anna", "anna"), SampleName("Björn", "bjorn"), SampleName("Clara", "clara"),
            SampleName("Dieter", "dieter"), SampleName("Eva", "eva"), SampleName("Florian", "florian"),
            SampleName("Greta", "greta"), SampleName("Hannes", "hannes"), SampleName("Ines", "ines"),
            SampleName("Jürgen", "jurgen"), SampleName("Käthe", "kathe"), SampleName("Lukas", "lukas"),
            SampleName("Marlene", "marlene"), SampleName("Nils", "nils"), SampleName("Petra", "petra"),
            SampleName("Rüdiger", "rudiger"), SampleName("Sabine", "sabine"),
            SampleName("Thomas", "thomas"), SampleName("Ute", "ute"),
            SampleName("Wolfgang", "wolfgang"),
        ],
        familyNames: [
            SampleName("Müller", "muller"), SampleName("Schmidt", "schmidt"),
            SampleName("Schneider", "schneider"), SampleName("Fischer", "fischer"),
            SampleName("Weber", "weber"), SampleName("Wagner", "wagner"),
            SampleName("Becker", "becker"), SampleName("Schulz", "schulz"),
            SampleName("Hoffmann", "hoffmann"), SampleName("Krüger", "kruger"),
            SampleName("Jäger", "jager"), SampleName("Köhler", "kohler"), SampleName("Groß", "gross"),
            SampleName("Weiß", "weiss"), SampleName("Vogel", "vogel"), SampleName("Böhm", "bohm"),
            SampleName("Lange", "lange"), SampleName("Kühn", "kuhn"),
        ], isFamilyNameFirst: false, greeting: "Guten Tag,", closing: "Viele Grüße",
        topics: [
            SampleTopic(
                "hardware", ["printer"],
                "Drucker in {room} zieht kein Papier ein",
                """
                Seit heute früh zieht der Drucker in {room} kein Papier mehr ein. Ich habe das Fach \
                schon zweimal geleert und neu gefüllt.
                """,
                "Welche Meldung steht im Display?",
                "Da steht {code}, danach geht er aus.",
                "Die Einzugsrolle war abgenutzt und ist getauscht. Hundert Probeseiten liefen durch."
            ),
            SampleTopic(
                "network", ["vpn"],
                "VPN-Verbindung bricht ständig ab",
                """
                Im Homeoffice bricht die VPN-Verbindung alle paar Minuten ab. {app} verliert dann die \
                Sitzung. Der Fehler lautet {code}.
                """,
                "Hängt {host} am Kabel oder im WLAN?",
                "Im WLAN. Mit Kabel läuft es bisher ohne Abbruch.",
                """
                Der Treiber der Netzwerkkarte war veraltet. Nach der Aktualisierung hält die \
                Verbindung.
                """
            ),
            SampleTopic(
                "accounts", ["password"],
                "Konto für {app} gesperrt",
                "Nach dem Urlaub komme ich nicht mehr in {app}. Angeblich ist mein Konto gesperrt.",
                "Haben Sie das Kennwort vor dem Urlaub noch geändert?",
                "Ja, am letzten Tag, und es mir natürlich nicht gemerkt.",
                "Das Konto ist entsperrt, ein Einmalkennwort kommt über Ihre Führungskraft."
            ),
            SampleTopic(
                "facilities", ["heating"],
                "Heizung in {room} lässt sich nicht regeln",
                "In {room} ist es viel zu heiß. Der Regler an der Heizung dreht ins Leere.",
                "Betrifft das nur diesen Raum?",
                "Ja, nebenan ist alles in Ordnung.",
                "Das Thermostat war gebrochen und ist ersetzt."
            ),
            SampleTopic(
                "software", ["licence"],
                "Bitte {app} auf {host} installieren",
                "Für die Auswertung brauche ich {app}. Die Freigabe der Abteilungsleitung hängt an.",
                "Die Lizenz ist bestellt. Passt Ihnen die Installation morgen um neun?",
                "Morgen um neun passt sehr gut.",
                "{app} ist installiert und startet."
            ),
            SampleTopic(
                "mail", ["quota"],
                "Postfach ist voll, Anhänge gehen nicht raus",
                """
                Ich kann keine Anhänge mehr verschicken, weil mein Postfach voll sei. Gelöscht habe ich \
                schon viel.
                """,
                "Haben Sie auch den Papierkorb geleert?",
                "Nein. Das wusste ich nicht.",
                """
                Der Papierkorb enthielt {n} Nachrichten. Er ist geleert, und das Postfach hat wieder \
                Platz.
                """
            ),
            SampleTopic(
                "hardware", ["monitor"],
                "Größerer Bildschirm für {room}",
                """
                Für die Konstruktion reicht der kleine Bildschirm nicht. Können wir einen größeren \
                bekommen?
                """,
                "Welche Anschlüsse hat Ihr Rechner?",
                "Zwei DisplayPort, kein HDMI.",
                "Der neue Bildschirm steht und ist eingerichtet."
            ),
        ])
}

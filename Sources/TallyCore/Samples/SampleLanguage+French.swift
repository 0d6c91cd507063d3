extension SampleLanguage {
    static let french = SampleLanguage(
        share: 10,
        givenNames: [
            SampleName("Amélie", "amelie"), SampleName("Benoît", "benoit"),
            SampleName("Céline", "celine"), SampleName("Didier", "didier"),
            SampleName("Élodie", "elodie"), SampleName("François", "francois"),
            SampleName("Gaëlle", "gaelle"), SampleName("Hélène", "helene"),
            SampleName("Julien", "julien"), SampleName("Laëtitia", "laetitia"),
            SampleName("Mathieu", "mathieu"), SampleName("Noémie", "noemie"),
            SampleName("Olivier", "olivier"), SampleName("Pascale", "pascale"),
            SampleName("Rémi", "remi"), SampleName("Sophie", "sophie"),
        ],
        familyNames: [
            SampleName("Martin", "martin"), SampleName("Bernard", "bernard"),
            SampleName("Dubois", "dubois"), SampleName("Lefèvre", "lefevre"),
            SampleName("Moreau", "moreau"), SampleName("Garnier", "garnier"),
            SampleName("Rousseau", "rousseau"), SampleName("Noël", "noel"),
            SampleName("Lemaître", "lemaitre"), SampleName("Gauthier", "gauthier"),
            SampleName("Béranger", "beranger"), SampleName("Chevalier", "chevalier"),
        ], isFamilyNameFirst: false, greeting: "Bonjour,", closing: "Cordialement",
        topics: [
            SampleTopic(
                "hardware", ["printer"],
                "L'imprimante de {room} n'imprime plus",
                """
                Depuis ce matin l'imprimante de {room} affiche {code} et n'imprime plus rien. J'ai déjà \
                redémarré l'appareil.
                """,
                "Le voyant du toner est-il allumé ?",
                "Oui, il clignote en orange.",
                "La cartouche était mal reconnue. Elle est remplacée et l'imprimante fonctionne."
            ),
            SampleTopic(
                "accounts", ["password"],
                "Mot de passe oublié pour {app}",
                "Je n'arrive plus à me connecter à {app}. Après trois essais le compte est bloqué.",
                "Utilisez-vous encore ce compte sur un autre appareil ?",
                "Sur ma tablette, en effet.",
                "Le compte est débloqué et la tablette a été déconnectée."
            ),
            SampleTopic(
                "network", ["vpn"],
                "Le VPN se coupe sans arrêt",
                "En télétravail, le VPN se coupe toutes les cinq minutes et {app} perd ma saisie.",
                "Quel est le fournisseur d'accès chez vous ?",
                "La fibre, en Wi-Fi. Avec un câble c'est mieux.",
                "Le pilote de la carte réseau de {host} était trop ancien. Il est à jour."
            ),
            SampleTopic(
                "facilities", ["light"],
                "Néon qui clignote dans {room}",
                "Le néon au-dessus de mon bureau dans {room} clignote et cela donne mal à la tête.",
                "Pouvez-vous travailler à un autre bureau demain matin ?",
                "Oui, sans problème.",
                "Le tube et son ballast ont été changés."
            ),
            SampleTopic(
                "software", ["crash"],
                "{app} se ferme à l'enregistrement",
                "{app} se ferme dès que j'enregistre un document de plus de {n} pages.",
                "Pouvez-vous joindre un exemple ?",
                "Voici le fichier, il ne contient rien de confidentiel.",
                "L'espace temporaire était plein. Il a été agrandi et l'enregistrement réussit."
            ),
        ])
}

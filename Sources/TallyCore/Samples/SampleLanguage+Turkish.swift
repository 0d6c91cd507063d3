extension SampleLanguage {
    static let turkish = SampleLanguage(
        share: 3,
        givenNames: [
            SampleName("Ayşe", "ayse"), SampleName("Burak", "burak"), SampleName("Çağla", "cagla"),
            SampleName("Emre", "emre"), SampleName("Gülşen", "gulsen"),
            SampleName("Hüseyin", "huseyin"), SampleName("İpek", "ipek"), SampleName("Ömer", "omer"),
            SampleName("Şule", "sule"), SampleName("Uğur", "ugur"),
        ],
        familyNames: [
            SampleName("Yılmaz", "yilmaz"), SampleName("Kaya", "kaya"), SampleName("Demir", "demir"),
            SampleName("Çelik", "celik"), SampleName("Şahin", "sahin"), SampleName("Öztürk", "ozturk"),
            SampleName("Aydın", "aydin"), SampleName("Doğan", "dogan"),
        ], isFamilyNameFirst: false, greeting: "Merhaba,", closing: "Teşekkürler",
        topics: [
            SampleTopic(
                "hardware", ["printer"],
                "{room} yazıcısı kâğıt sıkıştırıyor",
                "{room} odasındaki yazıcı her sayfada kâğıt sıkıştırıyor, ekranda {code} yazıyor.",
                "Diğer kâğıt tepsisini denediniz mi?",
                "Denedim, aynı sorun var.",
                "Silindir değiştirildi, yazıcı çalışıyor."
            ),
            SampleTopic(
                "accounts", ["password"],
                "{app} şifremi unuttum",
                "{app} hesabım üç denemeden sonra kilitlendi.",
                "Telefonunuzda eski şifre kayıtlı mı?",
                "Evet, oradaymış.",
                "Hesabın kilidi açıldı."
            ),
        ])
}

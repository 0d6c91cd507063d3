/// How programs that answer for somebody begin their subjects.
///
/// People write about such answers too, and about cars and holidays: a phrase counts when nothing of a sentence follows
/// it, and a common word only in an answer.
enum AutomaticSubject {
    /// What says it outright, in the languages of the large mail programs; lower case.
    private static let phrases = PhraseList([
        "automatic reply", "automatic response", "auto reply", "auto-reply", "autoreply", "auto response",
        "auto-response", "autoresponse", "automated reply", "automated response",
        "out of office", "out of the office", "out-of-office", "vacation reply", "vacation response",
        "vacation message",
        "automatische antwort", "abwesenheitsnotiz", "abwesenheitsmeldung", "abwesenheitsnachricht",
        "réponse automatique", "absence du bureau", "message d'absence",
        "respuesta automática", "fuera de la oficina", "resposta automática", "resposta automàtica",
        "risposta automatica", "fuori sede", "erantzun automatikoa",
        "automatisch antwoord", "automatiskt svar", "automatisk svar", "autosvar", "frånvaromeddelande",
        "automaattinen vastaus", "sjálfvirkt svar",
        "automatyczna odpowiedź", "odpowiedź automatyczna", "automatická odpověď", "automatická odpoveď",
        "automatický e-mail", "automatikus válasz", "răspuns automat", "automatski odgovor",
        "samodejni odgovor", "automaatvastus", "automātiska atbilde", "automātiskā atbilde",
        "automatinis atsakymas",
        "автоответ", "автоматический ответ", "автоматична відповідь", "автоматичен отговор",
        "аутоматски одговор", "автоматски одговор",
        "αυτόματη απάντηση", "otomatik yanıt", "otomatik cevap",
        "自动回复", "自动答复", "自動回覆", "自動回復", "自動応答", "自動返信", "不在通知", "자동 회신", "자동 응답",
        "תשובה אוטומטית", "מענה אוטומטי", "رد تلقائي", "پاسخ خودکار", "स्वचालित उत्तर", "स्वचालित प्रतिक्रिया",
        "การตอบกลับอัตโนมัติ", "ตอบกลับอัตโนมัติ", "trả lời tự động", "balasan otomatis", "balasan automatik",
    ])

    /// Words that people begin subjects with as well; lower case.
    private static let words = PhraseList([
        "auto", "vacation", "abwesend", "abwesenheit", "absence", "ausência", "ausente", "afwezig", "poissa",
        "frånvaro", "fravær", "nieobecność", "不在", "부재중",
    ])

    /// How an answer to the subject behind it begins.
    private static let answers = PhraseList(["re:", "re :", "aw:", "sv:", "antw:", "odp:", "rif:", "回复:"])

    /// Longer subjects are no responder's.
    private static let limit = 400

    /// The phrase that a subject begins with as those of responders do.
    ///
    /// - Parameter isAnswer: whether the message names one that it answers, the second sign that some phrases need.
    static func sign(in subject: String, isAnswer: Bool) -> String? {
        guard subject.utf8.count < limit else { return nil }
        var text = Array(subject.lowercased().utf8)[...]
        while text.first == UInt8(ascii: "[") || text.first?.isWhitespace == true { text = text.dropFirst() }
        if text.starts(with: "complaint about message from ".utf8) { return "complaint about message from" }
        if let phrase = phrases.longest(in: text) {
            let rest = withoutBlanks(text[phrase.upperBound...])
            let isSign = isAnswer || ends(rest) || introduces(rest)
            return isSign ? String(bytes: text[phrase]) : nil
        }
        guard let word = words.longest(in: text) else { return nil }
        let rest = withoutBlanks(text[word.upperBound...])
        guard ends(rest) || introduces(rest) else { return nil }
        let isSign = isAnswer || introduces(withoutBlanks(rest.drop { $0 == UInt8(ascii: ":") }))
        return isSign ? String(bytes: text[word]) : nil
    }

    /// Nothing follows, or what is answered behind a colon.
    private static func ends(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first else { return true }
        if first == UInt8(ascii: ":") || first == UInt8(ascii: "]") || rest.starts(with: "：".utf8) {
            return true
        }
        return rest.allSatisfy { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "!") }
    }

    /// Another such phrase follows, or the subject that is answered.
    private static func introduces(_ rest: ArraySlice<UInt8>) -> Bool {
        answers.begins(rest) || phrases.begins(rest)
    }

    /// Without white space at the start, the one that does not break among it, as French has before a colon.
    private static func withoutBlanks(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text
        while let first = text.first {
            if first.isWhitespace {
                text = text.dropFirst()
            } else if text.starts(with: [0xC2, 0xA0]) {
                text = text.dropFirst(2)
            } else if text.starts(with: [0xE2, 0x80, 0xAF]) {
                text = text.dropFirst(3)
            } else {
                break
            }
        }
        return text
    }
}

import TallyCore

/// An automatic reply of somebody who is away, in the language of their mail program, with a word of command on top: an
/// old status that they are "resolved" or "done" with, or a text somebody chose badly.
struct AbsenceNotice: Sendable {
    let language: String
    /// How the program begins the subject.
    let subject: String
    let text: String

    /// How a program says that it is one.
    enum Mark: CaseIterable {
        /// RFC 3834 §3.1.
        case standard
        case exchange
        /// As before there was a standard.
        case vacation
        /// By nothing but its subject.
        case subjectOnly

        func fields(_ notice: AbsenceNotice) -> (subject: String, fields: [String]) {
            let answered = "Re: [TT-1] The printer burns"
            switch self {
            case .standard: return (answered, ["Auto-Submitted: auto-replied (away)"])
            case .exchange:
                return (
                    "\(notice.subject) [TT-1] The printer burns",
                    ["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"]
                )
            case .vacation: return (answered, ["Precedence: bulk", "X-Autoreply: yes"])
            case .subjectOnly: return ("\(notice.subject) [TT-1] The printer burns", [])
            }
        }
    }

    static let all = [
        AbsenceNotice(
            language: "en", subject: "Automatic reply:", text: "I am out of the office until Monday."),
        AbsenceNotice(
            language: "de", subject: "Automatische Antwort:", text: "Ich bin bis Montag nicht im Büro."),
        AbsenceNotice(
            language: "fr", subject: "Réponse automatique :", text: "Je suis absent jusqu'à lundi."),
        AbsenceNotice(
            language: "es", subject: "Respuesta automática:",
            text: "Estoy fuera de la oficina hasta el lunes."),
        AbsenceNotice(
            language: "it", subject: "Risposta automatica:", text: "Sono fuori ufficio fino a lunedì."),
        AbsenceNotice(
            language: "pt", subject: "Resposta automática:",
            text: "Estou fora do escritório até segunda-feira."),
        AbsenceNotice(
            language: "nl", subject: "Automatisch antwoord:", text: "Ik ben tot maandag afwezig."),
        AbsenceNotice(
            language: "sv", subject: "Automatiskt svar:", text: "Jag är inte på kontoret förrän på måndag."),
        AbsenceNotice(
            language: "pl", subject: "Automatyczna odpowiedź:", text: "Jestem poza biurem do poniedziałku."),
        AbsenceNotice(
            language: "ru", subject: "Автоматический ответ:", text: "Меня не будет в офисе до понедельника."),
        AbsenceNotice(language: "ja", subject: "自動応答:", text: "月曜日まで不在にしております。"),
        AbsenceNotice(language: "zh", subject: "自动答复:", text: "我周一之前不在办公室。"),
        AbsenceNotice(language: "tr", subject: "Otomatik yanıt:", text: "Pazartesiye kadar ofis dışındayım."),
        AbsenceNotice(language: "ar", subject: "رد تلقائي:", text: "أنا خارج المكتب حتى يوم الاثنين."),
    ]
}

/// Words by which mail programs, in the languages of their users, introduce what they repeat.
///
/// ASCII letters are in lower case; the others are written as programs write them.
enum ReplyVocabulary {
    /// `wrote` at the end of an attribution, or behind a date.
    static let verbs = PhraseList(
        [
            "wrote", "writes", "sent", "said",  // English
            "schrieb", "geschrieben", "skrev", "skreiv", "skrifaði", "schreef", "kirjoitti",
            "a écrit", "écrit", "écrivait", "escribió", "escribio", "escribiste", "escreveu", "ha scritto",
            "scritto", "scrisse",
            "va escriure", "escrigué", "escribiu", "a scris", "napisał(a)", "napisał", "napisała", "napisali",
            "pisze",
            "napsal(a)", "napsal", "napsala", "napísal(a)", "napísal", "napísala", "ezt írta", "írta",
            "je napisao/la",
            "je napisao", "je napisala", "napisao", "napisal", "napisala", "napisala/o", "kirjutas",
            "rakstīja", "rašė",
            "parašė",
            "написал(а)", "написал", "написала", "пишет", "писал", "написав(ла)", "написав", "пише", "написа",
            "напісаў",
            "је написао/ла", "написао", "έγραψε", "yazdı", "şunu yazdı", "menulis", "đã viết", "คาดว่า",
            "เขียน",
            "เขียนว่า", "ने लिखा", "লিখেছেন",
            "כתב/ה", "כתב", "כתבה", "‫כתב", "كتب", "كتبت", "نوشت", "写道", "寫道", "写了", "のメッセージ", "のメール",
            "さんは書きました",
            "님이 작성", "작성", "님이 쓰시길", "a scritto", "het volgende geschreven",
            "igorleak hau idatzi du", "erabiltzaileak hau idatzi du", "(e)k hau idatzi du", "(e)k idatzi du",
            "(e)k idatzi zuen", "hau idatzi du", "idatzi du", "idatzi zuen",
        ])

    /// What an attribution begins with before its date.
    static let openers = PhraseList(
        [
            "on ", "at ", "am ", "le ", "el ", "em ", "no dia ", "il ", "in data ", "op ", "den ", "på ",
            "pe ",
            "dnia ",
            "w dniu ", "dne ", "dňa ", "a(z) ", "vào ", "vào lúc ", "pada ", "la data de ", "în ", "στις ",
            "στο ", "в ", "на ",
            "у ", "dana ", "kl. ", "pe ", "vào ngày ", "tarihinde ",
            "เมื่อ ",
            "在 ", "於 ", "ב-", "בתאריך ", "في ", "یوم ",
        ])

    /// What an attribution begins with that names only whom it quotes.
    static let quoting = PhraseList(
        [
            "quoting ", "zitat von ", "citando a ", "citando ", "citat från ", "citeren ", "cytowanie ",
            "citace ", "quota ", "citazione da ", "quoted ",
        ])

    /// `Original Message`, as it stands between dashes.
    static let originals = PhraseList([
        "original message", "reply message", "original appointment", "originalnachricht",
        "original-nachricht",
        "ursprüngliche nachricht", "antwort nachricht", "ursprünglicher termin", "message d'origine",
        "message d’origine",
        "message original", "message initial", "mail original", "courriel original", "mensaje original",
        "mensagem original", "messaggio originale",
        "messaggio original", "oorspronkelijk bericht", "origineel bericht", "oprindelig meddelelse",
        "original meddelelse", "opprinnelig melding", "ursprungligt meddelande", "originalmeddelande",
        "alkuperäinen viesti", "wiadomość oryginalna", "oryginalna wiadomość", "původní zpráva",
        "pôvodná správa",
        "eredeti üzenet", "mesaj original", "mesajul original", "исходное сообщение",
        "оригинальное сообщение",
        "первоначальное сообщение", "оригінальне повідомлення", "оригинално съобщение", "αρχικό μήνυμα",
        "orijinal mesaj", "özgün ileti", "originalna poruka", "izvorno sporočilo", "izvorna poruka",
        "algne sõnum", "originalus laiškas",
        "tin nhắn gốc", "thư gốc", "pesan asli", "missatge original", "原始邮件", "原始郵件", "原郵件", "元のメッセージ",
        "オリジナルメッセージ", "원본 메시지",
        "원본 메일", "הודעה מקורית", "الرسالة الأصلية", "رسالة أصلية", "پیام اصلی", "ข้อความต้นฉบับ", "ข้อความเดิม",
        "मूल संदेश", "jatorrizko mezua",
    ])

    /// `Forwarded message`: what follows is content.
    static let forwards = PhraseList([
        "forwarded message", "forwarded by", "begin forwarded message", "weitergeleitete nachricht",
        "anfang der weitergeleiteten", "weitergeleitet von", "message transféré",
        "début du message transféré",
        "début du message réexpédié", "mensaje reenviado", "inicio del mensaje reenviado",
        "mensagem encaminhada",
        "mensagem reencaminhada", "início da mensagem", "messaggio inoltrato", "inizio messaggio inoltrato",
        "doorgestuurd bericht", "begin doorgestuurd bericht", "videresendt meddelelse", "videresendt melding",
        "vidarebefordrat", "vidarebefordrade brev", "välitetty viesti", "edelleenlähetetty viesti",
        "przekazana wiadomość", "wiadomość przekazana", "początek przekazywanej", "přeposlaná zpráva",
        "preposlaná správa", "továbbított üzenet", "mesaj redirecționat", "пересылаемое сообщение",
        "пересланное сообщение",
        "начало переадресованного сообщения", "переслане повідомлення", "препратено съобщение",
        "προωθημένο μήνυμα",
        "iletilen mesaj", "iletilmiş mesaj", "proslijeđena poruka", "posredovano sporočilo", "edastatud kiri",
        "thư được chuyển tiếp", "pesan terusan", "missatge reenviat", "转发的邮件", "转发邮件", "轉寄的郵件", "轉寄郵件",
        "転送メッセージ", "転送されたメッセージ",
        "전달된 메시지", "הודעה שהועברה", "رسالة معاد توجيهها", "الرسالة المحولة", "ข้อความที่ส่งต่อ", "अग्रेषित संदेश",
        "birbidalitako mezua",
    ])

    /// The kinds of fields of a repeated header block.
    enum Field: UInt8, Sendable {
        case from
        case date
        case to
        case cc
        case subject
        case replyTo
    }

    /// Whether the name of a field may begin with this octet.
    static func mayBeField(_ first: UInt8) -> Bool { fieldNames.list.begins(with: first) }

    /// The field of this name, which is folded and has no colon.
    static func field(in bytes: Span<UInt8>, _ name: Range<Int>) -> Field? {
        fieldNames.list.number(of: bytes, name).map { fieldNames.fields[$0] }
    }

    /// Their names; those with letters that are not ASCII also with capitals.
    private static let fieldNames: (list: PhraseList, fields: [Field]) = {
        let names: [(Field, [String])] = [
            (
                .from,
                [
                    "from", "von", "de", "da", "van", "fra", "från", "lähettäjä", "od", "feladó", "de la",
                    "от", "от кого", "від", "από",
                    "kimden", "gönderen", "šalje", "pošiljatelj", "saatja", "nuo", "no", "từ", "người gửi",
                    "dari", "发件人", "寄件者", "寄件人", "差出人", "送信者",
                    "보낸 사람", "보낸사람", "מאת", "من", "فرستنده", "expéditeur", "remitente", "remetente",
                    "mittente", "absender", "afzender", "nadawca", "odesílatel", "จาก", "प्रेषक", "द्वारा", "से",
                    "nork",
                    "igorlea",
                ]
            ),
            (
                .date,
                [
                    "sent", "date", "gesendet", "datum", "envoyé", "envoyé le", "date d'envoi", "enviado",
                    "enviado el", "enviado em", "enviada",
                    "enviada em", "fecha", "data", "inviato", "verzonden", "verstuurd", "sendt", "dato",
                    "skickat", "lähetetty", "päivämäärä", "päiväys",
                    "wysłano", "wysłane", "odesláno", "odoslané", "dátum", "elküldve", "küldve", "trimis",
                    "trimis la", "отправлено", "дата", "надіслано",
                    "изпратено", "στάλθηκε", "ημερομηνία", "gönderildi", "tarih", "gönderme tarihi",
                    "poslano", "poslato", "saadetud", "kuupäev", "išsiųsta",
                    "nosūtīts", "đã gửi", "ngày", "dikirim", "tanggal", "发送时间", "日期", "寄件日期", "時間", "时间",
                    "送信日時", "送信", "日時", "日付", "보낸 날짜", "날짜", "נשלח", "תאריך", "تاريخ",
                    "تم الإرسال", "التاريخ", "تاریخ", "ส่ง", "ส่งเมื่อ", "วันที่", "भेजा गया", "प्रेषित", "दिनांक", "तारीख",
                    "bidalia", "bidalita", "bidaltze-data", "noiz",
                ]
            ),
            (
                .to,
                [
                    "to", "an", "à", "a", "para", "aan", "til", "till", "vastaanottaja", "do", "komu",
                    "címzett", "către", "кому", "до", "προς",
                    "kime", "alıcı", "za", "prima", "kam", "kellele", "kepada", "đến", "tới", "收件人", "收件者",
                    "宛先", "받는 사람", "받는사람", "אל", "إلى", "به", "destinataire",
                    "destinatario", "destinatário", "empfänger", "ontvanger", "ถึง", "प्रति", "को", "nori",
                    "hartzailea",
                ]
            ),
            (
                .cc,
                [
                    "cc", "kopie", "copia", "copie", "kopia", "kopio", "másolat", "копия", "копія", "抄送",
                    "副本", "참조", "עותק", "dw", "cópia", "bilgi", "κοιν.", "bcc", "สำเนา", "สำเนาถึง", "प्रतिलिपि",
                ]
            ),
            (
                .subject,
                [
                    "subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "emne",
                    "ämne", "aihe", "temat", "předmět",
                    "predmet", "tárgy", "subiect", "тема", "относно", "θέμα", "konu", "naslov", "teema",
                    "tema", "chủ đề", "tiêu đề", "subjek", "perihal",
                    "主题", "主題", "件名", "主旨", "제목", "נושא", "الموضوع", "موضوع", "re", "เรื่อง", "ชื่อเรื่อง", "विषय",
                    "gaia", "tēma",
                ]
            ),
            (
                .replyTo,
                [
                    "reply-to", "antwort an", "répondre à", "responder a", "rispondi a", "risposta",
                    "antwoord aan", "svar til", "svara till", "ответить",
                ]
            ),
        ]
        var phrases: [String] = []
        var fields: [Field] = []
        // The last of two meanings counts.
        for (field, words) in names.reversed() {
            for form in words.flatMap(written) {
                phrases.append(form)
                fields.append(field)
            }
        }
        return (PhraseList(phrases), fields)
    }()

    /// A word as it is, with a capital, with capitals of all its words, and in capitals; ASCII stays in lower case.
    private static func written(_ name: String) -> [String] {
        guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return [name] }
        func capital(_ word: some StringProtocol) -> String { word.prefix(1).uppercased() + word.dropFirst() }
        let words = name.split(separator: " ").map { capital($0) }.joined(separator: " ")
        let forms = [name, capital(name), words, name.uppercased()].map(\.asciiLowercased)
        return forms.enumerated().filter { !forms[..<$0].contains($1) }.map(\.element)
    }

    /// How programs of phones and of the web sign in place of their user.
    static let sentFrom = PhraseList([
        "outlook für ", "sent from ", "sent via ", "sent with ", "sent by ", "sent using ",
        "get outlook for ",
        "from my iphone", "from my ipad",
        "from my android", "gesendet von ", "gesendet mit ", "von meinem ", "von meiner ",
        "diese nachricht wurde von ", "envoyé de ",
        "envoyé depuis ", "envoyé à partir ", "envoyé avec ", "télécharger outlook ", "obtenez outlook ",
        "enviado desde ", "enviado de ", "enviado do ", "enviado a partir ",
        "enviado con ", "obtener outlook ", "obter o outlook ", "inviato da ", "inviato dal ",
        "scarica outlook ", "ottieni outlook ", "verzonden vanaf ", "verzonden met ",
        "verstuurd vanaf ", "outlook voor ", "sendt fra ", "skickat från ", "hämta outlook ", "hent outlook ",
        "lähetetty ", "hanki outlook ",
        "wysłano z ", "wysłane z ", "pobierz outlook", "odesláno z ", "odoslané z ", "küldve ",
        "trimis de pe ", "trimis din ", "отправлено с ", "отправлено из ", "отправлено от ", "надіслано з ",
        "изпратено от ", "στάλθηκε από ", "iphone'umdan gönderildi", "poslano s ", "poslano iz ",
        "được gửi từ ", "dikirim dari ", "发自我的", "发送自", "從我的", "从我的",
        "iphoneから送信", "나의 iphone", "내 iphone", "נשלח מה", "أُرسلت من", "تم الإرسال من",
    ])

    /// What such a signature names.
    static let devices = PhraseList([
        "iphone", "ipad", "ipod", "android", "samsung", "galaxy", "blackberry", "htc", "nokia", "huawei",
        "xiaomi", "pixel", "oneplus",
        "motorola", "alcatel", "sony", "lumia", "mobil", "phone", "telefon", "handy", "smartphone", "cell",
        "tablet", "device", "dispositivo", "appareil", "gerät", "cellulare", "celular", "móvil",
        "téléphone", "outlook", "mail", "gmail", "yahoo", "windows", "airmail", "proton", "thunderbird",
        "tutanota", "k-9", "spark", "sparrow", "ti-8",
        "курьер", "телефон", "iphone'umdan", "手机", "puhelimesta", "laite", "mac", "aqua", "verizon",
        "t-mobile", "vodafone", "lte", "4g", "ios",
    ])
}

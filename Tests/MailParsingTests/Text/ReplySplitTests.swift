import TestSupport
import Testing

@testable import MailParsing

@Suite("Reply splitting: plain text")
struct ReplySplitTests {
    /// Attributions above marked quotations, one for each language.
    static let attributions = [
        "On Mon, Nov 23, 2026 at 9:12 AM Acme IT <it@acme.example> wrote:",
        "On 23 Nov 2026, at 09:12, Acme IT wrote:",
        "Am 23.11.2026 um 09:12 schrieb Acme IT <it@acme.example>:",
        "Acme IT <it@acme.example> schrieb am Mo., 23. Nov. 2026,\n09:12:",
        "Le lun. 23 nov. 2026 à 09:12, Acme IT <it@acme.example> a écrit :",
        "El lun, 23 nov 2026 a las 9:12, Acme IT (<it@acme.example>) escribió:",
        "Em seg., 23 de nov. de 2026 às 09:12, Acme IT <it@acme.example>\nescreveu:",
        "Il giorno lun 23 nov 2026 alle ore 09:12 Acme IT <it@acme.example> ha scritto:",
        "Op ma 23 nov 2026 om 09:12 schreef Acme IT <it@acme.example>:",
        "Den mån 23 nov. 2026 kl 09:12 skrev Acme IT <it@acme.example>:",
        "Den man. 23. nov. 2026 kl. 09.12 skrev Acme IT <it@acme.example>:",
        "ma 23. marrask. 2026 klo 9.12 Acme IT (it@acme.example) kirjoitti:",
        "pon., 23 lis 2026 o 09:12 Acme IT <it@acme.example> napisał(a):",
        "po 23. 11. 2026 v 9:12 odesílatel Acme IT <it@acme.example> napsal:",
        "Acme IT <it@acme.example> ezt írta (időpont: 2026. nov. 23., H, 9:12):",
        "lun., 23 nov. 2026 la 09:12, Acme IT <it@acme.example> a scris:",
        "пн, 23 нояб. 2026 г. в 09:12, Acme IT <it@acme.example>:",
        "23.11.2026 09:12, Acme IT пишет:",
        "пн, 23 лист. 2026 р. о 09:12 Acme IT <it@acme.example> пише:",
        "На пн, 23.11.2026 г. в 9:12 Acme IT <it@acme.example> написа:",
        "Στις Δευ 23 Νοε 2026 στις 9:12 π.μ., ο χρήστης Acme IT <it@acme.example> έγραψε:",
        "Acme IT <it@acme.example>, 23 Kas 2026 Pzt, 09:12 tarihinde şunu yazdı:",
        "Vào Th 2, 23 thg 11, 2026 vào lúc 09:12 Acme IT <it@acme.example> đã viết:",
        "Acme IT <it@acme.example> 于2026年11月23日周一 09:12写道：",
        "Acme IT <it@acme.example> 於 2026年11月23日 週一 上午9:12寫道：",
        "2026年11月23日(月) 9:12 Acme IT <it@acme.example>:",
        "2026년 11월 23일 (월) 오전 9:12, Acme IT <it@acme.example>님이 작성:",
        "‫בתאריך יום ב׳, 23 בנוב׳ 2026 ב-9:12 מאת ‪Acme IT‬‏ <‪it@acme.example‬‏>:‬",
        "في الاثنين، 23 نوفمبر 2026 في 9:12 ص تمت كتابة ما يلي بواسطة ‪Acme IT‬‏\n<‪it@acme.example‬‏>:",
        "در تاریخ دوشنبه ۲۳ نوامبر ۲۰۲۶،‏ ۹:۱۲ Acme IT <it@acme.example> نوشت:",
        "सोम, 23 नव॰ 2026 को 9:12 am बजे को Acme IT <it@acme.example> ने लिखा:",
        "ในวันที่ จ. 23 พ.ย. 2026 เวลา 09:12 Acme IT <it@acme.example> เขียนว่า:",
        "Acme IT <it@acme.example> igorleak hau idatzi du (2026 aza. 23(e)a, al. (09:12)):",
        "Acme IT (<it@acme.example>) erabiltzaileak hau idatzi du (2026 aza. 23, al.\n(09:12)):",
        "2026(e)ko aza. 23(a), 09:12(e)tan, Acme IT <it@acme.example>(e)k idatzi du:",
        "Acme IT(e)k hau idatzi du:",
        "Missatge de Acme IT <it@acme.example> del dia dl., 23 de nov. 2026 a les 9:12:",
        "pon, 23. stu 2026. u 09:12 Acme IT <it@acme.example> napisao je:",
        "V V pon., 23. nov. 2026 ob 09:12 je oseba Acme IT <it@acme.example> napisala:",
        "пон, 23. нов 2026. у 09:12 Acme IT <it@acme.example> је написао/ла:",
        "po 23. 11. 2026 o 9:12 Acme IT <it@acme.example> napísal(a):",
        "Kuupäev E, 23. november 2026 kell 09:12 kirjutas Acme IT <it@acme.example>:",
        "pirmd., 2026. g. 23. nov., plkst. 09:12 — lietotājs Acme IT (<it@acme.example>)\nrakstīja:",
        "2026-11-23, pr, 09:12 Acme IT <it@acme.example> rašė:",
        "Pada tanggal Sen, 23 Nov 2026 pukul 09.12 Acme IT <it@acme.example>\nmenulis:",
        "2026-11-23 9:12 GMT+01:00 Acme IT <it@acme.example>:",
        "-------- Acme IT wrote --------",
        "Acme IT wrote:",
    ]

    @Test(arguments: attributions)
    func `a marked quotation is cut with its attribution`(attribution: String) {
        let split = ReplySplit(
            plain: "It prints again.\n\n\(attribution)\n\n> Is the printer on?\n>> yes\n> Sam\n")
        #expect(split.visible == "It prints again.")
        #expect(split.quoted.utf8.elementsEqual("\(attribution)\n\n> Is the printer on?\n>> yes\n> Sam".utf8))
    }

    /// The four lines that Outlook puts above what it repeats.
    static let headers = [
        "From: Acme IT <it@acme.example>\nSent: Monday, November 23, 2026 9:12 AM\nTo: Ann\nSubject: Printer",
        "*From:* Acme IT\n*Sent:* 2026-11-23\n*To:* ann@example.org\n*Subject:* Printer",
        "Von: Acme IT <it@acme.example>\nGesendet: Montag, 23. November 2026 09:12\nAn: Ann\nBetreff: Drucker",
        "De : Acme IT <it@acme.example>\nEnvoyé : lundi 23 novembre 2026 09:12\nÀ : Ann\nObjet : Imprimante",
        "De: Acme IT\nEnviado el: lunes, 23 de noviembre de 2026 9:12\nPara: Ann\nAsunto: Impresora",
        "De: Acme IT\nEnviada em: segunda-feira, 23 de novembro de 2026 09:12\nPara: Ann\nAssunto: Impressora",
        "Da: Acme IT\nInviato: lunedì 23 novembre 2026 09:12\nA: Ann\nOggetto: Stampante",
        "Van: Acme IT\nVerzonden: maandag 23 november 2026 9:12\nAan: Ann\nOnderwerp: Printer",
        "Fra: Acme IT\nSendt: 23. november 2026 09:12\nTil: Ann\nEmne: Printer",
        "Från: Acme IT\nSkickat: den 23 november 2026 09:12\nTill: Ann\nÄmne: Skrivare",
        "Lähettäjä: Acme IT\nLähetetty: maanantai 23. marraskuuta 2026 9.12\nVastaanottaja: Ann\nAihe: Tulostin",
        "Od: Acme IT\nWysłano: poniedziałek, 23 listopada 2026 09:12\nDo: Ann\nTemat: Drukarka",
        "Od: Acme IT\nOdesláno: pondělí 23. listopadu 2026 9:12\nKomu: Ann\nPředmět: Tiskárna",
        "Feladó: Acme IT\nElküldve: 2026. november 23., hétfő 9:12\nCímzett: Ann\nTárgy: Nyomtató",
        "От: Acme IT\nОтправлено: 23 ноября 2026 г. 9:12\nКому: Ann\nТема: Принтер",
        "Від: Acme IT\nНадіслано: 23 листопада 2026 р. 9:12\nКому: Ann\nТема: Принтер",
        "Από: Acme IT\nΣτάλθηκε: Δευτέρα, 23 Νοεμβρίου 2026 9:12 πμ\nΠρος: Ann\nΘέμα: Εκτυπωτής",
        "Kimden: Acme IT\nGönderildi: 23 Kasım 2026 Pazartesi 09:12\nKime: Ann\nKonu: Yazıcı",
        "发件人: Acme IT\n发送时间: 2026年11月23日 9:12\n收件人: Ann\n主题: 打印机",
        "差出人: Acme IT\n送信日時: 2026年11月23日 9:12\n宛先: Ann\n件名: プリンター",
        "보낸 사람: Acme IT\n보낸 날짜: 2026년 11월 23일\n받는 사람: Ann\n제목: 프린터",
        "De la: Acme IT\nTrimis: luni, 23 noiembrie 2026 09:12\nCătre: Ann\nSubiect: Imprimantă",
        "Od: Acme IT\nOdoslané: pondelok 23. novembra 2026 9:12\nKomu: Ann\nPredmet: Tlačiareň",
        "От: Acme IT\nИзпратено: понеделник, 23 ноември 2026 г. 9:12\nДо: Ann\nОтносно: Принтер",
        "Šalje: Acme IT\nPoslano: 23. studenog 2026. 9:12\nPrima: Ann\nPredmet: Pisač",
        "Saatja: Acme IT\nSaadetud: esmaspäev, 23. november 2026 9:12\nKellele: Ann\nTeema: Printer",
        "No: Acme IT\nNosūtīts: pirmdiena, 2026. gada 23. novembris 9:12\nKam: Ann\nTēma: Printeris",
        "Nuo: Acme IT\nIšsiųsta: 2026 m. lapkričio 23 d. 9:12\nKam: Ann\nTema: Spausdintuvas",
        "Từ: Acme IT\nĐã gửi: 23 Tháng Mười Một 2026 9:12 SA\nĐến: Ann\nChủ đề: Máy in",
        "Dari: Acme IT\nDikirim: 23 November 2026 9:12\nKepada: Ann\nSubjek: Printer",
        "寄件者: Acme IT\n寄件日期: 2026年11月23日 9:12\n收件者: Ann\n主旨: 印表機",
        "מאת: Acme IT\nנשלח: יום שני 23 נובמבר 2026 09:12\nאל: Ann\nנושא: מדפסת",
        "من: Acme IT\nتم الإرسال: الاثنين، 23 نوفمبر 2026 09:12\nإلى: Ann\nالموضوع: طابعة",
        "จาก: Acme IT\nส่ง: วันจันทร์ที่ 23 พฤศจิกายน 2026 9:12\nถึง: Ann\nเรื่อง: เครื่องพิมพ์",
        "จาก: Acme IT <it@acme.example>\nวันที่: วันจันทร์ที่ 23 พฤศจิกายน 2569 เวลา 09:12\nถึง: Ann\nสำเนา: Bob\nชื่อเรื่อง: x",
        "प्रेषक: Acme IT\nभेजा गया: सोमवार, 23 नवंबर 2026 09:12\nप्रति: Ann\nविषय: प्रिंटर",
        "द्वारा: Acme IT <it@acme.example>\nदिनांक: सोमवार, 23 नवंबर 2026 को 9:12 पूर्वाह्न बजे\nको: Ann\nविषय: प्रिंटर",
        "Nork: Acme IT\nBidalia: 2026(e)ko azaroaren 23(a), astelehena 9:12\nNori: Ann\nGaia: Inprimagailua",
        "-----ข้อความต้นฉบับ-----\nx", "-----मूल संदेश-----\nx", "----- Jatorrizko mezua -----\nx",
        "-----Original Message-----\nanything",
        "-----Ursprüngliche Nachricht-----\nirgendwas",
        "________________________________\nFrom: Acme IT <it@acme.example>\nSent: today\nTo: Ann",
    ]

    @Test(arguments: headers)
    func `an unmarked quotation is cut with its header block`(header: String) {
        let split = ReplySplit(plain: "It prints again.\n\nAnn\n\n\(header)\n\nIs the printer on?\n")
        #expect(split.visible == "It prints again.\n\nAnn")
        #expect(split.quoted.utf8.elementsEqual("\(header)\n\nIs the printer on?".utf8))
    }

    @Test(arguments: [
        "From: Berlin\nTo: Munich\nI need a ticket.",
        "Date: Wednesday\nTime: 7:00\nAddress: 130 Fox St",
        "On Monday I wrote you a mail.\nOn Tuesday I wrote:\nplease help.",
        "In 2015 he wrote:\nthe printer is dead.",
        "The error says: cannot connect\n--> and then it stops",
        ">>> >>>  http://www.example.org <<<\nlook there",
        "Sent from my desk, is much easier then my mobile phone.",
        "- first\n- second",
        "> a quotation\n\nand my words about it",
        "> q1\n\na1\n\n> q2\n\na2",
        "> only a quotation",
        "Hello,\n\nour cron sends this:\n\nFrom: root@server\nTo: admin@server\nSubject: cron\n\nWhy?",
        "Our log says:\nFrom: a@b\nTo: c@d\nDate: 2026-11-23 09:12\nSubject: cron\n\nWhat is this?",
        "I got this mail.\n\nFrom: root@server\nTo: admin@server\nSubject: cron\n\nWhat is this?",
        "Please book a room.\n\nFrom: 10:00\nTo: 12:00\nDate: Monday\nSubject: Maths\n\nWith a beamer.",
        "I need tickets.\n\nFrom: Berlin\nTo: Munich\nDate: 2026-12-01\nSubject: trip\n\nTwo persons.",
        "What I did:\n1. restart\n--\n2. reinstall\nBut it fails.",
        "Problem A: no printer\n\n--\n\nProblem B: no phone",
        "One.\n--\nThis is more than a signature ever says.",
        "It says\n-----Original Message-----\nin every mail. Why?",
        "Look:\n\n```\n# comment\n####\n```\nend",
        "",
    ])
    func `what may be an answer stays`(text: String) {
        let split = ReplySplit(plain: text)
        #expect(split.visible == text)
        #expect(split.quoted.isEmpty)
    }

    @Test(arguments: [
        ("a\n-- \nAnn Doe\nAcme", "a"), ("a\n\n--\nAnn", "a"), ("a\n\nSent from my iPhone", "a"),
        ("a\n\nVon meinem iPhone gesendet", "a"), ("a\n\nEnvoyé de mon iPhone", "a"),
        ("a\n\nEnviado desde mi iPhone", "a"), ("a\n\nGet Outlook for Android", "a"),
        ("a\n\n-Ann Doe\n", "a"),
        (
            "a\n\n_______________________________________________\nusers mailing list\nusers@lists.example",
            "a"
        ),
    ])
    func `signatures are cut`(text: String, visible: String) {
        let split = ReplySplit(plain: text)
        #expect(split.visible == visible)
        #expect(!split.quoted.isEmpty)
    }

    @Test func `a dash is no signature when much follows`() {
        let text = "a\n--\n" + (1...40).map { "line \($0)" }.joined(separator: "\n")
        #expect(ReplySplit(plain: text).visible == text)
    }

    @Test(arguments: ["-- ", "--"])
    func `a postscript below the signature stays`(mark: String) {
        let split = ReplySplit(plain: "Hi\n\n\(mark)\nAnn\n\nPS: the scanner is on fire too.\nReally.")
        #expect(split.visible == "Hi\n\nPS: the scanner is on fire too.\nReally.")
        #expect(split.quoted == "\(mark)\nAnn")
    }

    @Test(arguments: [
        "\n-----Original Message-----\n\nanything", "\n-----Original Message-----",
        "-----Original Message-----\nFrom: Ann", "-----Original Message-----\n> anything",
        "\nOriginal Message\nFrom: Ann <a@b>\nTo: Bob",
    ])
    func `the words above an original message divide`(mark: String) {
        #expect(ReplySplit(plain: "Yes\n\(mark)").visible == "Yes")
    }

    @Test func `an answer below or around a quotation is kept`() {
        let below = ReplySplit(plain: "On 1 Jan 2026, Ann wrote:\n> Is it on?\n\nYes it is.")
        #expect(below.visible == "Yes it is.")
        let around = ReplySplit(plain: "Hi\n\nOn 1 Jan 2026, Ann wrote:\n> Is it on?\n\nYes it is.")
        #expect(around.visible == "Hi\n\nYes it is.")
        let between = ReplySplit(
            plain: "On 1 Jan 2026, Ann wrote:\n> Is it on?\n\nYes.\n\n> Since when?\n\nMonday.\n\n> Bye")
        #expect(between.visible == "> Is it on?\n\nYes.\n\n> Since when?\n\nMonday.")
    }

    @Test func `forwarded mail is content`() {
        let text =
            "FYI\n\n---------- Forwarded message ---------\nFrom: Ann <a@b.example>\nDate: today\nSubject: x\nTo: <c@d>\n\nText"
        #expect(ReplySplit(plain: text).visible == text)
        let bytes = Array(
            "Subject: WG: Drucker\n\nbitte\n\nVon: A <a@b>\nGesendet: heute\nAn: B\nBetreff: Drucker\n\nText"
                .utf8)
        #expect(Message(reading: bytes).quotedText.isEmpty)
    }

    @Test func `our own line divides, however it is quoted`() {
        let ours = "##- Please type your reply above this line -##"
        #expect(ReplySplit(plain: "Done.\n\n\(ours)\n\nThe ticket").visible == "Done.")
        #expect(ReplySplit(plain: "Done.\n\n> \(ours)\n> The ticket").visible == "Done.")
        #expect(ReplySplit(plain: "\(ours)\n\nThe ticket").visible == "\(ours)\n\nThe ticket")
    }

    @Test func `the line divides in every language it is written in`() {
        let german = "##- Bitte schreiben Sie Ihre Antwort über diese Zeile -##"
        #expect(ReplySplit(plain: "Erledigt.\n\n> \(german)\n> Das Ticket").visible == "Erledigt.")
        let none = "Use ##- and -## here.\n\nBye"
        #expect(ReplySplit(plain: "##-x-##\n\nThe text").visible == "##-x-##\n\nThe text")
        #expect(ReplySplit(plain: none).visible.hasPrefix("Use"))
    }

    /// Found by fuzzing: the dashes between answer and attribution were in neither part.
    @Test(arguments: ["-", "--", "----------"])
    func `dashes before an attribution in the same line are kept with it`(dashes: String) {
        let split = ReplySplit(plain: "Yes. \(dashes) On 23 Nov 2026, at 09:12, Acme IT wrote:\n> Really?\n")
        #expect(split.visible == "Yes.")
        #expect(split.quoted.hasPrefix("\(dashes) On 23 Nov"))
    }

    @Test func `no line is lost`() {
        var generator = SeededGenerator(seed: 7)
        let pieces =
            Self.attributions + Self.headers + [
                "> quoted", "text", "", "-- ", "--", "Sent from my iPhone", ">> deep", "| bar",
                "____________", "word:",
                "---------- Forwarded message ---------", "##- Please type your reply above this line -##",
                "On ", "wrote:", "<",
                "> wrote:",
            ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 0..<14, using: &generator))
                .compactMap { _ in pieces.randomElement(using: &generator) }
                .joined(separator: "\n")
            let split = ReplySplit(plain: text)
            let before = text.utf8.split(separator: UInt8(ascii: "\n")).map { String($0) ?? "" }.sorted()
            let after = (split.visible + "\n" + split.quoted).utf8.split(separator: UInt8(ascii: "\n"))
                .map { String($0) ?? "" }.sorted()
            #expect(before == after)
        }
    }

    @Test func `text beyond the line limit goes where the last line went`() {
        let long = Array(repeating: "line", count: 25_000).joined(separator: "\n")
        #expect(ReplySplit(plain: long).visible == long)
        let quoted = ReplySplit(plain: "a\n\n-----Original Message-----\n\(long)")
        #expect(quoted.visible == "a")
        #expect(quoted.quoted.utf8.count == long.utf8.count + 27)
    }

    @Test func `floods end at once`() {
        for piece in [
            ":\n", "> \n", "On 1 Jan 2026, a@b\n", "From: a@b\n", "--\n", "-- \nx\n", "wrote:\n", "Date: 1\n",
            "<\n", "On \n",
            "On 1 Jan 2026 <", "a@b wrote: ", "----", "> x\ny\n",
        ] {
            let text = String(repeating: piece, count: 1_500)
            let split = ReplySplit(plain: text)
            #expect(split.visible.utf8.count + split.quoted.utf8.count <= text.utf8.count)
        }
    }
}

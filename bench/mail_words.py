"""What the generated mails say, in which languages, and which charsets people write those in."""

# Each language: charsets with weights, then sentences that all of them can hold.
LANGUAGES = {
    "English": ({"us-ascii": 5, "utf-8": 4, "iso-8859-1": 1, "windows-1252": 2}, [
        "Since this morning the printer on the third floor prints every page twice.",
        "I have restarted it, and it did not help at all.",
        "Could somebody have a look before the meeting at two?",
        "The error message says that the certificate is not valid yet.",
        "My colleague has the same problem = but only when he is on battery.",
        "See the log below: from what I can tell the queue never empties.",
    ]),
    "German": ({"utf-8": 5, "iso-8859-1": 3, "windows-1252": 3, "iso-8859-15": 2}, [
        "Der Drucker im dritten Stock druckt seit heute früh jede Seite zweimal.",
        "Könnte bitte jemand vor der Besprechung nachsehen? Grüße aus Köln.",
        "Die Rechnung über die Geräte fehlt noch, siehe Anhang.",
        "Mein Schlüssel passt nicht mehr, und die Tür öffnet sich trotzdem.",
    ]),
    "French": ({"utf-8": 5, "iso-8859-1": 3, "windows-1252": 2, "iso-8859-15": 2}, [
        "Le mot de passe a expiré et la page de réinitialisation reste blanche.",
        "Pourriez-vous vérifier l'accès au dossier partagé avant mardi ?",
        "Depuis la mise à jour, l'écran s'éteint après quelques minutes.",
    ]),
    "Polish": ({"utf-8": 5, "iso-8859-2": 4, "windows-1250": 3}, [
        "Drukarka na trzecim piętrze od rana drukuje każdą stronę dwa razy.",
        "Czy ktoś mógłby zajrzeć przed zebraniem? Będę bardzo wdzięczny.",
        "Hasło wygasło, a strona do zmiany hasła się nie otwiera.",
    ]),
    "Russian": ({"utf-8": 5, "koi8-r": 4, "windows-1251": 4, "iso-8859-5": 1}, [
        "Принтер на третьем этаже с утра печатает каждую страницу дважды.",
        "Пожалуйста, посмотрите до совещания, у нас срочный отчёт.",
        "После обновления не открывается почта и не работает вход.",
    ]),
    "Greek": ({"utf-8": 4, "iso-8859-7": 3, "windows-1253": 2}, [
        "Ο εκτυπωτής στον τρίτο όροφο τυπώνει κάθε σελίδα δύο φορές.",
        "Μπορεί κάποιος να το ελέγξει πριν από τη συνάντηση;",
    ]),
    "Turkish": ({"utf-8": 4, "iso-8859-9": 3, "windows-1254": 2}, [
        "Üçüncü kattaki yazıcı sabahtan beri her sayfayı iki kez basıyor.",
        "Şifremin süresi doldu, sıfırlama sayfası da boş geliyor.",
    ]),
    "Hebrew": ({"utf-8": 4, "iso-8859-8": 2, "windows-1255": 2}, [
        "המדפסת בקומה השלישית מדפיסה כל עמוד פעמיים מהבוקר.",
        "אפשר בבקשה לבדוק לפני הפגישה? תודה רבה.",
    ]),
    "Arabic": ({"utf-8": 4, "windows-1256": 3}, [
        "الطابعة في الطابق الثالث تطبع كل صفحة مرتين منذ الصباح.",
        "هل يمكن لأحدكم أن ينظر في الأمر قبل الاجتماع؟",
    ]),
    "Japanese": ({"utf-8": 5, "iso-2022-jp": 4, "shift_jis": 2, "euc-jp": 1}, [
        "三階のプリンターが今朝から同じページを二回印刷します。",
        "会議の前に確認していただけますか。よろしくお願いいたします。",
        "パスワードの有効期限が切れて、再設定の画面が表示されません。",
    ]),
    "Chinese": ({"utf-8": 5, "gb18030": 3, "gb2312": 3, "gbk": 1}, [
        "三楼的打印机从今天早上开始每一页都打印两次。",
        "请在开会之前帮忙看一下，谢谢。",
        "密码已经过期，重置页面一直打不开。",
    ]),
    "Taiwanese": ({"utf-8": 4, "big5": 5}, [
        "三樓的印表機從今天早上開始每一頁都列印兩次。",
        "請在開會之前幫忙看一下，謝謝。",
    ]),
    "Korean": ({"utf-8": 4, "euc-kr": 4}, [
        "삼층 프린터가 오늘 아침부터 모든 페이지를 두 번씩 인쇄합니다.",
        "회의 전에 확인해 주실 수 있을까요? 감사합니다.",
    ]),
    "Thai": ({"utf-8": 3, "tis-620": 2}, [
        "เครื่องพิมพ์ที่ชั้นสามพิมพ์ทุกหน้าสองครั้งตั้งแต่เช้านี้",
    ]),
}

LANGUAGE_WEIGHTS = {
    "English": 40, "German": 12, "French": 8, "Russian": 8, "Japanese": 7, "Chinese": 6, "Polish": 4,
    "Taiwanese": 3, "Korean": 3, "Greek": 2, "Turkish": 2, "Hebrew": 2, "Arabic": 2, "Thai": 1,
}

PEOPLE = {
    "English": ["Ann Archer", "Miller, Bob", "Carol O'Hara", "D. E. Fox (IT)"],
    "German": ["Jürgen Müller", "Groß, Käthe"],
    "French": ["Hélène Lefèvre", "François Bérard"],
    "Polish": ["Łukasz Wójcik", "Małgorzata Dąbrowska"],
    "Russian": ["Анна Петрова", "Сергей Иванов"],
    "Greek": ["Ελένη Παπαδοπούλου"],
    "Turkish": ["Ayşe Yıldız"],
    "Hebrew": ["דוד כהן"],
    "Arabic": ["فاطمة الزهراء"],
    "Japanese": ["山田太郎", "佐藤花子"],
    "Chinese": ["王小明", "李娜"],
    "Taiwanese": ["陳美玲"],
    "Korean": ["김민수"],
    "Thai": ["สมชาย ใจดี"],
}

FILES = {
    "English": ["Invoice 2026-11.pdf", "screen shot.png", "minutes; final (2).docx", "scan_0001.tiff"],
    "German": ["Geräteübersicht für März.xlsx", "Prüfbericht.pdf"],
    "French": ["Résumé de l'incident – suite et fin.pdf", "capture d'écran.png"],
    "Polish": ["Zażółć gęślą jaźń.docx"],
    "Russian": ["Отчёт о проделанной работе за третий квартал.docx", "Счёт.pdf"],
    "Greek": ["Έκθεση προόδου.pdf"],
    "Turkish": ["Şubat raporu.xlsx"],
    "Hebrew": ["דוח חודשי.pdf"],
    "Arabic": ["تقرير الصيانة.pdf"],
    "Japanese": ["第三四半期の業務報告書について最終版.xlsx", "画面.png"],
    "Chinese": ["第三季度工作报告以及下一年度计划草案.docx", "截图.png"],
    "Taiwanese": ["會議紀錄與後續追蹤事項.pdf"],
    "Korean": ["삼분기 업무 보고서.hwp"],
    "Thai": ["รายงานประจำเดือน.pdf"],
}

TYPES = {
    "pdf": "application/pdf", "png": "image/png", "tiff": "image/tiff", "hwp": "application/x-hwp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

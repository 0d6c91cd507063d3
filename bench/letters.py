"""A mailbox of letters as a help desk gets them: the same ones every time, each from another sender.

Almost half are short and plain, most of the others have text and HTML, one in seven has files. Texts are in several
scripts, charsets and transfer encodings. Nothing is random that is not seeded.
"""

import email.policy
import random
from email.message import EmailMessage

POLICY = email.policy.SMTP
SENTENCES = {
    "us-ascii": [
        "Since this morning the printer on the third floor prints every page twice.",
        "I have restarted it, and it did not help.",
        "Could somebody have a look before the meeting at two?",
        "The error message says that the certificate is not valid yet.",
        "My colleague has the same problem, but only when he is on battery.",
    ],
    "iso-8859-1": [
        "Der Drucker im dritten Stock druckt seit heute früh jede Seite zweimal.",
        "Könnte bitte jemand vor der Besprechung nachsehen? Grüße aus Köln.",
        "Le mot de passe a expiré et la page de réinitialisation reste blanche.",
    ],
    "utf-8": [
        "Принтер на третьем этаже с утра печатает каждую страницу дважды.",
        "三階のプリンターが今朝から同じページを二回印刷します。",
        "الطابعة في الطابق الثالث تطبع كل صفحة مرتين منذ الصباح.",
        "Die Rechnung über 1.250 € – siehe Anhang – fehlt noch immer.",
    ],
}
SUBJECTS = [
    "Printer prints twice", "VPN drops every hour", "Passwort abgelaufen", "Écran noir au démarrage",
    "プリンターの故障", "New laptop for Monday", "Re: access to the archive", "Не открывается почта",
    "Phone without a dial tone",
]
FILES = [
    ("screenshot.png", "image", "png"), ("Bericht März.pdf", "application", "pdf"), ("log.zip", "application", "zip"),
]


def letters(count, recipient, seed=20261122):
    """`count` messages as bytes with CRLF, to `recipient`."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        yield _letter(number, recipient, chance).as_bytes(policy=POLICY)


def sender(number):
    """The address of the writer of the letter with this number; the private servers deliver it to one mailbox."""
    return f"person-{number:04}@outside.example"


def _letter(number, recipient, chance):
    charset = chance.choices(list(SENTENCES), weights=[5, 2, 3])[0]
    message = EmailMessage(policy=POLICY)
    message["From"] = f"Person {number} <{sender(number)}>"
    message["To"] = recipient
    message["Subject"] = chance.choice(SUBJECTS)
    message["Date"] = f"Sun, 22 Nov 2026 {8 + number // 3600:02}:{number // 60 % 60:02}:{number % 60:02} +0100"
    message["Message-ID"] = f"<letter-{number}.{chance.getrandbits(64):016x}@outside.example>"
    message["X-Mailer"] = "Letters 1.0"
    kind = chance.choices(["plain", "alternative", "files"], weights=[45, 40, 15])[0]
    text = _text(charset, chance, 400 if kind == "plain" else 1_500)
    encoding = "base64" if charset == "utf-8" and chance.random() < 0.3 else "quoted-printable"
    message.set_content(text, charset=charset, cte="7bit" if charset == "us-ascii" else encoding)
    if kind != "plain":
        message.add_alternative(_html(text, chance), subtype="html", charset="utf-8", cte="quoted-printable")
    if kind == "files":
        for _ in range(chance.choice([1, 1, 2])):
            name, main, sub = chance.choice(FILES)
            size = min(800_000, int(chance.lognormvariate(11.2, 1)))
            message.add_attachment(chance.randbytes(size), maintype=main, subtype=sub, filename=name)
    for part in message.walk():
        if part.is_multipart():
            part.set_boundary(f"=_{chance.getrandbits(64):016x}")
    return message


def _text(charset, chance, mean):
    size = max(60, int(chance.expovariate(1 / mean)))
    text = "Hello,\n\n"
    while len(text) < size:
        text += chance.choice(SENTENCES[charset]) + ("\n\n" if chance.random() < 0.3 else "\n")
    return text + "\nBest regards\n-- \nA Person\nAcme Outside Ltd.\n"


def _html(text, chance):
    """The text as mail programs write it: many times its size in styles and empty spans."""
    style = "margin:0cm;font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif"
    paragraph = '<p class="MsoNormal" style="{}"><span lang="EN">{}</span></p>\n'
    lines = "".join(paragraph.format(style, line) for line in text.split("\n"))
    count = chance.randrange(20, 400)
    rules = "".join(f".x{rule} {{ mso-style-priority: {rule}; margin: 0; }}\n" for rule in range(count))
    return f"<html><head><style>\n{rules}</style></head><body>\n{lines}</body></html>\n"

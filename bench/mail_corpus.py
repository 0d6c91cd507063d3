#!/usr/bin/env python3
"""Writes mails as a help desk gets them, the same ones every time, and what is true of each.

    mail_corpus.py DIRECTORY [--count 5000] [--seed 20261122]

DIRECTORY/NNNNN.eml are the mails, and each line of DIRECTORY/truth.jsonl says what one of them holds: its subject,
addresses, date, identifiers, the SHA-256 of its texts and of its files. Half of all octets are base64; sizes are
lognormal, the median is 22 KB, a few mails have several MB. The writer is not the one of any parser that reads them:
it knows what it meant, and then writes that in the ways of real mail programs, the crooked ones included.
"""

import argparse
import base64
import hashlib
import json
import os
import quopri
import random
import re
from email.utils import format_datetime
from datetime import datetime, timedelta, timezone

from mail_words import FILES, LANGUAGE_WEIGHTS, LANGUAGES, PEOPLE, TYPES

STYLE = "margin:0 0 12px 0;padding:0;font-family:'Segoe UI',Arial,sans-serif;font-size:14px;line-height:1.5;color:#333333"
LARGEST_FILE = 6_000_000


def digest(data):
    return hashlib.sha256(data).hexdigest()


def text_digest(texts):
    """Texts as all readers agree on them: joined, lines that end in LF, none empty at the end."""
    return digest("\n".join(texts).rstrip("\n").encode()) if texts else None


def seconds(date):
    """Since 1970, of a time as `tally-maild parse` prints it."""
    return int(datetime.fromisoformat(date.replace("Z", "+00:00")).timestamp())


class Part:
    """One MIME part: its fields and its body, lines ending in LF."""

    def __init__(self, fields, body):
        self.fields = fields
        self.body = body

    def lines(self):
        return "".join(f"{name}: {value}\n" for name, value in self.fields).encode("utf-8", "surrogateescape") + b"\n" + self.body


def whole_characters(text, charset, size):
    """The text in pieces of so many octets at most, none of which ends inside a character."""
    pieces = [""]
    for character in text:
        if len((pieces[-1] + character).encode(charset)) > size:
            pieces.append("")
        pieces[-1] += character
    return pieces


class Writer:
    """Writes one mail after the other; all chance comes from one seed."""

    def __init__(self, seed):
        self.chance = random.Random(seed)

    def mail(self, number):
        """The octets of a mail, and what is true of it."""
        self.number = number
        self.language = self.pick(LANGUAGE_WEIGHTS)
        charsets, self.sentences = LANGUAGES[self.language]
        self.charset = self.pick(charsets)
        self.texts, self.htmls, self.files = [], [], []
        self.line_end = b"\r\n" if self.chance.random() < 0.93 else b"\n"
        kind = self.pick({"plain": 26, "alternative": 34, "newsletter": 14, "files": 19, "log": 5, "report": 4, "forward": 2})
        root = getattr(self, f"{kind}_body")()
        fields, truth = self.header(kind)
        mail = Part(fields + root.fields, root.body).lines().replace(b"\n", self.line_end)
        truth |= {
            "text": text_digest(self.texts), "html": text_digest(self.htmls),
            "attachments": [[name, digest(data) if data is not None else None] for name, data in self.files],
        }
        return mail, truth

    # What a mail is made of

    def plain_body(self):
        return self.text_part(self.text())

    def alternative_body(self):
        text = self.text()
        parts = [self.text_part(text), self.html_part(self.html(text, 0.7))]
        if self.chance.random() < 0.25:
            image = self.file_part("image001.png", self.octets(9.2, 0.9), inline=True)
            parts[1] = self.multipart("related", [parts[1], image])
        return self.multipart("alternative", parts)

    def newsletter_body(self):
        text = self.text()
        html = self.html_part(self.html(text, 7))
        return html if self.chance.random() < 0.4 else self.multipart("alternative", [self.text_part(text), html])

    def files_body(self):
        text = self.text()
        first = self.text_part(text)
        if self.chance.random() < 0.6:
            first = self.multipart("alternative", [first, self.html_part(self.html(text, 0.5))])
        parts = [first]
        for _ in range(self.chance.choice([1, 1, 1, 2, 3])):
            name = self.chance.choice(FILES[self.language])
            parts.append(self.file_part(name, self.octets(10.4, 1.4)))
        if self.chance.random() < 0.15:
            parts.append(self.text_part(self.sentence() + "\n", footer=True))
        return self.multipart("mixed", parts)

    def log_body(self):
        """A log or a table as text, as monitors and customers send them: much text that is not base64."""
        size = min(LARGEST_FILE, int(self.chance.lognormvariate(12.4, 1.1)))
        line = "2026-11-22T08:{:02}:{:02}.{:03}Z host{} kernel: [{}] eth0: link is {}, 1000 Mbps full duplex, flow {:x}\n"
        rows = []
        while size > 0:
            number = self.chance.getrandbits(40)
            rows.append(line.format(number % 60, number // 64 % 60, number % 997, number % 31, number, "up" if number & 1 else "down", number))
            size -= len(rows[-1])
        data = "".join(rows).encode()
        name = self.chance.choice(["messages.log", "export.csv", "trace.txt"])
        kind = "text/csv" if name.endswith("csv") else "text/plain"
        fields = [("Content-Type", f'{kind}; charset=us-ascii; name="{name}"'), ("Content-Disposition", f'attachment; filename="{name}"')]
        body = data
        if self.chance.random() < 0.3:
            fields.append(("Content-Transfer-Encoding", "quoted-printable"))
            body = quopri.encodestring(data)
        # The line end before the delimiter is none of the file's, so that the file ends without one.
        self.files.append([name, data.rstrip(b"\n").replace(b"\n", self.line_end)])
        return self.multipart("mixed", [self.text_part(self.text()), Part(fields, body.rstrip(b"\n"))])

    def report_body(self):
        """A delivery report (RFC 3464)."""
        address = f"gone{self.number}@other.example"
        text = f"Your message could not be delivered to one recipient.\n\n<{address}>: host mx.other.example said: 550 5.1.1 no such user\n"
        self.texts.append(text)
        status = f"Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n"
        original = f"From: <support@acme.example>\nTo: <{address}>\nSubject: [TT-{self.number}] hello\nMessage-ID: <tt.{self.number}@acme.example>\n\n"
        self.files += [[None, None], [None, None]]
        return self.multipart("report; report-type=delivery-status", [
            Part([("Content-Type", "text/plain; charset=us-ascii")], text.encode()),
            Part([("Content-Type", "message/delivery-status")], status.encode()),
            Part([("Content-Type", "text/rfc822-headers")], original.encode()),
        ])

    def forward_body(self):
        """A whole mail inside, multiparts in multiparts."""
        inner, _ = Writer(self.chance.getrandbits(32)).mail(self.number)
        text = self.text_part(self.text())
        for _ in range(self.chance.randrange(3)):
            text = self.multipart(self.chance.choice(["mixed", "alternative"]), [text])
        self.files.append([None, None])
        return self.multipart("mixed", [text, Part([("Content-Type", "message/rfc822")], inner.replace(b"\r\n", b"\n"))])

    # Text

    def sentence(self):
        return self.chance.choice(self.sentences)

    def text(self):
        size = max(80, int(self.chance.lognormvariate(6.9, 1.1)))
        text, length = [], 0
        while length < size:
            text.append(self.sentence() + ("\n\n" if self.chance.random() < 0.25 else "\n"))
            length += len(text[-1])
        if self.chance.random() < 0.5:
            name = self.person()[0].encode(self.charset, "replace").decode(self.charset)
            text.append(f"\n-- \n{name}\n+49 30 1234{self.number}\n")
        if self.chance.random() < 0.4:
            quoted = "".join(f"> {self.sentence()}\n" for _ in range(self.chance.randrange(1, 25)))
            text.append(f"\nOn Sat, 21 Nov 2026 at 09:{self.number % 60:02}, Support <support@acme.example> wrote:\n{quoted}")
        return "".join(text)

    def html(self, text, weight):
        """The text as mail programs write it: many times its size in tables and styles."""
        rows = "".join(
            f'<tr><td align="left" valign="top" style="{STYLE}"><p class="MsoNormal">{line}</p></td></tr>\n' if line.strip()
            else '<tr><td height="12" style="font-size:0;line-height:0;">&nbsp;</td></tr>\n' for line in text.split("\n"))
        rules = "".join(f"@media only screen and (max-width:{300 + n}px) {{ .c{n} {{ width:100% !important; }} }}\n" for n in range(int(weight * 12)))
        link = '<a href="https://news.example.com/click?u={0}&amp;id={1:x}" style="color:#0b57d0;text-decoration:underline" target="_blank">{2}</a>'
        blocks = "".join(
            f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">\n<tr><td style="{STYLE}">'
            f'<img src="https://img.example.com/{self.chance.getrandbits(64):016x}.png" width="600" alt="" style="display:block;border:0">'
            f"{self.sentence()} {link.format(self.number, self.chance.getrandbits(128), self.sentence()[:20])}</td></tr>\n</table>\n"
            for _ in range(int(weight * self.chance.lognormvariate(1, 0.8))))
        return (f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="{self.charset}">\n<title>{self.sentence()}</title>\n<style type="text/css">\n{rules}</style>\n'
                f'</head>\n<body style="margin:0;padding:0">\n<table width="600" align="center">\n{rows}</table>\n{blocks}</body>\n</html>\n')

    def text_part(self, text, footer=False):
        self.texts.append(text if not footer else text.rstrip("\n"))
        flowed = self.charset == "us-ascii" and self.chance.random() < 0.3
        kind = f"text/plain; charset={self.label()}" + ("; format=flowed; delsp=yes" if flowed else "")
        return self.encoded(kind, self.texts[-1])

    def html_part(self, text):
        self.htmls.append(text)
        return self.encoded(f"text/html; charset={self.label()}", text)

    def label(self):
        return self.chance.choice(["{}", '"{}"', "{}"]).format(self.chance.choice([self.charset, self.charset.upper()]))

    def encoded(self, kind, text):
        data = text.encode(self.charset)
        fields = [("Content-Type", kind)]
        if self.charset in ("us-ascii", "iso-2022-jp"):
            encoding = self.pick({"7bit": 6, "quoted-printable": 3, "base64": 1})
        else:
            encoding = self.pick({"8bit": 2, "quoted-printable": 5, "base64": 3})
        fields.append(("Content-Transfer-Encoding", self.chance.choice([encoding, encoding, encoding.upper()])))
        if encoding == "base64":
            return Part(fields, self.base64(data.replace(b"\n", b"\r\n")))
        if encoding == "quoted-printable":
            # A form feed, NEL and the like are no line ends: the coder gets one line at a time.
            data = b"\n".join(quopri.encodestring(line, quotetabs=False) for line in data.split(b"\n"))
        return Part(fields, data)

    @staticmethod
    def base64(data):
        return base64.encodebytes(data)

    # Files

    def octets(self, mean, spread):
        return self.chance.randbytes(min(LARGEST_FILE, int(self.chance.lognormvariate(mean, spread))))

    def file_part(self, name, data, inline=False):
        self.files.append([name, data])
        kind = TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream")
        fields = [("Content-Type", kind), ("Content-Transfer-Encoding", "base64")]
        if inline:
            fields.append(("Content-ID", f"<image{self.number}.{self.chance.getrandbits(32):x}@pictures>"))
        form = self.pick({"quoted": 3, "2231": 3, "2231 in pieces": 4, "encoded words": 4, "encoded words in quotes": 2})
        value = "inline" if inline else "attachment"
        if form in ("encoded words", "encoded words in quotes") or form == "quoted" and not name.isascii():
            words = self.encoded_words(name, 75 - len("Content-Type"))
            quoted = f'"{words}"'
            fields[0] = ("Content-Type", f"{kind};\n name={quoted}")
            fields.append(("Content-Disposition", f"{value};\n filename={quoted}"))
        elif form == "quoted":
            fields[0] = ("Content-Type", f'{kind}; name="{name}"')
            fields.append(("Content-Disposition", f'{value}; filename="{name}"'))
        else:
            fields.append(("Content-Disposition", value + self.sections(name, "pieces" in form)))
        return Part(fields, self.base64(data))

    def sections(self, name, in_pieces):
        """A file name as RFC 2231 has it; pieces are cut where they are full, inside characters too."""
        charset = self.charset if self.can_write(name) and self.chance.random() < 0.5 else "utf-8"
        octets = [chr(byte) if chr(byte).isalnum() and byte < 128 or byte in b"._-" else f"%{byte:02X}" for byte in name.encode(charset)]
        if not in_pieces:
            return f";\n filename*={charset}''{''.join(octets)}"
        width = self.chance.choice([7, 11, 16, 20])
        pieces = ["".join(octets[start:start + width]) for start in range(0, len(octets), width)]
        pieces[0] = f"{charset}''{pieces[0]}"
        return "".join(f";\n filename*{number}*={piece}" for number, piece in enumerate(pieces))

    def can_write(self, text):
        try:
            return text.encode(self.charset).decode(self.charset) == text
        except UnicodeError:
            return False

    # Header

    def encoded_words(self, text, room):
        """RFC 2047, as mail programs write it: cut between octets as often as between characters."""
        if text.isascii():
            return text
        charset = self.charset if self.can_write(text) else "utf-8"
        size = self.chance.choice([24, 30, 42, 45, 45])
        if self.chance.random() < 0.3 and charset != "iso-2022-jp":
            data = text.encode(charset)
            pieces = [data[start:start + size] for start in range(0, len(data), size)]
        else:
            pieces = [piece.encode(charset) for piece in whole_characters(text, charset, size)]
        is_q = charset.startswith(("iso-8859", "windows", "koi8", "utf")) and self.chance.random() < 0.4
        if is_q:
            words = ["".join("_" if byte == 32 else chr(byte) if chr(byte).isalnum() and byte < 128 else f"={byte:02X}" for byte in piece) for piece in pieces]
        else:
            words = [base64.b64encode(piece).decode() for piece in pieces]
        mark = "Q" if is_q else "B"
        return self.chance.choice(["\n ", " "]).join(f"=?{charset}?{mark}?{word}?=" for word in words)

    def person(self):
        name = self.chance.choice(PEOPLE[self.chance.choice([self.language, "English"])])
        return name, f"{re.sub('[^a-z]', '', name.lower()) or 'person'}{self.chance.randrange(900)}@outside.example"

    def mailbox(self, name, address):
        if not name.isascii():
            return f"{self.encoded_words(name, 60)} <{address}>"
        return f'"{name}" <{address}>' if set(name) & set(",.();'") else f"{name} <{address}>"

    def people(self, count):
        people = [self.person() for _ in range(count)]
        return people, ",\n ".join(self.mailbox(*person) for person in people)

    def header(self, kind):
        when = datetime(2026, 1, 5, 6, tzinfo=timezone.utc) + timedelta(seconds=self.number * 4_001)
        zone = timezone(timedelta(hours=self.chance.choice([-8, -5, 0, 1, 2, 9])))
        date = format_datetime(when.astimezone(zone)) + self.chance.choice(["", "", " (CET)"])
        subject = self.chance.choice(["", "", "Re: ", "AW: "]) + self.sentence()[:self.chance.randrange(12, 90)].strip()
        sender, to, cc = (self.people(count) for count in (1, self.chance.choice([1, 1, 2, 6]), self.chance.choice([0, 0, 0, 1, 9])))
        identifier = f"{self.number}.{self.chance.getrandbits(64):016x}@outside.example"
        threads = [f"<{self.chance.getrandbits(96):024x}@acme.example>" for _ in range(self.chance.choice([0, 0, 1, 2, 12]))]
        fields = self.trace(date)
        fields += [("From", sender[1]), ("To", to[1])]
        if cc[0]:
            fields.append(("Cc", cc[1]))
        fields += [("Subject", self.encoded_words(subject, 60)), ("Date", date), ("Message-ID", f"<{identifier}>"), ("MIME-Version", "1.0")]
        if threads:
            fields += [("In-Reply-To", threads[-1]), ("References", "\n ".join(threads))]
        if kind == "newsletter":
            fields += [
                ("List-Unsubscribe", f"<https://news.example.com/u?id={self.chance.getrandbits(160):040x}>,\n <mailto:leave-{self.number}@news.example.com>"),
                ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"), ("List-Id", "News <news.example.com>"), ("Precedence", "bulk"),
            ]
        fields += [(f"X-MS-Exchange-{word}", f"{self.chance.getrandbits(200):050x}") for word in
                   ("CrossTenant-Network-Message-Id", "Organization-SCL", "Transport-EndToEndLatency", "AntiSpam-MessageData-0") if self.chance.random() < 0.3]
        truth = {
            "file": f"{self.number:05}.eml", "subject": subject, "from": sender[0], "to": to[0], "cc": cc[0],
            "date": int(when.timestamp()), "message_id": identifier,
        }
        return fields, truth

    def trace(self, date):
        """What servers put on top: Received, signatures, verdicts."""
        fields = []
        for hop in range(self.chance.randrange(2, 7)):
            fields.append(("Received", f"from mx{hop}.outside.example (mx{hop}.outside.example [192.0.2.{hop + 1}])\n\tby in{hop}.acme.example (Postfix) with ESMTPS id {self.chance.getrandbits(40):X}\n"
                           f"\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n\tfor <support@acme.example>; {date}"))
        verdicts = "in.acme.example;\n\tdkim=pass (2048-bit key) header.d=outside.example header.i=@outside.example;\n\tspf=pass smtp.mailfrom=outside.example; dmarc=pass header.from=outside.example"
        fields.append(("Authentication-Results", verdicts))
        signature = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=outside.example; s=s2026;\n\tt=1763800000; h=from:to:subject:date:message-id:mime-version:content-type;\n\tbh={}=;\n\tb={}=="
        if self.chance.random() < 0.8:
            fields.append(("DKIM-Signature", signature.format(self.letters(43), self.folded(342))))
        if self.chance.random() < 0.4:
            fields += [
                ("ARC-Seal", f"i=1; a=rsa-sha256; d=acme.example; s=arc; cv=none;\n\tb={self.folded(344)}"),
                ("ARC-Message-Signature", "i=1; " + signature.format(self.letters(43), self.folded(342))),
                ("ARC-Authentication-Results", "i=1; " + verdicts),
            ]
        return fields + [("Return-Path", f"<bounce-{self.number}@outside.example>"), ("X-Spam-Status", "No, score=-2.1 required=5.0")]

    def letters(self, count):
        return base64.b64encode(self.chance.randbytes(count))[:count].decode().rstrip("=")

    def folded(self, count):
        return "\n\t ".join(re.findall(".{1,70}", self.letters(count)))

    # Structure

    def multipart(self, subtype, parts):
        boundary = self.chance.choice(["=_{:x}", "----=_NextPart_{:x}", "000000000000{:x}", "Apple-Mail=_{:X}"]).format(self.chance.getrandbits(88))
        body = "".join(self.chance.choice(["This is a multi-part message in MIME format.\n", ""])).encode()
        for part in parts:
            body += f"--{boundary}\n".encode() + part.lines() + b"\n"
        kind, _, parameters = subtype.partition(";")
        parameters = f";{parameters}" if parameters else ""
        return Part([("Content-Type", f'multipart/{kind}{parameters};\n boundary="{boundary}"')], body + f"--{boundary}--\n".encode())

    def pick(self, weights):
        return self.chance.choices(list(weights), weights=list(weights.values()))[0]


def write(directory, count, seed):
    """The corpus, unless this very one lies there already."""
    mark, words = os.path.join(directory, "made"), f"{count} {seed} {digest(b''.join(map(source, (__file__, LANGUAGES_FILE))))}"
    if os.path.exists(mark) and open(mark, encoding="utf-8").read() == words:
        return
    os.makedirs(directory, exist_ok=True)
    writer = Writer(seed)
    with open(os.path.join(directory, "truth.jsonl"), "w", encoding="utf-8") as truths:
        for number in range(count):
            mail, truth = writer.mail(number)
            with open(os.path.join(directory, truth["file"]), "wb") as file:
                file.write(mail)
            truths.write(json.dumps(truth, ensure_ascii=False) + "\n")
    with open(mark, "w", encoding="utf-8") as file:
        file.write(words)


LANGUAGES_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "mail_words.py")


def source(path):
    with open(path, "rb") as file:
        return file.read()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory")
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    write(options.directory, options.count, options.seed)


if __name__ == "__main__":
    main()

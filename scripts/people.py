"""People with a mailbox on the private mail servers: they send, wait for mail, and answer it as a mail program does."""

import email
import email.policy
import email.utils
import imaplib
import os
import smtplib
import time
from email.message import EmailMessage

HOST, DOMAIN = "127.0.0.1", os.environ["MAIL_DOMAIN"]


class Person:
    def __init__(self, name, mailbox):
        self.name = name
        self.first_name = name.split()[0]
        self.mailbox = mailbox
        self.address = f"{mailbox}@{DOMAIN}"
        self.seen = 0  # the highest UID of a mail that was waited for

    def send(self, recipient, subject, text, in_reply_to=None):
        message = EmailMessage()
        message["To"] = f"{recipient}@{DOMAIN}"
        message["Subject"] = subject
        if in_reply_to:
            message["In-Reply-To"] = in_reply_to
        return self._submit(message, text)

    def reply(self, original, text):
        message = EmailMessage()
        message["To"] = original["Reply-To"] or original["From"]
        message["Subject"] = "Re: " + original["Subject"].removeprefix("Re: ")
        message["In-Reply-To"] = original["Message-ID"]
        message["References"] = f"{original['References'] or ''} {original['Message-ID']}".strip()
        quoted = "".join(f"> {line}\n" for line in text_of(original).splitlines())
        return self._submit(message, f"{text}\nOn {original['Date']}, {original['From']} wrote:\n{quoted}")

    def _submit(self, message, text):
        message["From"] = email.utils.formataddr((self.name, self.address))
        message["Date"] = email.utils.localtime()
        message["Message-ID"] = email.utils.make_msgid(domain=DOMAIN)
        message.set_content(text)
        recipient = email.utils.parseaddr(message["To"])[1]
        with smtplib.SMTP(HOST, int(os.environ["MAIL_MX_PORT"])) as server:
            server.send_message(message, self.address, [recipient])
        return message["Message-ID"]

    def wait_for(self, *words, newer=False, answering=None, has_pdf=False, seconds=30):
        """The first mail with all the words in subject or text.

        `newer` than the last one that was waited for; `answering` by itself the mail of this Message-ID.
        """
        deadline = time.monotonic() + seconds
        with imaplib.IMAP4(HOST, int(os.environ["MAIL_IMAP_PORT"])) as server:
            server.login(self.mailbox, os.environ["MAIL_PASSWORD"])
            server.select("INBOX")
            while time.monotonic() < deadline:
                for uid, message in self._mails(server, self.seen if newer else 0):
                    content = f"{message['Subject']}\n{text_of(message)}"
                    if (
                        all(word in content for word in words)
                        and (answering is None or self._answers(message, answering))
                        and (not has_pdf or attachment(message, "application/pdf"))
                    ):
                        self.seen = max(self.seen, uid)
                        return message
                time.sleep(0.1)
                server.noop()
        raise TimeoutError(f"no mail to {self.first_name} with {' and '.join(words)} within {seconds} s")

    @staticmethod
    def _answers(message, message_id):
        return message["Auto-Submitted"] == "auto-replied" and message_id in (message["In-Reply-To"] or "")

    @staticmethod
    def _mails(server, above):
        uids = server.uid("SEARCH", f"UID {above + 1}:*")[1][0].split()
        for uid in (int(uid) for uid in uids):
            if uid > above:
                data = server.uid("FETCH", str(uid), "(BODY.PEEK[])")[1]
                yield uid, email.message_from_bytes(data[0][1], policy=email.policy.default)


def text_of(message):
    body = message.get_body(preferencelist=("plain",))
    return body.get_content() if body else ""


def attachment(message, kind):
    """The bytes of the first attachment of this type, or None."""
    for part in message.iter_attachments():
        if part.get_content_type() == kind:
            return part.get_content()
    return None

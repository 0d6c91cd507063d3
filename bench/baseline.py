#!/usr/bin/env python3
"""What the daemon is compared with: the least that fetches a mailbox and keeps its mail, with the standard library.

    baseline.py PORT USER PASSWORD CA DATABASE

It logs in over TLS, fetches in batches of 50, parses each message (subject, sender, text, the attachments' sizes), and
inserts one row with a commit each, as durable as the daemon's (WAL, synchronous=FULL). It does not keep the mail as it
arrived, flag or move anything on the server, notice a message it has seen, cut quotations, match conversations, answer,
or survive being killed.
"""

import email
import email.policy
import imaplib
import sqlite3
import ssl
import sys

BATCH = 50


def main(port, user, password, authority, database):
    store = sqlite3.connect(database, isolation_level=None)
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("PRAGMA synchronous = FULL")
    store.execute(
        "CREATE TABLE mail (uid INTEGER PRIMARY KEY, sender TEXT, subject TEXT, message_id TEXT, text TEXT, size INTEGER)"
    )
    context = ssl.create_default_context(cafile=authority)
    with imaplib.IMAP4_SSL("localhost", int(port), ssl_context=context) as server:
        server.login(user, password)
        server.select("INBOX")
        uids = [int(uid) for uid in server.uid("SEARCH", "ALL")[1][0].split()]
        for start in range(0, len(uids), BATCH):
            batch = uids[start : start + BATCH]
            for answer in server.uid("FETCH", ",".join(map(str, batch)), "(UID BODY.PEEK[])")[1]:
                if isinstance(answer, tuple):
                    uid = int(answer[0].split(b"UID ")[1].split()[0])
                    store.execute("INSERT INTO mail VALUES (?, ?, ?, ?, ?, ?)", (uid, *row(answer[1])))


def row(content):
    message = email.message_from_bytes(content, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    text = body.get_content() if body else ""
    attached = sum(len(part.get_payload(decode=True) or b"") for part in message.iter_attachments())
    return str(message["From"]), str(message["Subject"]), str(message["Message-ID"]), text, attached


if __name__ == "__main__":
    main(*sys.argv[1:])

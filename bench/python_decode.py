#!/usr/bin/env python3
"""Decodes mails with Python's email package: every field, all text, every file. For comparison only.

    python_decode.py [--facts] <PATHS

The same as gmime/decode.c: one JSON object of processor seconds, or with --facts what each mail says.
"""

import email
import email.policy
import json
import resource
import sys

from mail_corpus import digest, text_digest

SMALL = 65_536


def decode(octets):
    """Everything that a mail holds, as Python has it."""
    message = email.message_from_bytes(octets, policy=email.policy.default)
    fields = [str(value) for _, value in message.items()]
    texts, htmls, files = [], [], []
    for part in leaves(message):
        if part.is_multipart():  # a message inside is a file like any other
            files.append((None, None))
            continue
        kind, name = part.get_content_type(), part.get_filename()
        if kind in ("text/plain", "text/html") and not name and part.get_content_disposition() != "attachment":
            (texts if kind == "text/plain" else htmls).append(part.get_content())
        else:
            files.append((name, part.get_payload(decode=True)))
    return message, fields, texts, htmls, files


def leaves(part):
    if part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            yield from leaves(inner)
    else:
        yield part


def people(message, name):
    return [[person.display_name, person.addr_spec] for person in message[name].addresses] if message[name] else []


def facts(octets):
    message, _, texts, htmls, files = decode(octets)
    return {
        "subject": str(message["Subject"] or ""), "date": int(message["Date"].datetime.timestamp()),
        "from": people(message, "From"), "to": people(message, "To"), "cc": people(message, "Cc"),
        "message_id": str(message["Message-ID"]).strip("<>"),
        "text": text_digest([text.replace("\r\n", "\n") for text in texts]),
        "html": text_digest([text.replace("\r\n", "\n") for text in htmls]),
        "attachments": [[name, digest(data) if data is not None else None] for name, data in files],
    }


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def peak_kilobytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main():
    seconds, start = {"small": 0.0, "large": 0.0}, None
    for path in sys.stdin:
        with open(path.rstrip("\n"), "rb") as file:
            octets = file.read()
        if "--facts" in sys.argv:
            try:
                print(json.dumps(facts(octets)))
            except Exception as error:  # the package raises on mail that it does not understand
                print(json.dumps({"error": repr(error)}))
            continue
        before = processor_seconds()
        try:
            decode(octets)
        except Exception:
            pass
        seconds["small" if len(octets) < SMALL else "large"] += processor_seconds() - before
        start = start or peak_kilobytes()
    if "--facts" not in sys.argv:
        print(json.dumps(seconds | {"kilobytes": peak_kilobytes() - start}))


if __name__ == "__main__":
    main()

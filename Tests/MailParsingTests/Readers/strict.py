"""Reads each mail that its arguments name as Python does, strictly: every defect is an error.

Prints one line of JSON for each: what it says, in the words of the writer's test.
"""

import email
import email.policy
import json
import sys

POLICY = email.policy.SMTP.clone(raise_on_defect=True)


def text(message, subtype):
    part = message.get_body(preferencelist=(subtype,))
    return None if part is None else part.get_content().replace("\r\n", "\n")


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=POLICY)
    for part in message.walk():
        for _, value in part.items():
            assert not value.defects, value.defects
        assert not part.defects, part.defects
    sender = message["From"].addresses[0]
    attachments = [
        [part.get_filename() or "", part.get_payload(decode=True).hex()] for part in message.iter_attachments()
    ]
    print(
        json.dumps(
            {
                "subject": message["Subject"] or "",
                "name": sender.display_name,
                "address": sender.addr_spec,
                "text": text(message, "plain"),
                "html": text(message, "html"),
                "attachments": attachments,
            }
        )
    )

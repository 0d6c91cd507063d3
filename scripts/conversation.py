#!/usr/bin/env python3
"""The demo's conversation: an employee asks, staff claim and resolve by mail, and every step shows its evidence.

Started by demo.sh, which has set MAIL_* and DEMO_*. Ends with 0 only if every step succeeded.
"""

import os
import subprocess
import sys
import time

from desk import Desk, Events
from people import Person, attachment, text_of

PDF = os.path.join(os.environ["DEMO_DIR"], "report.pdf")


class StepFailed(Exception):
    """A step's evidence did not turn up; the message says what was awaited."""


def expect(truth, what):
    if not truth:
        raise StepFailed(what)


def evidence(label, text):
    print(f"      {label:<12}{text}")


class Conversation:
    """One help desk, its people, and what they know of the ticket so far."""

    def __init__(self):
        self.alice = Person("Alice Employee", "alice")
        self.sam = Person("Sam Staff", "sam")
        self.tina = Person("Tina Staff", "tina")
        self.desk = Desk(os.environ["DEMO_URL"])
        self.events = None
        self.ticket_id = None
        self.reference = None

    def daemon_is_ready(self):
        """The daemon starts; Sam signs in to the console and watches"""
        state = self.desk.wait_until_ready(int(os.environ["DEMO_DAEMON"]), 30)
        expect(state is not None, "the daemon answers /readyz")
        self.desk.sign_in(self.sam.address, os.environ["DEMO_PASSWORD"])
        self.events = Events(self.desk)
        evidence("ready", state)

    def employee_asks(self):
        """Alice writes to support"""
        text = "Hello,\n\nsince this morning it flickers.\n\nAlice"
        request = self.alice.send("support", "My monitor flickers", text)
        # Her From proves nothing, so the acknowledgement repeats nothing she wrote.
        self.acknowledgement = self.alice.wait_for(answering=request)
        evidence("to Alice", self.acknowledgement["Subject"])
        self.notices = {}
        for person in (self.sam, self.tina):
            self.notices[person] = person.wait_for("[TT-", "monitor flickers")
            evidence(f"to {person.first_name}", self.notices[person]["Subject"])
        tickets = self.desk.get("/tickets")["items"]
        expect(len(tickets) == 1, "there is exactly one ticket")
        self.ticket_id, self.reference = tickets[0]["id"], tickets[0]["reference"]
        evidence("ticket", self.described())

    def forger_claims(self):
        """Somebody mails “claim” in Sam's name, without his reply token"""
        known = self.acknowledgement["Message-ID"]  # all that another person's mail gives away
        self.sam.send("support", f"Re: [{self.reference}] My monitor flickers", "claim\n", in_reply_to=known)
        evidence("to Sam", self.sam.wait_for(self.reference, newer=True)["Subject"])
        expect(self.ticket()["status"] == "open" and self.ticket()["assignee"] is None, "nothing has changed")
        evidence("ticket", self.described())

    def staff_claims(self):
        """Sam answers his notice with “claim”"""
        command = self.sam.reply(self.notices[self.sam], "claim\n")
        evidence("to Sam", self.sam.wait_for(self.reference, answering=command)["Subject"])
        self.claimed = self.alice.wait_for(self.reference, newer=True)
        evidence("to Alice", self.claimed["Subject"])
        expect(self.ticket()["assignee"]["email"] == self.sam.address, "Sam holds the ticket")
        evidence("ticket", self.described())

    def second_claim_is_refused(self):
        """Tina claims it too, and is told who has it"""
        command = self.tina.reply(self.notices[self.tina], "claim, thanks\n")
        receipt = self.tina.wait_for(self.reference, answering=command)
        expect("Sam Staff" in text_of(receipt), "the receipt names who has the ticket")
        evidence("to Tina", receipt["Subject"])
        evidence("it says", next(line for line in text_of(receipt).splitlines() if "Sam Staff" in line).strip())
        expect(self.ticket()["assignee"]["email"] == self.sam.address, "Sam still holds the ticket")

    def requester_replies(self):
        """Alice answers the mail"""
        self.alice.reply(self.claimed, "It only happens on battery.\n")
        self.comment = self.sam.wait_for(self.reference, "only happens on battery", newer=True)
        evidence("to Sam", self.comment["Subject"])
        texts = [comment["text"].strip() for comment in self.ticket()["comments"]]
        expect("It only happens on battery." in texts, "the comment is her words without the quotation")
        evidence("comment", texts[-1])

    def staff_resolves(self):
        """Sam answers “resolved: replaced the cable”"""
        self.sam.reply(self.comment, "resolved: replaced the cable\n")
        mail = self.alice.wait_for(self.reference, has_pdf=True)
        evidence("to Alice", mail["Subject"])
        report = attachment(mail, "application/pdf")
        expect(report.startswith(b"%PDF"), "the attachment is a PDF file")
        with open(PDF, "wb") as file:
            file.write(report)
        facts = subprocess.run(["pdfinfo", PDF], capture_output=True, text=True, check=True).stdout
        facts = dict(line.split(":", 1) for line in facts.splitlines() if ":" in line)
        words = subprocess.run(["pdftotext", PDF, "-"], capture_output=True, text=True, check=True).stdout
        expect("replaced the cable" in words, "the PDF's text can be read out")
        evidence("PDF", f"{facts['Pages'].strip()} page(s), {len(report)} bytes, “{facts.get('Title', '').strip()}”")
        expect(self.ticket()["status"] == "resolved", "the ticket is resolved")
        evidence("ticket", self.described())
        evidence("timeline", ", ".join(entry["kind"] for entry in self.ticket()["timeline"]))

    def console_saw_it(self):
        """All of it was seen live through the WebSocket"""
        wanted = ["ticket.created", "ticket.claimed", "comment.added", "ticket.resolved"]
        seen = self.events.wait_for(wanted, self.reference, 10)
        expect(all(kind in seen for kind in wanted), f"the events {wanted}, of which arrived: {seen}")
        evidence("events", ", ".join(seen))

    def ticket(self):
        return self.desk.get(f"/tickets/{self.ticket_id}")

    def described(self):
        ticket = self.ticket()
        holder = ticket["assignee"]["name"] if ticket["assignee"] else "nobody"
        return f"{ticket['reference']} “{ticket['subject']}”, {ticket['status']}, held by {holder}"

    def run(self):
        steps = [
            self.daemon_is_ready, self.employee_asks, self.forger_claims, self.staff_claims,
            self.second_claim_is_refused, self.requester_replies, self.staff_resolves, self.console_saw_it,
        ]
        for number, step in enumerate(steps, 1):
            print(f"\n  {number}.  {step.__doc__}", flush=True)
            began = time.monotonic()
            try:
                step()
            except Exception as error:  # whatever goes wrong, the step has failed and the reader is told how
                print(f"      FAILED      {type(error).__name__}: {error}", flush=True)
                return 1
            print(f"      done        in {time.monotonic() - began:.1f} s", flush=True)
        print("\n  Every step succeeded.")
        return 0


if __name__ == "__main__":
    sys.exit(Conversation().run())

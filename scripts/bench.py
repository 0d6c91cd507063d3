#!/usr/bin/env python3
"""Measures the release build against a private mail system; prints a table and writes bench/results.json.

BENCH_MAILS (1000) lie in the mailbox for the throughput; BENCH_DELIVERIES (100) are delivered one by one for the latency.
"""

import imaplib
import json
import os
import re
import smtplib
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.join(ROOT, os.environ.get("BENCH_PROGRAMS", ".build/release"), "tally-maild")
SERVERS = os.path.join(ROOT, "scripts/mail-servers.sh")
MAILS = int(os.environ.get("BENCH_MAILS", "1000"))
DELIVERIES = int(os.environ.get("BENCH_DELIVERIES", "100"))
AS_ROOT = [] if os.geteuid() == 0 else ["sudo"]


def message(name, number):
    return (
        f"From: Person {number} <p{number}@outside.example>\r\nTo: support@acme.example\r\n"
        f"Subject: {name} {number}\r\nMessage-ID: <{name}.{number}@bench>\r\n"
        f"Date: Sun, 22 Nov 2026 08:15:00 +0000\r\n\r\nPlease look at number {number}.\r\n"
    ).encode()


class Desk:
    """A daemon with a mailbox and a database of its own."""

    def __init__(self, folder, mail):
        self.folder, self.mail = folder, mail
        self.database = f"{folder}/data/tally.db"
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notify.bind(f"{folder}/notify")
        self.notify.settimeout(60)
        os.mkdir(f"{folder}/data", 0o700)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with open(f"{folder}/tally.json5", "w", encoding="utf-8") as file:
            json.dump(self.configuration(port), file)

    def configuration(self, port):
        authority, password = self.mail["MAIL_CA"], {"value": self.mail["MAIL_PASSWORD"]}
        return {
            "site": {"name": "Bench", "url": f"http://127.0.0.1:{port}", "timeZone": "UTC"},
            "dataDirectory": f"{self.folder}/data",
            "database": f"sqlite:{self.database}",
            "templates": f"{ROOT}/templates",
            "mailboxes": [{
                "name": "support", "address": "support@acme.example",
                "replyAddress": "support+{token}@acme.example",
                "imap": {"url": f"imaps://localhost:{self.mail['MAIL_IMAPS_PORT']}", "user": "support",
                         "password": password, "security": "tls", "caFile": authority},
            }],
            "smtp": {"url": f"smtp://localhost:{self.mail['MAIL_SUBMISSION_PORT']}", "user": "support",
                     "password": password, "security": "starttls", "caFile": authority,
                     "from": "Bench <support@acme.example>"},
            "http": {"listen": f"127.0.0.1:{port}"},
        }

    def start(self):
        """The seconds until it says that it is ready."""
        began = time.perf_counter()
        self.log = open(f"{self.folder}/daemon.log", "ab")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--config", f"{self.folder}/tally.json5"], stderr=self.log,
            env={**os.environ, "NOTIFY_SOCKET": f"{self.folder}/notify"})
        while b"READY=1" not in self.notify.recv(4096):
            pass
        return time.perf_counter() - began

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)

    def resident(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024

    def wait_for_tickets(self, count, seconds=600):
        """Looks into the database itself, so that asking costs the daemon nothing."""
        deadline = time.monotonic() + seconds
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=30)
        while time.monotonic() < deadline:
            if connection.execute("SELECT count(*) FROM ticket").fetchone()[0] >= count:
                connection.close()
                return
            time.sleep(0.002)
        raise TimeoutError(f"no {count} tickets within {seconds} s")


def fill(mail, count):
    """Puts mails into the mailbox without anybody's delivery being measured."""
    with imaplib.IMAP4("127.0.0.1", int(mail["MAIL_IMAP_PORT"])) as server:
        server.login("support", mail["MAIL_PASSWORD"])
        for number in range(count):
            server.append("INBOX", None, None, message("full", number))


def deliver(mail, number):
    with smtplib.SMTP("127.0.0.1", int(mail["MAIL_MX_PORT"])) as server:
        server.sendmail(f"p{number}@outside.example", ["support@acme.example"], message("single", number))


def measure(folder, mail):
    desk = Desk(folder, mail)
    desk.start()
    desk.stop()  # the first start makes keys and tables; the second is the one of every day
    starts = []
    for _ in range(5):
        starts.append(desk.start())
        time.sleep(1)
        idle = desk.resident()
        desk.stop()

    fill(mail, MAILS)
    began = time.perf_counter()
    desk.start()
    desk.wait_for_tickets(MAILS)
    throughput = MAILS / (time.perf_counter() - began)

    latencies = []
    for number in range(DELIVERIES):
        began = time.perf_counter()
        deliver(mail, number)
        desk.wait_for_tickets(MAILS + number + 1, seconds=60)
        latencies.append(time.perf_counter() - began)
    loaded = desk.resident()
    desk.stop()
    return {
        "start to ready, median (ms)": round(statistics.median(starts) * 1000, 1),
        "resident when idle (MB)": round(idle, 1),
        f"resident after {MAILS + DELIVERIES} mails (MB)": round(loaded, 1),
        f"mails per second, {MAILS} in the mailbox to tickets with queued mail": round(throughput, 1),
        "delivery by SMTP to ticket through IDLE, median (ms)": round(statistics.median(latencies) * 1000, 1),
        "the same, 99th percentile (ms)": round(statistics.quantiles(latencies, n=100)[98] * 1000, 1),
    }


def main():
    with tempfile.TemporaryDirectory(prefix="tally-bench-", dir="/tmp") as folder:
        os.chmod(folder, 0o711)
        try:
            answer = subprocess.run(
                [*AS_ROOT, SERVERS, "start", f"{folder}/mail", "--port", "auto"], check=True, capture_output=True, text=True)
            mail = dict(line.split("=", 1) for line in answer.stdout.splitlines())
            results = measure(folder, mail)
        finally:
            subprocess.run([*AS_ROOT, SERVERS, "stop", f"{folder}/mail"], check=False)
            subprocess.run([*AS_ROOT, "rm", "-rf", f"{folder}/mail"], check=False)
    width = max(map(len, results))
    for name, value in results.items():
        print(f"{name:<{width}}  {value:>10}")
    os.makedirs(f"{ROOT}/bench", exist_ok=True)
    with open(f"{ROOT}/bench/results.json", "w", encoding="utf-8") as file:
        json.dump(results, file, indent=2)


if __name__ == "__main__":
    sys.exit(main())

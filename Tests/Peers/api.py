#!/usr/bin/env python3
"""Lets Schemathesis try the built daemon's API by its own OpenAPI document, as each role; run it by `make schemathesis`.

    api.py [--examples 30] [--seed 1] [--role ROLE …]

Ends with an error on any failure: a server error, an answer that the document does not have, a request without a valid
sign-in that is answered. BENCH_PROGRAMS (.build/release) is where the program is; the reports of failures lie in
.build/peers/api.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../bench"))
from web import PROGRAM, start_daemon  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
REPORTS = os.path.join(ROOT, ".build", "peers", "api")
ROLES = ["anonymous", "employee", "staff", "admin"]
# What ends the sign-in under test. Every other operation may be called with anything.
EXCLUDED = ["logOut"]


class Desk:
    """A daemon with one admin, who therefore stays one, some others, and sample tickets; its mailbox leads nowhere."""

    def __init__(self):
        self.home = tempfile.mkdtemp(prefix="tally-api.", dir="/tmp")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.configuration = os.path.join(self.home, "tally.json5")
        server = '{ url: "imap://127.0.0.1:9", user: "x", password: { value: "x" }, security: "none" }'
        with open(self.configuration, "w", encoding="utf-8") as file:
            file.write(
                f"""{{ site: {{ name: "Acme IT", url: "http://127.0.0.1:{self.port}" }}, demo: true,
                dataDirectory: "{self.home}/data", log: {{ level: "info" }}, templates: "{ROOT}/templates",
                mailboxes: [ {{ name: "support", address: "support@acme.example", replyAddress: null, imap: {server} }} ],
                smtp: {{ url: "smtp://127.0.0.1:9", security: "none", from: "Acme IT <support@acme.example>" }},
                http: {{ listen: "127.0.0.1:{self.port}" }} }}"""
            )
        os.chmod(self.configuration, 0o600)
        for role in ROLES[1:]:
            self._run("user", "add", "--role", role, "--name", role.title(), "--email", f"{role}@acme.example")
        self._run("seed", "--tickets", "30", "--append")
        self.process = None

    def _run(self, *words):
        subprocess.run(
            [PROGRAM, *words, "--config", self.configuration], check=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self):
        self.log = os.path.join(self.home, "log")
        self.process = start_daemon(self.home, self.configuration)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        shutil.rmtree(self.home, ignore_errors=True)

    def token(self, role):
        """An access token of the first person with a role."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        body = json.dumps({"role": role})
        connection.request("POST", "/api/v1/auth/demo-login", body, {"Content-Type": "application/json"})
        return json.loads(connection.getresponse().read())["access_token"]

    def failures(self):
        """What the daemon noted as its own fault."""
        with open(self.log, encoding="utf-8") as log:
            return [line for line in log if " http.failed" in line]


def examine(desk, role, options):
    """Runs Schemathesis as one role; the number of its cases, and whether it was content."""
    words = [
        sys.executable, "-m", "schemathesis.cli",
        "--config-file", os.path.join(ROOT, "Tests", "Peers", "schemathesis.toml"), "run",
        f"http://127.0.0.1:{desk.port}/api/openapi.json", "--max-examples", str(options.examples),
        "--seed", str(options.seed), "--rate-limit", "90/s", "--no-color", "--generation-database", "none",
    ]
    if role != "anonymous":
        words += ["--header", f"Authorization: Bearer {desk.token(role)}"]
        for name in EXCLUDED:
            words += ["--exclude-operation-id", name]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=REPORTS)
    with open(os.path.join(REPORTS, role + ".txt"), "w", encoding="utf-8") as file:
        file.write(done.stdout + done.stderr)
    cases = re.search(r"([\d,]+) generated", done.stdout)
    print(f"  {role:10} {cases.group(1) if cases else '?':>8} cases, {'content' if done.returncode == 0 else 'FAILED'}")
    return int(cases.group(1).replace(",", "")) if cases else 0, done.returncode == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--role", action="append", choices=ROLES)
    options = parser.parse_args()
    os.makedirs(REPORTS, exist_ok=True)
    total, content = 0, True
    for role in options.role or ROLES:
        with Desk() as desk:
            cases, is_content = examine(desk, role, options)
            failures = desk.failures()
        total += cases
        content = content and is_content and not failures
        for line in failures:
            print(line, end="", file=sys.stderr)
    print(f"{total} cases")
    if not content:
        sys.exit(f"Schemathesis found something; see {REPORTS}")


if __name__ == "__main__":
    main()

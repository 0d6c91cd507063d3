#!/usr/bin/env python3
"""Measures the release build on a private Dovecot and Postfix; prints a table and writes bench/results.json.

    run.py [--rounds 3] [--mails 1000] [--deliveries 100] [--starts 15] [--corpus 5000]
           [--sizes 1000 10000 100000]

BENCH_PROGRAMS (.build/release) is where the programs are.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

from letters import letters, sender
from parse import measure_hostile, measure_reading
from servers import ROOT, Daemon, MailServers, wait_until
from web import measure_web

BASELINE = os.path.join(ROOT, "bench", "baseline.py")

TICKETS = "SELECT count(*) FROM ticket"
ACKNOWLEDGED = "SELECT count(*) FROM outbox WHERE kind = 'received'"
UNSENT = "SELECT count(*) FROM outbox WHERE state <> 'sent'"


class Table:
    """The results, as they come in."""

    def __init__(self):
        self.results = []

    def add(self, name, value, unit, digits, runs=None):
        self.results.append({"name": name, "value": round(value, digits), "unit": unit, "runs": runs})
        spread = f"   ({min(runs):.{digits}f} to {max(runs):.{digits}f})" if runs and len(runs) > 1 else ""
        print(f"  {name:<80}{value:>8.{digits}f} {unit}{spread}", flush=True)

    def add_spread(self, name, runs):
        self.add(f"{name}, median", statistics.median(runs), "ms", 0)
        self.add(f"{name}, 99th percentile", percentile(runs, 99), "ms", 0)


class Round(NamedTuple):
    """One mailbox from full to done; rates in mails a second, costs in milliseconds of processor time a mail."""

    queued: float
    sent: float
    cost: float
    memory: float
    baseline: float
    baseline_cost: float


def measure_intake(servers, table, rounds, count):
    """A full mailbox to tickets with queued acknowledgements, and the baseline on the same mailbox, in turn."""
    done = []
    for turn in range(1, rounds + 1):
        done.append(Round(*intake_round(servers, f"desk{turn}", count), *baseline_round(servers, f"base{turn}", count)))
        print(f"    round {turn}: {done[-1].queued:.0f} against {done[-1].baseline:.0f} mails/s", flush=True)

    def add(name, unit, digits, reading):
        runs = [reading(round) for round in done]
        table.add(name, statistics.median(runs), unit, digits, runs)

    add(f"{count} mails → tickets with queued acknowledgements", "mails/s", 0, lambda round: round.queued)
    add("    imaplib + email + sqlite3: one row and one commit a mail", "mails/s", 0, lambda round: round.baseline)
    add("    ratio of the two, round by round", "×", 2, lambda round: round.queued / round.baseline)
    add("    until acknowledgements and notices to staff are sent too", "mails/s", 0, lambda round: round.sent)
    add("processor time of the daemon, per mail, until all is sent", "ms", 2, lambda round: round.cost)
    add("    of the script", "ms", 2, lambda round: round.baseline_cost)
    add("most memory of the daemon meanwhile (RSS)", "MB", 1, lambda round: round.memory)


def intake_round(servers, mailbox, count):
    servers.fill(mailbox, letters(count, address(servers, mailbox)))
    daemon = Daemon(servers, mailbox)
    view = daemon.view()
    began = time.monotonic()
    daemon.start()
    wait_until(lambda: number(view, ACKNOWLEDGED) == count, "all is queued", 600)
    queued = count / (time.monotonic() - began)
    if number(view, TICKETS) != count:
        raise RuntimeError("there are not as many tickets as mails")
    wait_until(lambda: number(view, UNSENT) == 0, "all is sent", 600)
    sent = count / (time.monotonic() - began)
    if number(view, "SELECT count(*) FROM outbox") != 2 * count:
        raise RuntimeError("there are not two mails for each ticket")
    cost, memory = daemon.processor_seconds() / count * 1e3, daemon.memory()["VmHWM"] / 1024
    view.close()
    daemon.stop()
    daemon.remove()
    wait_until(servers.is_queue_empty, "the mail servers are done", 120, every=0.5)
    return queued, sent, cost, memory


def baseline_round(servers, mailbox, count):
    servers.fill(mailbox, letters(count, address(servers, mailbox)))
    facts = servers.facts
    database = os.path.join(servers.directory, f"{mailbox}.db")
    words = [str(servers.port("IMAPS")), mailbox, facts["MAIL_PASSWORD"], facts["MAIL_CA"], database]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    subprocess.run([sys.executable, BASELINE, *words], check=True)
    took = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return count / took, cost / count * 1e3


def measure_delivery(servers, table, count):
    """One mail at a time, in turn with a bare listener: from the mail server's 250 to the ticket in the database."""
    daemon = Daemon(servers, "live")
    daemon.start()
    daemon.wait_until_idle()
    view = daemon.view()
    listener = servers.listen("listener")
    whole, seen, heard = [], [], []
    with servers.connect() as server:
        for ordinal, message in enumerate(letters(count, address(servers, "live"), seed=7), 1):
            server.sendmail(sender(ordinal), [address(servers, "live")], message)
            accepted = time.time()
            wait_until(lambda: number(view, TICKETS) >= ordinal, "the ticket is there", 60, every=0.001)
            seen.append(time.time())
            whole.append((seen[-1] - accepted) * 1e3)
            server.sendmail(sender(ordinal), [address(servers, "listener")], message)
            heard.append(listener.wait())
            wait_until(lambda: number(view, UNSENT) == 0, "all is sent", 60)
    listener.close()
    view.close()
    own = [(moment - delivered) * 1e3 for moment, delivered in zip(seen, servers.deliveries("live"), strict=True)]
    bare = [(moment - delivered) * 1e3 for moment, delivered in zip(heard, servers.deliveries("listener"), strict=True)]
    table.add_spread(f"{count} mails one by one: SMTP 250 → ticket", whole)
    table.add_spread("    of it, delivered into the mailbox → ticket", own)
    table.add_spread("    delivered into the mailbox → a bare IDLE client is told", bare)
    daemon.stop()
    daemon.remove()


def measure_desk(table, sizes):
    """The desk's verbs and lists in one process on the real store, at growing sizes of it."""
    program = os.path.join(os.environ.get("BENCH_PROGRAMS", os.path.join(ROOT, ".build", "release")), "tally-benchmark")
    with tempfile.TemporaryDirectory() as folder:
        words = [program, "desk", folder, *map(str, sizes)]
        output = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout
    lines = [json.loads(line) for line in output.splitlines()]
    rows = {}
    for line in lines:
        if "p99_ms" in line:
            rows.setdefault(line["name"], {})[line["tickets"]] = line
    for name, by_size in rows.items():
        for size, line in by_size.items():
            digits = 2 if line["p99_ms"] < 10 else 0
            table.add(f"{size} tickets: {name}, median", line["p50_ms"], "ms", digits)
            table.add(f"{size} tickets: {name}, 99th percentile", line["p99_ms"], "ms", digits)
        if len(by_size) > 1:
            growth = by_size[sizes[-1]]["p99_ms"] / by_size[sizes[0]]["p99_ms"]
            table.add(f"    {name}: growth of the 99th percentile, {sizes[0]} to {sizes[-1]} tickets", growth, "×", 2)
    for size in sizes:
        most = max(line["resident_mb"] for by_size in rows.values() for line in by_size.values() if line["tickets"] == size)
        table.add(f"{size} tickets: most memory meanwhile (RSS)", most, "MB", 1)


def measure_start(servers, table, count):
    """An empty desk: how soon it is ready, and what it holds once its mailbox is watched."""
    daemon = Daemon(servers, "start")
    times = []
    for _ in range(count):
        times.append(daemon.start() * 1e3)
        daemon.wait_until_idle()
        daemon.stop()
    daemon.start()
    daemon.wait_until_idle()
    time.sleep(5)  # whatever was needed to start only is given back by now
    memory = daemon.memory()
    daemon.stop()
    daemon.remove()
    table.add(f"exec → READY=1, {count} starts", statistics.median(times), "ms", 1, times)
    table.add("memory when idle, one IMAPS connection (RSS)", memory["Rss"] / 1024, "MB", 1)
    table.add("    of it its own (anonymous)", memory["Anonymous"] / 1024, "MB", 1)


def address(servers, mailbox):
    return f"{mailbox}@{servers.facts['MAIL_DOMAIN']}"


def number(view, query):
    return view.execute(query).fetchone()[0]


def percentile(values, percent):
    """The smallest value that so many percent of them do not exceed."""
    ordered = sorted(values)
    return ordered[-(-len(ordered) * percent // 100) - 1]


def machine():
    with open("/etc/os-release", encoding="utf-8") as file:
        system = next(line.split("=", 1)[1].strip().strip('"') for line in file if line.startswith("PRETTY_NAME="))
    words = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return {
        "system": system, "processors": os.cpu_count(), "kernel": platform.release(),
        "python": platform.python_version(), "load_before": round(os.getloadavg()[0], 1), "commit": commit or None,
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("rounds", 3), ("mails", 1000), ("deliveries", 100), ("starts", 15), ("corpus", 5000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000], help="tickets of the desk")
    options = parser.parse_args()
    table, facts = Table(), machine()
    rounds = range(1, options.rounds + 1)
    mailboxes = [f"desk{n}" for n in rounds] + [f"base{n}" for n in rounds] + ["live", "listener", "start"]
    print(f"\n  {facts['system']}, {facts['processors']} processors, load {facts['load_before']} before\n")
    measure_reading(table, options.rounds, options.corpus)
    measure_hostile(table)
    with MailServers(mailboxes) as servers:
        measure_start(servers, table, options.starts)
        measure_delivery(servers, table, options.deliveries)
        measure_intake(servers, table, options.rounds, options.mails)
    measure_web(table)
    if options.sizes:
        measure_desk(table, options.sizes)
    facts["load_after"] = round(os.getloadavg()[0], 1)
    path = os.path.join(ROOT, "bench", "results.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"machine": facts, "results": table.results}, file, indent=2, ensure_ascii=False)
        file.write("\n")
    print(f"\n  load {facts['load_after']} after; written to bench/results.json")


if __name__ == "__main__":
    main()

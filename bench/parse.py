#!/usr/bin/env python3
"""Measures how fast and how exactly mail is read, beside GMime 3.2 and Python's email, on mails of known content.

    parse.py [--rounds 5] [--count 5000]

The mails are written once into .build/bench (bench/mail_corpus.py). The three take turns, each on all the mails in one
process and one thread; the least processor time of the rounds counts. What they read is compared with what is true.
BENCH_PROGRAMS (.build/release) is where the programs are.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import Counter

import mail_corpus

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = os.path.join(ROOT, os.environ.get("BENCH_PROGRAMS", ".build/release"))
BUILD = os.path.join(ROOT, ".build", "bench")
SEED = 20261122
PACKAGES = ["gcc", "libc6-dev", "pkg-config", "libgmime-3.0-dev"]
SMALL = 65_536


class Mails:
    """The corpus on disk, and what is true of it."""

    def __init__(self, count):
        directory = os.path.join(BUILD, f"mails-{count}")
        mail_corpus.write(directory, count, SEED)
        with open(os.path.join(directory, "truth.jsonl"), encoding="utf-8") as lines:
            self.truths = [json.loads(line) for line in lines]
        paths = [os.path.join(directory, truth["file"]) for truth in self.truths]
        self.paths = "".join(f"{path}\n" for path in paths).encode()
        sizes = [os.path.getsize(path) for path in paths]
        self.megabytes = {
            "small": sum(size for size in sizes if size < SMALL) / 1e6, "large": sum(size for size in sizes if size >= SMALL) / 1e6,
        }


def gmime_program():
    """The program beside us, built from bench/gmime; its packages are installed if need be."""
    program = os.path.join(BUILD, "gmime-decode")
    if subprocess.run(["pkg-config", "--exists", "gmime-3.0"], check=False).returncode != 0:
        as_root = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*as_root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES], check=True, stdout=sys.stderr)
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "gmime-3.0"], check=True, capture_output=True, text=True).stdout.split()
    source = os.path.join(ROOT, "bench", "gmime", "decode.c")
    subprocess.run(["cc", "-O2", "-o", program, source, *flags], check=True)
    return program


def output_of(words, given):
    # The shell stays, and forks: what begins in place of another program keeps the most memory that one held for its own.
    shell = ["sh", "-c", '"$0" "$@"; exit $?', *words]
    return subprocess.run(shell, input=given, stdout=subprocess.PIPE, check=True).stdout


def measure_reading(table, rounds, count):
    """Processor time and memory of decoding all the mails, and how many come out as they are."""
    mails = Mails(count)
    python = [sys.executable, os.path.join(ROOT, "bench", "python_decode.py")]
    decoders = {"tally-maild": [os.path.join(PROGRAMS, "tally-benchmark"), "decode"], "GMime 3.2": [gmime_program()], "Python's email": python}
    runs = {name: [] for name in decoders}
    for turn in range(rounds):
        for name, words in decoders.items():
            if name == "Python's email" and turn > 1:
                continue  # many times slower than the others, and no goal
            runs[name].append(json.loads(output_of(words, mails.paths)))
    add_speed(table, mails, runs)
    facts = {
        "tally-maild": own_facts(mails), "GMime 3.2": lines_of([decoders["GMime 3.2"][0], "--facts"], mails),
        "Python's email": lines_of([*python, "--facts"], mails),
    }
    for name, readings in facts.items():
        for what, count in differences(mails.truths, readings).items():
            table.add(f"    {name}: mails with other {what} than meant", count, "mails", 0)
    add_stages(table, mails)


def add_stages(table, mails):
    """Where the time goes, each stage of reading by itself; the last two are what `decode` does not do."""
    lines = output_of([os.path.join(PROGRAMS, "tally-benchmark"), "stages"], mails.paths).decode().splitlines()
    stages = {line["stage"]: line["seconds"] for line in map(json.loads, lines)}
    for stage, spent in stages.items():
        table.add(f"    processor time by stage: {stage}", 1000 * spent, "ms", 0)


def add_speed(table, mails, runs):
    least = {
        name: {"small": min(run["small"] for run in turns), "large": min(run["large"] for run in turns),
               "whole": min(run["small"] + run["large"] for run in turns)} for name, turns in runs.items()
    }
    sizes = mails.megabytes | {"whole": sum(mails.megabytes.values())}
    for name, seconds in least.items():
        table.add(f"{len(mails.truths)} mails decoded by {name}: {sizes['whole']:.0f} MB", sizes["whole"] / seconds["whole"], "MB/s", 0)
        table.add("    most memory above that of the first mail", min(run["kilobytes"] for run in runs[name]) / 1024, "MB", 1)
        if name == "GMime 3.2":
            continue
        for part, words in (("whole", "all mails"), ("small", "mails under 64 KB"), ("large", "larger mails")):
            table.add(f"    processor time against GMime, {words}", seconds[part] / least["GMime 3.2"][part], "×", 2)


def measure_hostile(table):
    """Input that is made to be slow, from 10 KB to 10 MB: the lowest rate, and what doubling the size costs at most."""
    lines = output_of([os.path.join(PROGRAMS, "tally-benchmark"), "hostile"], b"").decode().splitlines()
    families = [json.loads(line) for line in lines]
    for family in families:
        table.add(f"    {family['reader']}: {family['family']}, slowest", family["slowest"], "MB/s", 0)
    steepest = max(families, key=lambda family: family["growth"])
    table.add(f"twice the size, at most ({steepest['family']})", steepest["growth"], "× time", 2)


# Exactness


def lines_of(words, mails):
    return [json.loads(line) for line in output_of(words, mails.paths).decode("utf-8", "replace").splitlines()]


def own_facts(mails):
    """What `tally-maild parse` says, in the words of the truth."""
    readings = []
    for mail in lines_of([os.path.join(PROGRAMS, "tally-maild"), "parse", "--batch"], mails):
        is_plain = mail["text_source"] == "plain"
        readings.append({
            "subject": mail["subject"], "date": mail["date"], "message_id": mail["message_id"],
            **{name: [[person["name"], person["addr"]] for person in mail[name]] for name in ("from", "to", "cc")},
            "text": mail_corpus.text_digest([mail["text"]]) if is_plain else None,
            "html": mail_corpus.text_digest([mail["html"]]) if mail["html"] is not None else None,
            "attachments": [[file["filename"], file["sha256"]] for file in mail["attachments"]],
        })
    return readings


def people(mail):
    return [[name or "", address] for field in ("from", "to", "cc") for name, address in mail.get(field, [])]


def seconds(date):
    return mail_corpus.seconds(date) if isinstance(date, str) else date


def names(mail):
    return sorted(name for name, _ in mail.get("attachments", []) if name)


def lacks(mail, truth):
    """Whether the octets of a file are not among what was read."""
    wanted = Counter(digest for _, digest in truth["attachments"] if digest)
    return bool(wanted - Counter(digest for _, digest in mail.get("attachments", [])))


def differences(truths, readings):
    """For each kind of fact the number of mails in which it is not as it was meant."""
    if len(truths) != len(readings):
        raise RuntimeError(f"{len(readings)} answers for {len(truths)} mails")
    wrong = Counter()
    for truth, mail in zip(truths, readings):
        wrong["subjects"] += mail.get("subject") != truth["subject"]
        wrong["names and addresses"] += people(mail) != people(truth)
        wrong["dates and identifiers"] += seconds(mail.get("date")) != truth["date"] or mail.get("message_id") != truth["message_id"]
        wrong["texts"] += mail.get("text") != truth["text"] or mail.get("html") != truth["html"]
        wrong["names of files"] += names(mail) != names(truth)
        wrong["octets of files"] += lacks(mail, truth)
    return wrong


def main():
    from run import Table

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=5_000)
    options = parser.parse_args()
    table = Table()
    measure_reading(table, options.rounds, options.count)
    measure_hostile(table)


if __name__ == "__main__":
    main()

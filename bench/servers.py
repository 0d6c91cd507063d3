"""A help desk under measurement: the private mail servers, the daemon on top of them, and a look into its database."""

import imaplib
import os
import shutil
import signal
import smtplib
import socket
import sqlite3
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.join(ROOT, os.environ.get("BENCH_PROGRAMS", ".build/release"), "tally-maild")
SERVERS = os.path.join(ROOT, "scripts/mail-servers.sh")
# Postfix must be root, and so must whoever looks into the servers' files.
AS_ROOT = [] if os.geteuid() == 0 else ["sudo"]


def wait_until(condition, what, seconds, every=0.02):
    """The first true value of the condition; an error when the time is up."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(every)
    return value


def output_of(*words):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout


class MailServers:
    """A private Dovecot and Postfix with these mailboxes beside the usual ones."""

    def __init__(self, mailboxes):
        self.directory = tempfile.mkdtemp(prefix="tally-bench.", dir="/tmp")
        os.chmod(self.directory, 0o711)
        self.mail = os.path.join(self.directory, "mail")
        users = [word for name in mailboxes for word in ("--user", name)]
        output = output_of(*AS_ROOT, SERVERS, "start", self.mail, "--port", "auto", *users)
        self.facts = dict(line.split("=", 1) for line in output.splitlines())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run([*AS_ROOT, SERVERS, "stop", self.mail], check=False)
        subprocess.run([*AS_ROOT, "rm", "-rf", self.directory], check=False)

    def port(self, name):
        return int(self.facts[f"MAIL_{name}_PORT"])

    def fill(self, mailbox, messages):
        with imaplib.IMAP4("localhost", self.port("IMAP")) as server:
            server.login(mailbox, self.facts["MAIL_PASSWORD"])
            for message in messages:
                status, answer = server.append("INBOX", None, None, message)
                if status != "OK":
                    raise RuntimeError(f"APPEND: {answer}")

    def connect(self):
        return smtplib.SMTP("localhost", self.port("MX"))

    def listen(self, mailbox):
        return Listener(self, mailbox)

    def deliveries(self, mailbox):
        """When each mail of the mailbox, wherever it is filed, was delivered: Unix time, in order."""
        home = os.path.join(self.mail, "home", mailbox, "Maildir")
        names = output_of(*AS_ROOT, "find", home, "-path", "*/cur/*", "-o", "-path", "*/new/*").split()
        # 1795366911.M312345P26623.host,… is the second, the microsecond and the process (Maildir).
        stems = [os.path.basename(name).split(".") for name in names]
        return sorted(int(stem[0]) + int(stem[1][1:].split("P")[0]) / 1e6 for stem in stems)

    def is_queue_empty(self):
        queues = [os.path.join(self.mail, "spool", name) for name in ("incoming", "active", "maildrop")]
        return not output_of(*AS_ROOT, "find", *queues, "-type", "f", "-print", "-quit")


class Listener:
    """The least that can be told of new mail: a connection in IDLE that waits for EXISTS (RFC 2177)."""

    def __init__(self, servers, mailbox):
        self.server = imaplib.IMAP4("localhost", servers.port("IMAP"))
        self.server.login(mailbox, servers.facts["MAIL_PASSWORD"])
        self.server.select("INBOX")
        self.server.send(b"idle IDLE\r\n")
        self.server.readline()

    def wait(self):
        """Unix time when the server says that there is another mail."""
        while not self.server.readline().rstrip().endswith(b"EXISTS"):
            pass
        return time.time()

    def close(self):
        self.server.shutdown()


class Daemon:
    """The release build on one mailbox, with a data directory of its own and one person at the desk."""

    def __init__(self, servers, mailbox):
        self.servers = servers
        facts = servers.facts
        self.home = tempfile.mkdtemp(prefix=f"{mailbox}.", dir=servers.directory)
        self.database = os.path.join(self.home, "data", "tally.db")
        self.configuration = os.path.join(self.home, "tally.json5")
        self.log = os.path.join(self.home, "log")
        self.process = None
        address = f"{mailbox}@{facts['MAIL_DOMAIN']}"
        token = f"{mailbox}+{{token}}@{facts['MAIL_DOMAIN']}"
        with open(self.configuration, "w", encoding="utf-8") as file:
            file.write(
                f"""{{
                site: {{ name: "Acme IT", url: "http://127.0.0.1:8025" }},
                dataDirectory: "{self.home}/data",
                mailboxes: [ {{ name: "{mailbox}", address: "{address}", replyAddress: "{token}",
                    imap: {{ url: "imaps://localhost:{servers.port('IMAPS')}", user: "{mailbox}",
                        password: {{ value: "{facts['MAIL_PASSWORD']}" }}, caFile: "{facts['MAIL_CA']}" }} }} ],
                smtp: {{ url: "smtp://localhost:{servers.port('SUBMISSION')}", user: "{mailbox}",
                    password: {{ value: "{facts['MAIL_PASSWORD']}" }}, caFile: "{facts['MAIL_CA']}",
                    from: "Acme IT <{address}>" }},
                http: {{ listen: "unix:{self.home}/http" }},
                }}"""
            )
        os.chmod(self.configuration, 0o600)
        self._run("user", "add", "--role", "staff", "--name", "Sam Staff", "--email", f"sam@{facts['MAIL_DOMAIN']}")

    def _run(self, *words):
        subprocess.run([PROGRAM, *words, "--config", self.configuration], check=True, stdout=subprocess.DEVNULL)

    def start(self):
        """Seconds from exec to READY=1."""
        path = os.path.join(self.home, "notify")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as readiness, open(self.log, "wb") as log:
            readiness.bind(path)
            readiness.settimeout(30)
            began = time.monotonic()
            words = [PROGRAM, "serve", "--config", self.configuration]
            self.process = subprocess.Popen(words, stderr=log, env={**os.environ, "NOTIFY_SOCKET": path})
            while b"READY=1" not in readiness.recv(4096):
                pass
            took = time.monotonic() - began
        os.unlink(path)
        return took

    def wait_until_idle(self):
        """Until the mailbox is watched; what arrives then comes through IDLE."""
        wait_until(lambda: b"mailbox.idle" in self._log(), "the mailbox is watched", 30)

    def _log(self):
        with open(self.log, "rb") as file:
            return file.read()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(timeout=20) != 0:
            raise RuntimeError(f"the daemon ended with {self.process.returncode}: {self._log()[-2000:].decode()}")

    def remove(self):
        shutil.rmtree(self.home)

    def memory(self):
        """What the kernel says of the daemon's memory: KiB by name."""
        facts = {}
        for name in ("smaps_rollup", "status"):
            with open(f"/proc/{self.process.pid}/{name}", encoding="ascii") as file:
                for line in file:
                    words = line.split()
                    if len(words) == 3 and words[2] == "kB":
                        facts[words[0].rstrip(":")] = int(words[1])
        return facts

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def view(self):
        """A connection that reads the database beside the daemon."""
        return sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, isolation_level=None)

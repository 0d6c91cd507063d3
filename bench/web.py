#!/usr/bin/env python3
"""The HTTP and WebSocket side of the release build, against nginx on the same machine; no mail servers are needed.

    web.py [--tickets 100000] [--seconds 3] [--rounds 3] [--idle 5000] [--listeners 2000]

Needs wrk and nginx (make deps). The same octets that the daemon answers are served by nginx from a file, and the daemon
is asked through nginx as well; the three take turns. BENCH_PROGRAMS (.build/release) is where the program is.
"""

import argparse
import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import resource
import select
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import tempfile
import time

PROGRAM = os.path.join(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))), os.environ.get("BENCH_PROGRAMS", ".build/release"),
    "tally-maild",
)
PEOPLE = 400  # one person may ask 100 times a second
CONNECTIONS = 32
HANDSHAKE = (
    "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
WRK_SCRIPT = """
local tokens = {}
for token in io.lines("%s") do tokens[#tokens + 1] = token end
wrk.headers["Authorization"] = "Bearer " .. tokens[1]
local turn = 0
local asked = 0
request = function()
    turn = turn %% #tokens + 1
    wrk.headers["Authorization"] = "Bearer " .. tokens[turn]
    if os.getenv("BENCH_FRESH") then
        asked = asked + 1
        wrk.headers["X-Turn"] = asked
    end
    return wrk.format()
end
done = function(summary, latency)
    local refused = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
    print(string.format("RESULT %%d %%d %%d %%d", summary.requests, summary.duration, latency:percentile(99), refused))
end
"""


def start_daemon(home, configuration):
    """Starts the daemon, its log in the folder, and returns it once it has said that it is ready."""
    ready = os.path.join(home, "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as readiness:
        readiness.bind(ready)
        readiness.settimeout(60)
        with open(os.path.join(home, "log"), "wb") as log:
            process = subprocess.Popen(
                [PROGRAM, "serve", "--config", configuration], stderr=log, env={**os.environ, "NOTIFY_SOCKET": ready}
            )
        while b"READY=1" not in readiness.recv(4096):
            pass
    os.unlink(ready)
    return process


class WebDesk:
    """The daemon with many tickets and people who are signed in, and nginx beside it; its mailbox leads nowhere."""

    def __init__(self, tickets):
        self.home = tempfile.mkdtemp(prefix="tally-web.", dir="/tmp")
        self.port, self.static, self.proxied = free_ports(3)
        self.configuration = os.path.join(self.home, "tally.json5")
        with open(self.configuration, "w", encoding="utf-8") as file:
            server = '{ url: "imap://127.0.0.1:9", user: "x", password: { value: "x" }, security: "none" }'
            file.write(
                f"""{{ site: {{ name: "Acme IT", url: "http://localhost:{self.port}" }},
                dataDirectory: "{self.home}/data", log: {{ level: "warning" }},
                mailboxes: [ {{ name: "support", address: "support@acme.example", replyAddress: null, imap: {server} }} ],
                smtp: {{ url: "smtp://127.0.0.1:9", security: "none", from: "Acme IT <support@acme.example>" }},
                http: {{ listen: "127.0.0.1:{self.port}", trustedProxies: ["127.0.0.1"] }} }}"""
            )
        os.chmod(self.configuration, 0o600)
        words = [PROGRAM, "seed", "--tickets", str(tickets), "--config", self.configuration]
        subprocess.run(words, check=True, stderr=subprocess.DEVNULL)
        self._settle()
        self.tokens = self._sign_in(PEOPLE)
        self.token_file = os.path.join(self.home, "tokens")
        with open(self.token_file, "w", encoding="ascii") as file:
            file.write("\n".join(self.tokens) + "\n")
        self.script = os.path.join(self.home, "wrk.lua")
        with open(self.script, "w", encoding="ascii") as file:
            file.write(WRK_SCRIPT % self.token_file)
        self.process = None

    def _sign_in(self, count):
        """Access tokens of administrators, written as the daemon writes them, so that nobody has to hash passwords."""
        with open(os.path.join(self.home, "data", "token-keys"), encoding="ascii") as file:
            key = json.load(file)["keys"][-1]
        secret = hmac.new(bytes.fromhex(key["key"]), b"tally jwt 1", hashlib.sha256).digest()
        header = base64url(json.dumps({"alg": "HS256", "typ": "JWT", "kid": str(key["id"])}, separators=(",", ":")))
        now = int(time.time())
        tokens = []
        with sqlite3.connect(os.path.join(self.home, "data", "tally.db")) as store:
            for number in range(count):
                address = f"bench{number}@acme.example"
                person = store.execute(
                    "INSERT INTO person (name, role, address, created_at) VALUES (?, 'admin', ?, ?)",
                    (f"Bench {number}", address, now * 1000),
                ).lastrowid
                store.execute("INSERT INTO person_address VALUES (?, ?)", (address, person))
                store.execute(
                    "INSERT INTO session (id, person_id, token, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
                    (f"bench{number}", person, os.urandom(32), now * 1000, (now + 86400) * 1000),
                )
                claims = {
                    "iss": f"http://localhost:{self.port}", "aud": "tally-api", "sub": str(person),
                    "sid": f"bench{number}", "iat": now, "exp": now + 86400,
                }
                signed = f"{header}.{base64url(json.dumps(claims, separators=(',', ':')))}"
                signature = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
                tokens.append(f"{signed}.{base64url(signature)}")
        store.close()
        return tokens

    def __enter__(self):
        self.process = start_daemon(self.home, self.configuration)
        return self

    def _settle(self):
        """Lets the daemon look at the promises of all tickets, which a desk that has run for a while has behind it.

        Before there are hundreds of administrators, who would all be told of what is late. It is over when nothing was
        written for three seconds.
        """
        process = start_daemon(self.home, self.configuration)
        with sqlite3.connect(f"file:{self.home}/data/tally.db?mode=ro", uri=True) as store:
            version, since = None, time.monotonic()
            while time.monotonic() < since + 3:
                (now,) = store.execute("PRAGMA data_version").fetchone()
                if now != version:
                    version, since = now, time.monotonic()
                time.sleep(0.1)
        store.close()
        process.send_signal(signal.SIGTERM)
        process.wait(20)

    def __exit__(self, *_):
        subprocess.run(self._nginx("-s", "stop"), check=False, stderr=subprocess.DEVNULL)
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        shutil.rmtree(self.home, ignore_errors=True)

    def _nginx(self, *words):
        return ["/usr/sbin/nginx", "-p", self.home, "-e", "stderr", "-c", os.path.join(self.home, "nginx.conf"), *words]

    def start_nginx(self, answers):
        """Serves these answers from files, and the daemon through a proxy."""
        os.chmod(self.home, 0o755)
        root = os.path.join(self.home, "static")
        os.mkdir(root)
        for name, content in answers.items():
            with open(os.path.join(root, name), "wb") as file:
                file.write(content)
        with open(os.path.join(self.home, "nginx.conf"), "w", encoding="ascii") as file:
            file.write(
                f"""worker_processes 1; pid {self.home}/nginx.pid; error_log /dev/null;
                events {{ worker_connections 2048; }}
                http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
                open_file_cache max=100; default_type application/json;
                proxy_temp_path {self.home}/proxy; client_body_temp_path {self.home}/body;
                upstream desk {{ server 127.0.0.1:{self.port}; keepalive 64; keepalive_requests 1000000000; }}
                server {{ listen 127.0.0.1:{self.static}; root {root}; }}
                server {{ listen 127.0.0.1:{self.proxied}; location / {{ proxy_pass http://desk;
                    proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host localhost; }} }} }}"""
            )
        subprocess.run(self._nginx(), check=True)

    def ask(self, path, method="GET", body=None, token=0):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        fields = {"Authorization": f"Bearer {self.tokens[token]}"}
        if body is not None:
            fields["Content-Type"] = "application/json"
        connection.request(method, path, body, fields)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_kilobytes(self):
        with open(f"/proc/{self.process.pid}/smaps_rollup", encoding="ascii") as file:
            return int(re.search(r"^Rss:\s+(\d+) kB", file.read(), re.MULTILINE).group(1))

    def load(self, port, path, seconds, fresh=False):
        """Requests a second, the 99th percentile in milliseconds, and the daemon's processor time a request in µs.

        When `fresh`, no two requests have the same head, so that no answer is given again.
        """
        before = self.processor_seconds()
        words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", self.script, f"http://127.0.0.1:{port}{path}"]
        environment = {**os.environ, "BENCH_FRESH": "1"} if fresh else None
        output = subprocess.run(words, check=True, capture_output=True, text=True, env=environment).stdout
        count, took, slow, refused = map(int, re.search(r"RESULT (\d+) (\d+) (\d+) (\d+)", output).groups())
        if refused or not count:
            raise RuntimeError(f"{path}: {refused} of {count} requests were refused\n{output}")
        return count / (took / 1e6), slow / 1e3, (self.processor_seconds() - before) / count * 1e6


def base64url(content):
    content = content.encode() if isinstance(content, str) else content
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def measure_requests(desk, table, seconds, rounds):
    first = json.loads(desk.ask("/api/v1/tickets?limit=50"))
    ticket = f"/api/v1/tickets/{first['items'][0]['id']}"
    cases = {"health": "/healthz", "one ticket": ticket, f"50 of {first['total']} tickets": "/api/v1/tickets?limit=50"}
    files = {f"{index}.json": desk.ask(path) for index, path in enumerate(cases.values())}
    desk.start_nginx(files)
    for index, (name, path) in enumerate(cases.items()):
        runs = {"own": [], "fresh": [], "static": [], "proxied": []}
        for _ in range(rounds):
            runs["own"].append(desk.load(desk.port, path, seconds))
            runs["fresh"].append(desk.load(desk.port, path, seconds, fresh=True))
            runs["static"].append(desk.load(desk.static, f"/{index}.json", seconds))
            runs["proxied"].append(desk.load(desk.proxied, path, seconds))
        size = len(files[f"{index}.json"])
        rates = {key: [run[0] for run in values] for key, values in runs.items()}
        table.add(f"{name} ({size} octets)", statistics.median(rates["own"]), "requests/s", 0, rates["own"])
        table.add("    nginx, the same from a file", statistics.median(rates["static"]), "requests/s", 0, rates["static"])
        ratios = [own / other for own, other in zip(rates["own"], rates["static"], strict=True)]
        table.add("    ratio of the two, round by round", statistics.median(ratios), "×", 2, ratios)
        table.add("    no two requests alike", statistics.median(rates["fresh"]), "requests/s", 0, rates["fresh"])
        table.add("    through nginx", statistics.median(rates["proxied"]), "requests/s", 0, rates["proxied"])
        costs = [run[2] for run in runs["own"]]
        table.add("    processor time of the daemon, per request", statistics.median(costs), "µs", 0, costs)
        slow = [run[1] for run in runs["own"]]
        table.add("    99th percentile of the time to answer", statistics.median(slow), "ms", 1, slow)


def open_sockets(desk, count):
    """So many WebSockets that are signed in, a few from each person."""
    sockets = []
    connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)
    for number in range(count):
        fields = {"Authorization": f"Bearer {desk.tokens[number % PEOPLE]}"}
        connection.request("POST", "/api/v1/auth/ws-ticket", b"", fields)
        ticket = json.loads(connection.getresponse().read())["ticket"]
        each = socket.create_connection(("127.0.0.1", desk.port))
        each.sendall(HANDSHAKE.encode() + frame({"type": "auth", "ticket": ticket}))
        sockets.append(each)
    for each in sockets:
        received = b""
        each.settimeout(60)
        while b'"ready"' not in received:
            piece = each.recv(4096)
            if not piece:
                raise RuntimeError(f"a WebSocket was not opened: {received!r}")
            received += piece
        each.setblocking(False)
    connection.close()
    return sockets


def frame(message):
    """A masked text frame, as a client sends it; a mask of zeros is one too."""
    payload = json.dumps(message).encode()
    return bytes([0x81, 0x80 | 126]) + len(payload).to_bytes(2, "big") + bytes(4) + payload if len(payload) > 125 else (
        bytes([0x81, 0x80 | len(payload)]) + bytes(4) + payload
    )


def measure_sockets(desk, table, idle, listeners):
    time.sleep(2)
    before = desk.resident_kilobytes()
    sockets = open_sockets(desk, idle)
    time.sleep(2)
    grown = desk.resident_kilobytes() - before
    table.add(f"{idle} idle WebSockets: memory of the daemon over none (RSS)", grown / 1024, "MB", 1)
    table.add("    each", grown / idle, "KB", 2)
    for each in sockets[listeners:]:
        each.close()
    delays = []
    for turn in range(5):
        delays += fan_out(desk, sockets[:listeners], turn)
    ordered = sorted(delays)
    table.add(f"one new ticket → {listeners} WebSockets, median", statistics.median(ordered), "ms", 0)
    table.add("    99th percentile", ordered[-(-len(ordered) * 99 // 100) - 1], "ms", 0)
    for each in sockets[:listeners]:
        each.close()


def answer_pings(sockets):
    """Who leaves the pings of the last half minute unanswered is taken for gone."""
    for each in sockets:
        try:
            while each.recv(65536):
                each.sendall(bytes([0x8A, 0x80]) + bytes(4))
        except BlockingIOError:
            continue


def fan_out(desk, sockets, turn):
    """Milliseconds from the answer to POST until each has the event; reading them all in Python is part of it."""
    answer_pings(sockets)
    poller = select.epoll()
    waiting = {}
    for each in sockets:
        waiting[each.fileno()] = each
        poller.register(each.fileno(), select.EPOLLIN)
    body = json.dumps({"subject": f"Measured {turn}", "description": "How soon does everybody hear of it?"})
    desk.ask("/api/v1/tickets", "POST", body, token=turn)
    began = time.monotonic()
    delays = []
    while waiting:
        for number, _ in poller.poll(30) or give_up(len(waiting)):
            received = waiting[number].recv(65536)
            if not received:
                raise RuntimeError("the daemon closed a WebSocket")
            # A ping may come as well.
            if b"ticket.created" in received:
                delays.append((time.monotonic() - began) * 1e3)
                poller.unregister(number)
                del waiting[number]
    poller.close()
    return delays


def give_up(count):
    raise TimeoutError(f"{count} WebSockets heard nothing")


def measure_web(table, tickets=100_000, seconds=3, rounds=3, idle=5_000, listeners=2_000):
    """Adds everything to the table."""
    if not shutil.which("wrk") or not os.path.exists("/usr/sbin/nginx"):
        raise RuntimeError("wrk or nginx is not installed: make deps")
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with WebDesk(tickets) as desk:
        measure_requests(desk, table, seconds, rounds)
        measure_sockets(desk, table, idle, listeners)


def main():
    from run import Table

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    defaults = {"tickets": 100_000, "seconds": 3, "rounds": 3, "idle": 5_000, "listeners": 2_000}
    for name, default in defaults.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    measure_web(Table(), **vars(parser.parse_args()))


if __name__ == "__main__":
    main()

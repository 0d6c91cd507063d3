"""The daemon as its console sees it: the HTTP API and the WebSocket, with the standard library only."""

import base64
import json
import os
import socket
import struct
import threading
import time
import urllib.error
import urllib.parse
import urllib.request


class Desk:
    """The API, signed in as one person."""

    def __init__(self, url):
        self.url = url
        self.token = None

    def wait_until_ready(self, daemon, seconds):
        """What /readyz says once it agrees, or None when the daemon, a process id, ended or the time is up."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with open(f"/proc/{daemon}/stat", encoding="ascii") as file:
                if file.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return None
            try:
                with urllib.request.urlopen(self.url + "/readyz", timeout=5) as answer:
                    return answer.read().decode().strip()
            except OSError:
                time.sleep(0.1)
        return None

    def sign_in(self, address, password):
        self.token = self.post("/auth/login", {"email": address, "password": password})["access_token"]

    def get(self, path):
        return self._request("GET", path, None)

    def post(self, path, body):
        return self._request("POST", path, json.dumps(body).encode())

    def _request(self, method, path, body):
        request = urllib.request.Request(self.url + "/api/v1" + path, method=method, data=body)
        request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.code} {error.read().decode()}") from error


class Events:
    """The live events of a signed-in desk, gathered in the background (RFC 6455, text frames only)."""

    def __init__(self, desk):
        self.seen = []
        address = urllib.parse.urlsplit(desk.url)
        self.socket = socket.create_connection((address.hostname, address.port), timeout=10)
        self.stream = self.socket.makefile("rb")
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /ws HTTP/1.1\r\nHost: {address.netloc}\r\nOrigin: {desk.url}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        status = self.stream.readline().decode().strip()
        if " 101 " not in status:
            raise RuntimeError(f"no WebSocket: {status}")
        while self.stream.readline().strip():
            pass
        self._send({"type": "auth", "ticket": desk.post("/auth/ws-ticket", {})["ticket"]})
        ready = self._receive()
        if ready["type"] != "ready":
            raise RuntimeError(f"the WebSocket answers {ready}")
        self.socket.settimeout(None)
        threading.Thread(target=self._gather, daemon=True).start()

    def wait_for(self, kinds, reference, seconds):
        """The kinds of the events about one ticket, in order, once `kinds` are among them or the time is up."""
        deadline = time.monotonic() + seconds
        while True:
            seen = [event["type"] for event in self.seen if event.get("ticket", {}).get("reference") == reference]
            if all(kind in seen for kind in kinds) or time.monotonic() > deadline:
                return seen
            time.sleep(0.1)

    def _gather(self):
        while (event := self._receive()) is not None:
            self.seen.append(event)

    def _send(self, value):
        self._send_frame(0x1, json.dumps(value).encode())

    def _send_frame(self, opcode, payload):
        mask = os.urandom(4)
        length = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + struct.pack(">H", len(payload))
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
        self.socket.sendall(bytes([0x80 | opcode]) + length + mask + masked)

    def _receive(self):
        """The next event, or None at the end; pings are answered on the way."""
        while True:
            head = self.stream.read(2)
            if len(head) < 2:
                return None
            opcode, length = head[0] & 0xF, head[1] & 0x7F
            if length == 126:
                length = struct.unpack(">H", self.stream.read(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self.stream.read(8))[0]
            payload = self.stream.read(length)
            if opcode == 0x1:
                return json.loads(payload)
            if opcode == 0x8:
                return None
            if opcode == 0x9:
                self._send_frame(0xA, payload)

#!/usr/bin/env python3
"""Speaks with the built daemon's WebSocket through clients of other makers; run it by `make peers`.

    websocket.py        BENCH_PROGRAMS (.build/release) is where the program is

Each check is a sentence that is printed when it holds; the first that does not ends the program with an error.
"""

import asyncio
import json
import os
import sqlite3
import sys
import time

import aiohttp
import websockets

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../bench"))
from web import WebDesk  # noqa: E402


def ticket(desk, person):
    return json.loads(desk.ask("/api/v1/auth/ws-ticket", "POST", "{}", token=person))["ticket"]


def check(holds, sentence):
    if not holds:
        raise AssertionError(sentence)
    print(f"  ok  {sentence}")


async def told(receive, kind):
    """The next event of this kind."""
    while True:
        message = json.loads(await asyncio.wait_for(receive(), 20))
        if message["type"] == kind:
            return message


def open_ticket(desk, subject):
    body = json.dumps({"subject": subject, "description": "Said by a peer."})
    return json.loads(desk.ask("/api/v1/tickets", "POST", body, token=9))


async def closed_with(socket):
    try:
        while True:
            await asyncio.wait_for(socket.recv(), 40)
    except websockets.ConnectionClosed as ended:
        return ended.rcvd.code if ended.rcvd else None


async def with_websockets(desk, address):
    proof = ticket(desk, 0)
    async with websockets.connect(address, compression="deflate") as socket:
        await socket.send(json.dumps({"type": "auth", "ticket": proof}))
        ready = await told(socket.recv, "ready")
        check(ready["seq"] >= 0, "websockets: signed in with a ticket")
        check(not socket.protocol.extensions, "websockets: no extension is agreed on")
        made = open_ticket(desk, "Ünïcode 三 🎫")
        event = await told(socket.recv, "ticket.created")
        check(event["ticket"]["subject"] == made["subject"], "websockets: hears of a new ticket, every character right")
        await (await socket.ping(b"x" * 125))
        check(True, "websockets: a ping of 125 octets is answered")
        await socket.send(['{"type":"re', 'sume","af', f'ter":{event["seq"] - 1}}}'])
        again = await told(socket.recv, "ticket.created")
        check(again["seq"] == event["seq"], "websockets: a message in fragments is one; what was missed comes again")
        await socket.close(1000)
        check(socket.close_code == 1000, "websockets: the close is answered with its code")
    async with websockets.connect(address) as socket:
        await socket.send(json.dumps({"type": "auth", "ticket": proof}))
        check(await closed_with(socket) == 1008, "websockets: a ticket is good once")
    async with websockets.connect(address) as socket:
        await socket.send("x" * 70_000)
        check(await closed_with(socket) == 1009, "websockets: a message over 64 KB is closed with 1009")
    async with websockets.connect(address) as socket:
        await socket.send(b"binary")
        check(await closed_with(socket) == 1003, "websockets: a binary message is closed with 1003")
    try:
        async with websockets.connect(address, origin="https://evil.example"):
            check(False, "websockets: a page of another site is refused")
    except websockets.InvalidStatus as refusal:
        check(refusal.response.status_code == 403, "websockets: a page of another site is refused with 403")


async def with_aiohttp(desk, address):
    async with aiohttp.ClientSession() as session, session.ws_connect(address, heartbeat=1) as socket:
        await socket.send_json({"type": "auth", "ticket": ticket(desk, 1)})
        receive = socket.receive_str
        await told(receive, "ready")
        check(True, "aiohttp: signed in with a ticket")
        number = open_ticket(desk, "Heard by aiohttp")["id"]
        event = await told(receive, "ticket.created")
        check(event["ticket"]["id"] == number, "aiohttp: hears of a new ticket")
        body = json.dumps({"text": "A comment."})
        desk.ask(f"/api/v1/tickets/{number}/comments", "POST", body, token=9)
        event = await told(receive, "comment.added")
        check(event["ticket"]["id"] == number, "aiohttp: hears of a comment, past its own pings")
        await socket.close(code=1000)
        check(socket.close_code == 1000, "aiohttp: the close is answered with its code")


async def until_revoked(desk, address):
    async with websockets.connect(address) as socket:
        await socket.send(json.dumps({"type": "auth", "ticket": ticket(desk, 2)}))
        await told(socket.recv, "ready")
        with sqlite3.connect(os.path.join(desk.home, "data", "tally.db"), timeout=10) as store:
            store.execute("UPDATE person SET is_active = 0 WHERE address = 'bench2@acme.example'")
        store.close()
        began = time.monotonic()
        code = await closed_with(socket)
        took = time.monotonic() - began
        check(code == 1008 and took < 5, f"who is put out is cut off within 5 s ({took:.1f} s)")


async def conversation(desk):
    direct = f"ws://127.0.0.1:{desk.port}/ws"
    await with_websockets(desk, direct)
    await with_aiohttp(desk, direct)
    await until_revoked(desk, direct)


def main():
    with WebDesk(100) as desk:
        asyncio.run(conversation(desk))
    print("every peer was content")


if __name__ == "__main__":
    main()

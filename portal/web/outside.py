"""The outermost layer: kept pages before the router, HEAD for every GET, compression, and the rules on every answer."""

import zlib
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import brotli

from portal.base.database import Database
from portal.base.settings import reached_at, settings
from portal.web import headers as rules
from portal.web import rooms
from portal.web.kept import Headers, Kept, Shelf
from portal.web.pages import KEEP

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

SMALLEST = 400  # bytes that are worth compressing
COMPRESSIBLE = (b"text/", b"application/json", b"application/ld+json", b"application/atom+xml", b"image/svg")
KEEP_SIGN = KEEP.encode()


class Outside:
    """Wraps the Litestar application."""

    def __init__(self, inside: Application, database: Database) -> None:
        self.inside = inside
        self.database = database
        self.shelf = Shelf()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.inside(scope, receive, send)
            return
        asked = dict(scope["headers"])
        with reached_at(asked.get(b"host", b"").decode("latin-1")) as by_onion:
            await self._answer(scope, asked, receive, send, by_onion=by_onion)

    async def _answer(self, scope: Scope, asked: dict[bytes, bytes], receive: Receive, send: Send, *, by_onion: bool) -> None:
        head = scope["method"] == "HEAD"
        if head:
            scope = {**scope, "method": "GET"}
        path, sealed = rooms.taken_out(scope["path"])
        if sealed:
            scope = {**scope, "path": path, "raw_path": quote(path).encode(), "room_pass": sealed}
        coding = _coding(asked.get(b"accept-encoding", b""))
        name = version = None
        if scope["method"] == "GET" and b"cookie" not in asked and not sealed:
            edition = self.database.edition()
            if edition is not None:
                version = Shelf.version(edition)
                name = (
                    scope["path"].encode(),
                    scope["query_string"],
                    coding,
                    asked.get(b"hx-target", b"") if asked.get(b"hx-request") else b"-",
                    asked.get(b"save-data", b"").lower(),
                    asked.get(b"host", b""),
                )
                if page := self.shelf.find(name, version):
                    await _send_kept(page, asked, send, head=head)
                    return
        address = scope["path"]  # the router takes its last stroke off
        answer = _Whole(address.startswith("/static/"))
        await self.inside(scope, receive, answer)
        keep = any(key == KEEP_SIGN for key, _value in answer.headers)
        sent = [(key, value) for key, value in answer.headers if key not in (KEEP_SIGN, b"content-length")]
        if sealed:
            sent = [*((key, value) for key, value in sent if key != b"cache-control"), (b"cache-control", b"no-store")]
        body = answer.body
        if coding and len(body) >= SMALLEST and _worth_it(sent):
            body = _compress(body, coding, best=keep or answer.static)
            sent.append((b"content-encoding", coding))
        if answer.status == HTTPStatus.OK and scope["method"] == "GET" and not by_onion and not sealed and _is_page(sent):
            sent += rules.onion_location(address, scope["query_string"])
        sent += [*rules.security(strict=settings().secure and not by_onion), (b"content-length", str(len(body)).encode())]
        if keep and name and version and not any(key == b"set-cookie" for key, _value in sent):
            await _send_kept(self.shelf.keep(name, version, sent, body), asked, send, head=head)
            return
        await send({"type": "http.response.start", "status": answer.status, "headers": sent})
        await send({"type": "http.response.body", "body": b"" if head else body})


class _Whole:
    """Collects an answer; ours are whole before the first byte leaves."""

    def __init__(self, static: bool) -> None:
        self.status = 200
        self.headers: Headers = []
        self.parts: list[bytes] = []
        self.static = static

    async def __call__(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = [(bytes(key).lower(), bytes(value)) for key, value in message["headers"]]
        elif message["type"] == "http.response.body":
            self.parts.append(message.get("body", b""))

    @property
    def body(self) -> bytes:
        return b"".join(self.parts)


async def _send_kept(page: Kept, asked: dict[bytes, bytes], send: Send, *, head: bool) -> None:
    if page.etag in [tag.strip().removeprefix(b"W/") for tag in asked.get(b"if-none-match", b"").split(b",")]:
        await send(
            {
                "type": "http.response.start",
                "status": 304,
                "headers": [(key, value) for key, value in page.headers if key not in (b"content-length", b"content-encoding", b"content-type")],
            }
        )
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": page.headers})
    await send({"type": "http.response.body", "body": b"" if head else page.body})


def _coding(accepted: bytes) -> bytes:
    offered = {}
    for part in accepted.lower().split(b","):
        name, _semicolon, quality = part.strip().partition(b";")
        offered[name.strip()] = quality.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    for coding in (b"br", b"gzip"):
        if offered.get(coding):
            return coding
    return b""


def _worth_it(sent: Headers) -> bool:
    kind = next((value for key, value in sent if key == b"content-type"), b"")
    return kind.startswith(COMPRESSIBLE) and not any(key == b"content-encoding" for key, _value in sent)


def _is_page(sent: Headers) -> bool:
    return any(key == b"content-type" and value.startswith(b"text/html") for key, value in sent)


def _compress(body: bytes, coding: bytes, *, best: bool) -> bytes:
    if coding == b"br":
        return brotli.compress(body, quality=5 if best else 3)  # type: ignore[no-any-return]
    packer = zlib.compressobj(6 if best else 4, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()

"""A contribution over a line of 250 kbit/s with 300 ms there and back: from the start page to the number, as a browser asks for it.

The line is the relay of the shared probes (connection, secure handshake, slow start, shared bandwidth); without it the
row says so. What counts is the time of the network and the server: nobody reads or types in between.
"""

import asyncio
import importlib.util
import re
import threading
import time
from dataclasses import dataclass

import httpx

from portal.base.settings import ROOT

SLOWLINE = ROOT.parent / "shared" / "probes" / "slowline.py"
LINE = (250, 250, 0.3)
"""kbit/s down, kbit/s up, seconds there and back."""
WORDS = "Near the school there is no shade at all. Please plant trees there first. " * 4


@dataclass(frozen=True)
class Taken:
    """What the journey took: seconds, bytes down the line, pages."""

    seconds: float
    down: int
    pages: int


def journey(port: int, consultation: str) -> Taken | None:
    """Home, consultation, thread, form, check, number; None where the relay is not at hand."""
    if not SLOWLINE.exists():
        return None
    line, slow_port = _relay(port)
    with httpx.Client(base_url=f"http://127.0.0.1:{slow_port}", headers={"accept-encoding": "br", "host": f"127.0.0.1:{port}"}, timeout=120) as browser:
        began = time.perf_counter()
        pages = [browser.get(path) for path in ("/en/", f"/en/consultations/{consultation}", f"/en/consultations/{consultation}/questions/1")]
        write = f"/en/consultations/{consultation}/questions/1/write"
        pages.append(browser.get(write))
        form = {"token": _field(pages[-1].text, "token"), "text": WORDS, "voice": "anonymous", "text_language": "en", "website": ""}
        pages.append(browser.post(write, data={**form, "step": "check"}))
        pages.append(browser.post(write, data={**form, "step": "send"}))
        took = time.perf_counter() - began
    if any(page.status_code != httpx.codes.OK for page in pages) or not re.search(r"\d{4}", pages[-1].text):
        raise SystemExit(f"The journey over the slow line failed: {[page.status_code for page in pages]}")
    return Taken(took, line.bytes_down, len(pages))


def _field(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', page)[1]


def _relay(port: int):
    spec = importlib.util.spec_from_file_location("slowline", SLOWLINE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    line, ready, found = module.Line(f"127.0.0.1:{port}", LINE, 1), threading.Event(), []

    async def serve():
        server = await line.serve(0)
        found.append(server.sockets[0].getsockname()[1])
        ready.set()
        await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(serve()), daemon=True).start()
    ready.wait(5)
    return line, found[0]

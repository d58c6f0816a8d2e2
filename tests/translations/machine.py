"""A translating machine of the tests: a real HTTP server on this machine that speaks LibreTranslate's interface, well or badly."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LANGUAGES = [{"code": tag, "name": tag, "targets": ["en", "es", "ar", "fr", "ru", "zh-Hans"]} for tag in ("en", "es", "ar", "fr", "ru", "zh-Hans")]


class Machine:
    """`behave` is what it does with the next requests for a translation; `asked` is what it was sent."""

    def __init__(self):
        self.behave = "well"
        self.key = ""
        self.asked = []
        self.connections = 0
        self.said = lambda asked: f"[{asked['target']}] {asked['q'][:5]}"  # so short that nobody asks in which language it is

    def answer(self, asked):
        """(status, headers, body) for one request."""
        if self.key and asked.get("api_key") != self.key:
            return 403, {}, json.dumps({"error": "Invalid API key"})
        if self.behave == "busy":
            return 429, {"Retry-After": "120"}, json.dumps({"error": "Too many request limits violations"})
        if self.behave == "ill":
            return 500, {}, json.dumps({"error": "Cannot translate text: " + asked["q"]})
        if self.behave == "broken":
            return 200, {}, '{"translatedText": "half a sen'
        if self.behave == "deep":
            return 200, {}, "[" * 100_000
        if self.behave == "odd":
            return 200, {}, json.dumps({"translatedText": ["a list"]})
        if self.behave == "empty":
            return 200, {}, json.dumps({"translatedText": "  "})
        if self.behave == "huge":
            return 200, {}, json.dumps({"translatedText": "x" * 3_000_000})
        if self.behave == "html":
            return 200, {}, "<!DOCTYPE html><p>A proxy says hello.</p>"
        if self.behave == "elsewhere":
            return 302, {"Location": "http://127.0.0.1:9/translate"}, ""
        if self.behave == "too long":
            return 400, {}, json.dumps({"error": "Invalid request: request (9) exceeds text limit (5)"})
        if self.behave == "no key":
            return 400, {}, json.dumps({"error": "Please contact the server operator to get an API key"})
        if self.behave == "unchanged":
            return 200, {}, json.dumps({"translatedText": asked["q"]})
        if self.behave == "another":
            return 200, {}, json.dumps({"translatedText": "Nous avons besoin de plus d’ombre dans le parc."})
        if self.behave == "slow":
            time.sleep(3)
        return 200, {}, json.dumps({"translatedText": self.said(asked)})


def _handler(machine):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_args):
            pass

        def _send(self, status, headers, body):
            raw = body.encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", "Content-Length": str(len(raw)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(raw)
            except OSError:
                pass  # it was too much for them

        def do_GET(self):
            machine.connections += 1
            self._send(*((200, {}, json.dumps(LANGUAGES)) if self.path == "/languages" else (404, {}, "{}")))

        def do_POST(self):
            machine.connections += 1
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            machine.asked.append(asked)
            self._send(*(machine.answer(asked) if self.path == "/translate" else (404, {}, "{}")))

    return Handler


@contextmanager
def running():
    """The machine and its address."""
    machine = Machine()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(machine))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    machine.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield machine
    finally:
        server.shutdown()
        server.server_close()

"""The log tells the operator what happened and where, and nobody's words."""

import io
import json
import logging
import sys
import threading
import warnings

import httpx
import pytest

from portal.base import logs
from tests.visitor import Loop

CANARIES = ("my very own words", "203.0.113.77", "Canary-Browser/1.0", "https://referrer.example/secret", "someone@canary.example")


@pytest.fixture
def log():
    """The log as it is written; gives its lines."""
    root, ours = logging.getLogger(), logging.getLogger("portal")
    before = (root.handlers[:], root.level, ours.level, sys.excepthook, threading.excepthook)
    root.handlers[:] = []  # those of pytest must not be closed
    servers = logging.getLogger("uvicorn.error")
    loudness = servers.level
    servers.setLevel(logging.NOTSET)  # a live server of another test has made it quieter
    raising = logging.raiseExceptions
    logs.begin()
    written = io.StringIO()
    root.handlers[0].setStream(written)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.captureWarnings(capture=False)
    logging.raiseExceptions = raising
    servers.setLevel(loudness)
    root.handlers[:], root.level, ours.level, sys.excepthook, threading.excepthook = before


def test_an_event_is_one_line_of_json_with_time_level_and_facts(log):
    logging.getLogger("portal").warning("letter waits", extra={"facts": {"status": 451}})
    (line,) = log()
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "warning", "event": "letter waits", "facts": {"status": 451}}


def test_of_an_exception_only_its_kind_and_place_are_told(log):
    try:
        raise ValueError(CANARIES[0])
    except ValueError:
        logging.getLogger("portal").exception("surprise")
    (line,) = log()
    assert line["facts"]["kind"] == "ValueError"
    assert "base/test_logs.py" in line["facts"]["where"]
    assert CANARIES[0] not in json.dumps(line)


def test_what_a_library_says_is_told_without_its_values(log):
    logging.getLogger("uvicorn.error").error('%s - "%s"', CANARIES[1], CANARIES[3])
    logging.getLogger("asyncio").error(f"future: <Task exception=ValueError({CANARIES[0]!r})>")  # noqa: G004 - as the library itself does it
    logging.getLogger("uvicorn.access").info('%s - "GET %s"', CANARIES[1], CANARIES[3])
    warnings.warn(CANARIES[0], stacklevel=1, category=UserWarning) if False else logging.getLogger("py.warnings").warning("%s", CANARIES[0])
    lines = log()
    assert [line["event"] for line in lines] == ["uvicorn.error had something to say", "asyncio had something to say", "py.warnings had something to say"]
    assert not [canary for canary in CANARIES if canary in json.dumps(lines)]


def test_the_last_words_of_a_thread_and_of_the_program_hold_no_values(log):
    thread = threading.Thread(target=lambda: int(CANARIES[0]))
    thread.start()
    thread.join()
    sys.excepthook(ValueError, ValueError(CANARIES[0]), None)
    lines = log()
    assert [line["event"] for line in lines] == ["ended by a surprise"] * 2
    assert CANARIES[0] not in json.dumps(lines)


def test_a_forced_error_in_a_page_logs_neither_words_nor_address_nor_browser(log, visitor, portal, monkeypatch):
    from portal.identity import queries

    def break_down(session, viewer, name):
        raise RuntimeError(f"broken by {name} {CANARIES[0]}")

    monkeypatch.setattr(queries, "password_of", break_down)
    visitor.get("/en/staff/sign-in")
    (form,) = visitor.page.forms()
    fields = {**dict(form.fields), "sign_in_name": CANARIES[4], "password": CANARIES[0]}

    async def send():
        transport = httpx.ASGITransport(app=portal, client=(CANARIES[1], 4711))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            return await client.post("/en/staff/sign-in", data=fields, headers={"user-agent": CANARIES[2], "referer": CANARIES[3]})

    assert Loop.run(send()).status_code == 500
    lines = log()
    assert [line["event"] for line in lines] == ["surprise"]
    assert lines[0]["facts"]["kind"] == "RuntimeError"
    assert not [canary for canary in CANARIES if canary in json.dumps(lines)]

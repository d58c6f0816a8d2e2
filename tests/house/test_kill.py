"""The server is killed at random moments while 500 people send: whoever saw a number finds their words under it, once."""

import random
import re
import threading
import time

import httpx
import pytest
from sqlalchemy import select

from portal.contributions.models import Contribution
from portal.receipts import codes
from portal.receipts.models import Receipt
from tests.process import Process
from tests.visitor import HTML, Seen, look_closely, words

PEOPLE = 500
THREADS = 8
KILLS = 5
TOKEN = re.compile(rb'name="token" value="([^"]+)"')
DIGITS = re.compile(r"(?<!\d)(?:\d[\s,]{0,8}){19}\d(?!\d)")

pytestmark = pytest.mark.alone


def seen(answer):
    page = Seen(answer.status_code, str(answer.url), answer.headers, answer.text, answer.content)
    page.tree = look_closely(page)
    return page


def code_in(text):
    """The whole receipt code on a page, if there is one."""
    found = {codes.typed(match) for match in DIGITS.findall(re.sub(r"<[^>]+>", " ", text))}
    whole = {code for code in found if codes.is_whole(code)}
    assert len(whole) <= 1
    return whole.pop() if whole else ""


def last_step(address, path):
    """Walk the form once as a browser does; the address and fields of its last step."""
    with httpx.Client(base_url=address) as client:
        page = seen(client.get(path))
        form = next(form for form in page.forms() if "text" in dict(form.fields))
        for _step in range(4):
            fields = {**dict(form.fields), "text": "The first of all."}
            label, name, value = form.buttons[0]
            fields |= {name: value} if name else {}
            answer = client.post(form.action, data=fields)
            assert answer.status_code == 200, (label, answer.status_code, answer.text[-1500:])
            if code := code_in(answer.text):
                return form.action.partition("#")[0], fields, code
            form = next(form for form in seen(answer).forms() if "text" in dict(form.fields) and form.buttons)
    raise AssertionError("The form has no end.")


class Crowd:
    """People who send, and send again until they are answered."""

    def __init__(self, server, path, action, fields):
        self.server, self.path, self.action, self.fields = server, path, action, fields
        self.todo = iter(range(PEOPLE))
        self.taking = threading.Lock()
        self.codes: dict[str, str] = {}
        self.faults: list[str] = []
        self.again = 0

    def send(self):
        """One person after another."""
        client = httpx.Client(base_url=self.server.address, timeout=10)
        while True:
            with self.taking:
                number = next(self.todo, None)
            if number is None:
                return
            text = f"Word number {number} of many, kept for good."
            token = self.insist(lambda: client.get(self.path), lambda answer: TOKEN.search(answer.content))
            if token is None:
                continue
            fields = {**self.fields, "token": token.group(1).decode(), "text": text}
            code = self.insist(lambda: client.post(self.action, data=fields), lambda answer: code_in(answer.text))
            if code:
                self.codes[code] = text

    def insist(self, ask, find):
        """Ask until there is an answer; a server that is away or not ready is asked again with the very same form."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                answer = ask()
            except httpx.HTTPError:
                self.again += 1
                time.sleep(0.05)
                continue
            if answer.status_code == 503:
                time.sleep(0.05)
            elif answer.status_code == 200 and (found := find(answer)):
                return found
            else:
                self.faults.append(f"{answer.status_code}: {answer.text[:300]}")
                return None
        self.faults.append("no answer for a minute")
        return None


def test_whoever_saw_a_number_finds_their_words_under_it_once(make, database, vault_address, settings, folder):
    question = make.question()
    consultation = question.consultation
    path = f"/en/consultations/{consultation.slug}/questions/{question.number}/write"
    process = Process(settings, folder).start()
    try:
        action, fields, first = last_step(process.address, path)
        crowd = Crowd(process, path, action.removeprefix(process.address), fields)
        threads = [threading.Thread(target=crowd.send) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        dice = random.Random()
        moments = sorted(dice.randrange(10, PEOPLE - 20) for _ in range(KILLS))
        for moment in moments:
            while len(crowd.codes) < moment and any(thread.is_alive() for thread in threads):
                time.sleep(0.002)
            time.sleep(dice.random() * 0.03)
            process.kill()
            process.start()
        for thread in threads:
            thread.join(120)
        assert crowd.faults == []
        assert crowd.again > 0, "no client noticed any kill"
        assert len(crowd.codes) == PEOPLE
        assert_kept(database, {**crowd.codes, first: "The first of all."})
        assert_opens(process, dict(list(crowd.codes.items())[:20]))
    finally:
        process.kill()


def assert_kept(database, acknowledged):
    """Every number opens one contribution, with its words, and there is none beside them."""
    rows = database.read(lambda session: session.execute(select(Receipt.code_hash, Contribution.text).join(Contribution, Contribution.receipt_id == Receipt.id)).all())
    assert len(rows) == len(acknowledged)
    assert dict(tuple(row) for row in rows) == {codes.lookup_hash(code): text for code, text in acknowledged.items()}


def assert_opens(process, some):
    """The same through the front door."""
    with httpx.Client(base_url=process.address, timeout=10) as client:
        for code, text in some.items():
            token = TOKEN.search(client.get("/en/track").content)
            assert token is not None
            page = seen(client.post("/en/track", data={"token": token.group(1).decode(), "code": code}))
            assert [words(block) for block in page.tree.iter(f"{HTML}div") if text in words(block)] != [] or text in page.main

"""Protection E1.1 to E1.5 and E1.10: a marked visitor walks every participant's way, with every error; then everything is searched."""

import base64
import hashlib
import ipaddress
import os
import resource
import time
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.contributions import queries as contributions
from portal.contributions.models import Contribution
from portal.moderation import commands as moderation
from portal.moderation import queries as policies
from portal.moderation.models import Action
from portal.receipts import codes
from portal.web import tokens
from tests.house.test_kill import code_in
from tests.process import Process
from tests.visitor import HTML, Loop, Visitor

pytestmark = pytest.mark.raw

ADDRESSES = ("203.0.113.77", "2001:db8:dead:beef::77")
STAFF_ADDRESS = "198.51.100.88"  # from which somebody tries to sign in as staff
BROWSER = "CanaryBrowser/77.1 (Feathers; yellow)"
REFERRER = "https://referrer-canary.example/aviary"
LANGUAGES = "en;q=0.913, ar;q=0.707, tlh;q=0.301"
MARKER = "zanzibarquill"  # in the words of a contribution
WITHDRAWN = "wallabyregret"  # in words that were taken back
PASSAGE = "ibisphonenumber"  # in words that a moderator took out
MESSAGE = "axolotlmessage"  # in a message to the moderators
APPEAL = "platypusappeal"  # in an appeal
REPORT = "pangolinreport"  # in a report
BARRIER = "kakapobarrier"  # in a report of a barrier
SECRETS = ("mothwingtyped", "capybaraletter", "quokkapassword", "narwhalquery")  # typed where nothing is kept
MAIL = "canary.reader@letters-canary.example"
PLACES = {
    MARKER: {("contributions", "text"), ("contributions", "html"), ("versions", "text")},
    MESSAGE: {("messages", "text")},
    REPORT: {("flags", "text")},
    APPEAL: {("appeals", "text")},
    BARRIER: {("barrier_reports", "text")},
    WITHDRAWN: set(),
    PASSAGE: set(),  # sealed, so nowhere as words
}


class Canary(Visitor):
    """A visitor over the network with marks on everything that a browser sends."""

    def __init__(self, address):
        self.client = httpx.AsyncClient(
            base_url=address,
            timeout=20,
            headers={
                "accept-encoding": "identity",
                "user-agent": BROWSER,
                "referer": REFERRER,
                "accept-language": LANGUAGES,
                "x-forwarded-for": ", ".join(ADDRESSES),
                "x-real-ip": ADDRESSES[0],
                "forwarded": f'for="[{ADDRESSES[1]}]";proto=http, for={ADDRESSES[0]}',
            },
        )
        self.language = "en"
        self.page = None

    def fields(self, **typed):
        """The hidden token of the present page, with more."""
        token = next(value for form in self._page().forms() for name, value in form.fields if name == "token")
        return {"token": token, **typed}

    def continue_with(self, text, *, status=200, button=0):
        """Fill the form for words on the present page and press one of its buttons."""
        form = next(form for form in self._page().forms() if "text" in dict(form.fields))
        return self.press(form.buttons[button][0], status=status, text=text)


def write(visitor, path, text):
    """From the form to the number."""
    visitor.get(path)
    for _step in range(4):
        visitor.continue_with(text)
        if code := code_in(visitor.page.text):
            return code
    raise AssertionError("no number")


@contextmanager
def full_disk(process):
    """No file of the server can grow: its writes fail as on a full disk."""
    before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, before)


def forms_of_address(text):
    """Every way in which an address could have been kept."""
    address = ipaddress.ip_address(text)
    spelled = {text, address.exploded, address.compressed, f"::ffff:{text}"} | {str(int(address)), f"{int(address):x}", address.packed.hex()}
    net = str(ipaddress.ip_network(f"{text}/{24 if address.version == 4 else 64}", strict=False).network_address)
    spelled |= {net, net.rpartition(".")[0] + "." if address.version == 4 else "2001:db8:dead:beef", ipaddress.ip_address(net).packed[: 3 if address.version == 4 else 8].hex()}
    plain = {address.packed, address.packed[::-1]} | ({ipaddress.ip_address(net).packed[:8]} if address.version == 6 else set())
    return plain | hashed_too({one.encode() for one in spelled if len(one) > 6} | {address.packed})


def hashed_too(plain):
    """The bytes themselves, and their hashes, all raw, in hex and in base64."""
    raw = {digest(one).digest() for one in plain for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256)}
    short = {base64.b64encode(one).rstrip(b"=") for one in plain if len(one) > 6}
    told = {told for one in raw for told in (one.hex().encode(), one.hex().upper().encode(), base64.b64encode(one).rstrip(b"="), base64.urlsafe_b64encode(one).rstrip(b"="))}
    return {one for one in plain if len(one) > 3} | short | raw | told


def forms_of_code(code):
    spaced = {sign.join(codes.groups(code)) for sign in (" ", "-", "")} | {codes.for_the_ear(code), code[:-1]}
    return hashed_too({one.encode() for one in spaced} | {int(code).to_bytes(9, "big")})


@pytest.fixture
def process(vault_address, settings, database, folder):
    # The proxy is believed, so that the marked address reaches the innermost layer.
    process = Process(settings, folder, HEARBACK_PROXIES="127.0.0.1")
    yield process.start()
    process.kill()
    print(process.log.decode())  # shown when the test fails


@pytest.fixture
def canary(process):
    canary = Canary(process.address)
    yield canary
    canary.leave()


def everything(folder, process, server):
    """Every byte that the portal left anywhere: database with its journals, letters, temporary files, log."""
    roots = [folder]
    if server is not None:
        server.execute("CHECKPOINT")
        roots.append(server.folder)
    yield "log", process.log
    for root in roots:
        for path in root.rglob("*"):
            if path.is_file():
                yield str(path.relative_to(root)), path.read_bytes()


def tables_with(database, word):
    """(table, column) of every value that holds a word."""
    from portal.base.database import Base

    found = set()
    for table in Base.metadata.sorted_tables:
        for row in database.read(lambda session, table=table: session.execute(sql(f'SELECT * FROM "{table.name}"')).mappings().all()):
            found |= {(table.name, column) for column, value in row.items() if word in (value.decode("latin-1") if isinstance(value, (bytes, memoryview)) else str(value))}
    return found


def walk(canary, make, process, database):
    """Every participant's way and every error; the numbers that were shown."""
    database.write(lambda session: moderation.adopt_starter(session, SYSTEM))
    question = make.question()
    place = f"/en/consultations/{question.consultation.slug}"
    there = make.contribution(question)
    closed = make.question(make.consultation(closes=-timedelta(days=2)))
    for path in (
        "/",
        "/en/",
        place,
        f"{place}/questions/{question.number}",
        f"{place}/contributions/{there.number}",
        f"{place}/trace",
        f"{place}/moderation",
        f"{place}/feed.atom",
        f"{place}/calendar.ics",
        "/en/rules",
        "/en/rules/1",
        "/en/privacy",
        "/en/accessibility",
        "/en/who-may",
        "/en/handbook",
        "/en/track",
        "/en/how-it-works",
    ):
        canary.get(path)
    canary.get("/en/leave", status=303)
    write_path = f"{place}/questions/{question.number}/write"
    shown = [write(canary, write_path, f"First {MARKER} words.")]
    shown.append(write(canary, f"{write_path}?reply_to={there.number}", f"A reply with {MARKER}."))
    errors(canary, write_path, place, closed, process)
    shown.append(on_a_full_disk(canary, write_path, process))
    shown.append(write(canary, write_path, f"I will regret {WITHDRAWN}."))
    withdraw(canary, shown[-1])
    shown.append(report(canary, f"{place}/contributions/{there.number}/report"))
    shown.append(barrier(canary, f"/consultations/{question.consultation.slug}"))
    asked(make, database, question.consultation)
    follow(canary, shown[0])
    declined(make, database, question.consultation)
    contest(canary, shown[0])
    shown.append(write(canary, write_path, f"Call {PASSAGE} for lions."))
    number = redacted(make, database, question.consultation)
    assert PASSAGE in open_own(canary, shown[-1]).text
    for path in (f"questions/{question.number}", f"contributions/{number}", f"trace/{number}", "moderation", "feed.atom", "data"):
        assert PASSAGE not in canary.get(f"{place}/{path}").text
    return shown


def errors(canary, write_path, place, closed, process):
    """422, 404, 403, 409, 413: what was typed comes back, and goes nowhere else."""
    typed = SECRETS[0]
    canary.get(write_path)
    page = canary.continue_with(f"{typed} " * 2000, status=422)
    assert typed in page.text
    canary.get("/en/nowhere?looking=" + SECRETS[3], status=404)
    canary.get(f"{place}/contributions/99999?looking=" + SECRETS[3], status=404)
    canary.post(write_path, {"text": typed}, status=403)
    assert typed in canary.page.text
    canary.get(write_path)
    late = f"/en/consultations/{closed.consultation.slug}/questions/{closed.number}/write"
    form = next(form for form in canary.page.forms() if "text" in dict(form.fields))
    fields = {**dict(form.fields), "text": typed, "step": "send"}
    canary.post(late, fields, status=409)
    assert typed in canary.page.text
    canary.post(write_path, {**fields, "text": typed * 300_000}, status=413)
    canary.get("/en/track")
    for wrong in ("1234 5678", "12345678901234567890", codes.from_token(os.urandom(16))):
        canary.post("/en/track", canary.fields(code=wrong), status=422)
        canary.get("/en/track")
    canary.get("/en/staff/sign-in")
    password = next(form for form in canary.page.forms() if any("password" in name for name, _value in form.fields))
    # The written exception: staff's sign-in keeps the address, and nothing else of whoever tries it. So it is another one here.
    typed = {**{name: SECRETS[2] for name, _value in password.fields}, **canary.fields()}
    canary.post(password.action, typed, status=422, headers={"x-forwarded-for": STAFF_ADDRESS})


def on_a_full_disk(canary, write_path, process):
    """A send that the disk refuses gives the words back; the same form sent again works."""
    text = f"Words for a full disk, {MARKER}."
    canary.get(write_path)
    canary.continue_with(text)
    form = next(form for form in canary.page.forms() if "text" in dict(form.fields))
    fields = dict(form.fields) | {name: value for _label, name, value in form.buttons[:1] if name}
    if process.environment["HEARBACK_DATABASE"].startswith("sqlite"):
        with full_disk(process):
            canary.post(form.action, fields, status=503)
        assert text in canary.page.text
    canary.post(form.action, fields)
    code = code_in(canary.page.text)
    assert code
    return code


def follow(canary, code):
    """The page behind the number: another wording, a message, letters."""
    page = open_own(canary, code)
    assert MARKER in page.text
    own = dict(own_form(canary, "/track/edit").fields) | {"token": canary.fields()["token"]}
    canary.post("/en/track/edit", own)
    canary.continue_with(f"Better {MARKER} words.")
    open_own(canary, code)
    canary.post("/en/track/message", {**own, "token": canary.fields()["token"]})
    canary.continue_with(f"I meant the {MESSAGE}.")
    open_own(canary, code)
    canary.post("/en/track/letters", canary.fields(ticket=own["ticket"]))
    canary.press("Send me a letter to confirm", address=SECRETS[1], status=422)
    canary.press("Send me a letter to confirm", address=MAIL)


def asked(make, database, consultation):
    """A moderator asks the canary about its first words."""
    moderator = make.actor(Role.MODERATOR, consultation)

    def job(session):
        words = own_words(session, moderator, "First")
        moderation.ask(session, moderator, words, token=tokens.read(tokens.issue()), text="Which bird do you mean?", language="en")

    database.write(job)


def own_words(session, moderator, beginning):
    """A contribution as a moderator reads it."""
    return contributions.for_staff(session, moderator, session.scalars(select(Contribution.id).where(Contribution.text.startswith(beginning))).one())


def declined(make, database, consultation):
    """A moderator declines the words that the canary changed."""
    moderator = make.actor(Role.MODERATOR, consultation)

    def job(session):
        words = own_words(session, moderator, "Better")
        rule = policies.policy_on(session, moderator, clock.today()).rules[0]
        moderation.decide(session, moderator, words, action=Action.DECLINE, version=words.version, rule=rule, facts="It names a bird.")

    database.write(job)


def redacted(make, database, consultation):
    """A moderator publishes words without a passage; their public number."""
    moderator = make.actor(Role.MODERATOR, consultation)

    def job(session):
        words = own_words(session, moderator, "Call")
        rule = policies.policy_on(session, moderator, clock.today()).rules[2]
        moderation.decide(session, moderator, words, action=Action.REDACT, version=words.version, rule=rule, facts="It tells how to reach somebody.", passage=PASSAGE)
        return words.number

    return database.write(job)


def contest(canary, code):
    """Appeal against that."""
    open_own(canary, code)
    form = own_form(canary, "/track/appeal")
    canary.post(form.action, dict(form.fields))
    canary.continue_with(f"The {APPEAL} is not a bird.")


def open_own(canary, code):
    """Type the number."""
    canary.get("/en/track")
    return canary.post("/en/track", canary.fields(code=code))


def own_form(canary, path):
    """The form of the own page that leads to a path."""
    return next(form for form in canary.page.forms() if form.action.endswith(path))


def withdraw(canary, code):
    """Take words back."""
    open_own(canary, code)
    form = own_form(canary, "/track/withdraw")
    canary.post(form.action, dict(form.fields))
    form = own_form(canary, "/track/withdraw")
    canary.post(form.action, dict(form.fields) | {name: value for _label, name, value in form.buttons if name})


def report(canary, path):
    """Flag somebody's words: first with a gap, then whole; the number that is shown for it."""
    canary.get(path)
    form = next(form for form in canary.page.forms() if form.action.endswith("/report"))
    canary.post(form.action, {"token": dict(form.fields)["token"], "text": SECRETS[0]}, status=422)
    kind = next(field.get("value") for field in canary.page.tree.iter(f"{HTML}input") if field.get("type") == "radio")
    form = next(form for form in canary.page.forms() if form.action.endswith("/report"))
    canary.post(form.action, {**dict(form.fields), "category": kind, "text": f"This is {REPORT}."})
    code = code_in(canary.page.text)
    assert code
    return code


def barrier(canary, page):
    """Tell what keeps the canary out: first with a gap and the trap, then whole; the number, which opens the report again."""
    canary.get(f"/en/barriers/report?from={page}")
    form = next(form for form in canary.page.forms() if "text" in dict(form.fields))
    canary.post(form.action, {**dict(form.fields), "text": ""}, status=422)
    canary.post(form.action, {**dict(form.fields), "text": SECRETS[0], "website": SECRETS[3]}, status=422)
    canary.post(form.action, {**dict(form.fields), "text": f"The {BARRIER} is too low."})
    code = code_in(canary.page.text)
    assert code
    assert BARRIER in open_own(canary, code).text
    for path in ("/en/barriers", f"/en{page}", "/en/"):
        assert BARRIER not in canary.get(path).text
    return code


def test_p01_p02_p04_p10_a_visitor_leaves_no_trace_but_the_words(canary, process, make, database, folder, server, settings):
    shown = walk(canary, make, process, database)
    letters = folder / "letters"
    end = time.monotonic() + 20
    while time.monotonic() < end and not list(letters.glob("*.eml")):
        time.sleep(0.1)
    assert list(letters.glob("*.eml")) != []
    Loop.run(canary.client.get("/en/"))
    assert {word: tables_with(database, word) for word in PLACES} == PLACES
    assert tables_with(database, STAFF_ADDRESS) == {("security_events", "address")}
    while_running = list(everything(folder, process, server))
    process.stop()
    unwanted = {
        "address": set().union(*(forms_of_address(address) for address in ADDRESSES)),
        "browser": hashed_too({BROWSER.encode(), b"CanaryBrowser"}),
        "referrer": hashed_too({REFERRER.encode(), b"referrer-canary"}),
        "languages": {LANGUAGES.encode(), b"q=0.913", b"tlh;q"},
        "typed": {word.encode() for word in SECRETS},
        "number": set().union(*(forms_of_code(code) for code in shown)),
    }
    for where, content in [*while_running, *everything(folder, process, server)]:
        for kind, forms in unwanted.items():
            assert [one for one in forms if one in content] == [], f"{kind} in {where}"
        if where.startswith(("log", "letters", "tmp")):
            assert [word for word in PLACES if word.encode() in content] == [], where
        if not where.startswith("letters"):
            assert MAIL.encode() not in content, where
    if server is None:  # PostgreSQL keeps old rows until its next vacuum; SQLite overwrites at once
        database.close()
        assert [where for where, content in everything(folder, process, server) if WITHDRAWN.encode() in content or PASSAGE.encode() in content] == []

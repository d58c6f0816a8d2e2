"""Delivery against a real mail server on loopback: success, refusals, delays, disconnects, outages."""

import asyncio
import email
import email.policy
import logging
import socket
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvloop
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from sqlalchemy import select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM
from portal.base.settings import use as use_settings
from portal.notifications import commands, delivery, worker
from portal.notifications.jobs import JOBS
from portal.notifications.models import Letter
from tests.conftest import NOON

logging.getLogger("mail").setLevel(logging.ERROR)  # the test's own server
WORDS = "Nobody else should read this sentence."


class Sink:
    """A mail server that keeps what it gets and answers as it is told."""

    def __init__(self):
        self.got, self.greetings, self.rcpt_answers, self.data_answers, self.delay, self.hang_up = [], [], [], [], 0.0, 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.greetings.append(hostname)
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.rcpt_answers:
            answer = self.rcpt_answers.pop(0)
            if not answer.startswith("2"):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.delay)
        if self.hang_up:
            self.hang_up -= 1
            server.transport.abort()
            return "421 bye"
        if self.data_answers:
            return self.data_answers.pop(0)
        self.got.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture
def sink():
    return Sink()


@pytest.fixture
def start(sink):
    """Start a mail server; with its port when asked."""
    running = []

    def start(**more):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = more.pop("port", None) or probe.getsockname()[1]
        controller = Controller(sink, hostname="127.0.0.1", port=port, **more)
        controller.start()
        running.append(controller)
        return port

    start.running = running
    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def mail(settings, database):
    """Use a mail server."""

    def mail(port, **more):
        facts = {"mail": f"smtp://127.0.0.1:{port}", "mail_from": "Portal <news@portal.example>", "address": "https://portal.example", **more}
        return use_settings(replace(settings, **facts))

    yield mail
    use_settings(settings)


def post(database, number=1, to="secret.reader@example.org", **more):
    for one in range(number):
        database.write(lambda session, one=one: commands.post(session, NOBODY, f"letter {one}", to, "There is news", WORDS, **more))


def run(coroutine):
    """On the event loop that the portal is served with."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(coroutine)


def deliver(database):
    return run(worker.deliver(database))


def rows(database):
    return database.read(lambda session: session.scalars(select(Letter).order_by(Letter.once)).all())


def ours(caplog):
    """Every log record of the portal and its libraries, whole; not those of the test's mail server."""
    return " ".join(str(vars(record)) for record in caplog.records if not record.name.startswith("mail."))


def parsed(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_a_delivered_letter_leaves_nothing_behind(database, sink, start, mail, now, caplog, folder):
    """Protection E3.40 and the erasing after success."""
    caplog.set_level(logging.DEBUG)
    mail(start())
    post(database)
    assert (deliver(database), deliver(database)) == (1, 0)
    assert [(sender, to) for sender, to, _content in sink.got] == [("news@portal.example", ["secret.reader@example.org"])]
    [row] = rows(database)
    assert (row.sealed, row.sent_on, row.claimed_until, row.last_fault) == (None, now.date(), None, "")
    assert "reader" not in ours(caplog)
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"secret.reader" not in path.read_bytes()
            assert WORDS.encode() not in path.read_bytes()


def test_p37_a_letter_names_neither_machine_nor_hour(database, sink, start, mail, now):
    """Protection E3.37."""
    mail(start())
    post(database, end="https://portal.example/en/letters/end?key=" + "k" * 60)
    deliver(database)
    raw = sink.got[0][2]
    letter = parsed(raw)
    assert sink.greetings == ["portal.example"]
    assert letter["Message-ID"].endswith("@portal.example>")
    assert letter["Date"] == "Mon, 03 May 2027 06:00:00 +0000"
    assert (letter["From"], letter["To"], letter["Subject"]) == ("Portal <news@portal.example>", "secret.reader@example.org", "There is news")
    assert (letter.get_content_type(), letter.get_content().strip()) == ("text/plain", WORDS)
    assert letter["List-Unsubscribe"] == "<https://portal.example/en/letters/end?key=" + "k" * 60 + ">"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert set(letter.keys()) == {
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }
    for name in {socket.gethostname(), socket.getfqdn()} - {"localhost"}:
        assert name.encode() not in raw


def test_p36_daily_letters_are_the_same_bytes_whatever_happened(database, make, sink, start, mail):
    """Protection E3.36: what leaves on three days differs in Date and Message-ID alone."""
    mail(start())
    with clock.frozen(NOON):
        wish = make.wish(language="ar")
    for day in range(1, 4):
        with clock.frozen(NOON + timedelta(days=day - 1)):
            database.write(lambda session: commands.tell(session, NOBODY, [wish.receipt_id]))
        with clock.frozen(NOON + timedelta(days=day)):
            database.write(lambda session: commands.write_digests(session, SYSTEM))
            deliver(database)
    assert len(sink.got) == 3
    bare = {b"\r\n".join(line for line in raw.split(b"\r\n") if not line.startswith((b"Date:", b"Message-ID:"))) for _from, _to, raw in sink.got}
    assert len(bare) == 1
    assert len({parsed(raw)["Message-ID"] for _from, _to, raw in sink.got}) == 3


def test_a_refused_recipient_is_given_up_with_the_status_alone(database, sink, start, mail, now, caplog):
    mail(start())
    sink.rcpt_answers = ["550 no such user secret.reader@example.org"]
    post(database)
    assert deliver(database) == 0
    [row] = rows(database)
    assert (row.sealed, row.given_up_on, row.sent_on, row.last_fault) == (None, now.date(), None, "550")
    assert "reader" not in ours(caplog)


def test_refused_words_are_given_up_too(database, sink, start, mail, now):
    mail(start())
    sink.data_answers = ["554 looks like spam"]
    post(database)
    deliver(database)
    assert [(row.sealed, row.last_fault) for row in rows(database)] == [(None, "554")]


def test_a_greylisted_letter_leaves_later(database, sink, start, mail, now):
    mail(start())
    sink.rcpt_answers = ["451 try again later"]
    post(database)
    assert (deliver(database), deliver(database)) == (0, 0)
    assert rows(database)[0].last_fault == "451"
    with clock.frozen(NOON + timedelta(minutes=10)):
        assert deliver(database) == 1
    assert rows(database)[0].last_fault == ""


def test_a_refusal_does_not_hold_up_the_others(database, sink, start, mail, now):
    mail(start())
    sink.rcpt_answers = ["250 OK", "550 no", "250 OK"]
    post(database, 3)
    assert deliver(database) == 2


def test_a_disconnect_in_the_middle_is_tried_again_under_the_same_name(database, sink, start, mail, now):
    mail(start())
    sink.hang_up = 1
    post(database, 2)
    assert deliver(database) == 1
    assert sorted(row.last_fault for row in rows(database)) == ["", "SMTPServerDisconnected"]
    with clock.frozen(NOON + timedelta(minutes=20)):
        assert deliver(database) == 1
    assert len({parsed(raw)["Message-ID"] for _from, _to, raw in sink.got}) == 2


def test_a_slow_server_is_not_waited_for_for_ever(database, sink, start, mail, now, monkeypatch):
    mail(start())
    monkeypatch.setattr(delivery, "SLOWEST", 0.3)
    sink.delay = 1.0
    post(database)
    assert deliver(database) == 0
    assert rows(database)[0].last_fault in ("TimeoutError", "SMTPReadTimeoutError")
    assert rows(database)[0].sealed is not None


def test_p40_a_server_that_is_down_loses_nothing(database, sink, start, mail, now, caplog):
    """Protection E3.40."""
    port = start()
    start.running.pop().stop()
    mail(port)
    post(database)
    assert deliver(database) == 0
    assert rows(database)[0].last_fault == "SMTPConnectError"
    assert "reader" not in ours(caplog)
    start(port=port)
    with clock.frozen(NOON + timedelta(minutes=10)):
        assert deliver(database) == 1


def test_a_wrong_password_gives_up_no_letter(database, sink, start, mail, now):
    port = start(authenticator=lambda *_facts: AuthResult(success=False, handled=False), auth_require_tls=False)
    mail(port, mail=f"smtp://user:p%40ss@127.0.0.1:{port}")
    post(database)
    deliver(database)
    [row] = rows(database)
    assert (row.last_fault, row.given_up_on) == ("535", None)
    assert row.sealed is not None


@pytest.fixture
def certificate(folder, monkeypatch):
    """A certificate for 127.0.0.1 that this process trusts."""
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests")])
    day = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(day - timedelta(days=1))
        .not_valid_after(day + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context, path


def far_away(monkeypatch):
    monkeypatch.setattr(delivery, "is_this_machine", lambda _host: False)


def test_a_server_elsewhere_must_offer_starttls(database, sink, start, mail, now, monkeypatch):
    far_away(monkeypatch)
    mail(start())
    post(database)
    assert deliver(database) == 0
    [row] = rows(database)
    assert (row.last_fault, row.sealed is None, sink.got) == ("STARTTLS or sign-in not offered", False, [])


def test_starttls_with_a_known_certificate_works_and_with_an_unknown_one_nothing_leaves(database, sink, start, mail, now, monkeypatch, certificate):
    context, path = certificate
    far_away(monkeypatch)
    mail(start(tls_context=context, require_starttls=True))
    post(database)
    assert (deliver(database), sink.got) == (0, [])
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with clock.frozen(NOON + timedelta(minutes=10)):
        assert deliver(database) == 1


def test_smtps_speaks_tls_from_the_first_byte(database, sink, start, mail, now, monkeypatch, certificate):
    context, path = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    port = start(ssl_context=context)
    mail(port, mail=f"smtps://127.0.0.1:{port}")
    post(database)
    assert deliver(database) == 1


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("mail.example.org", False), ("10.0.0.1", False), ("localhost.example.org", False)],
)
def test_only_this_machine_may_be_spoken_to_in_plain_text(host, here):
    assert delivery.is_this_machine(host) is here


def test_without_a_server_letters_go_to_a_folder_and_the_operator_is_told(database, settings, now, caplog):
    post(database, 2, end="http://127.0.0.1:8000/en/letters/end?key=k")
    assert deliver(database) == 2
    files = sorted(Path(settings.mail_folder).iterdir())
    assert [path.suffix for path in files] == [".eml", ".eml"]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    letter = parsed(files[0].read_bytes())
    assert (letter["To"], letter["From"], "List-Unsubscribe-Post" in letter) == ("secret.reader@example.org", "portal@127.0.0.1", False)
    leave, sentence = delivery.where_letters_go()
    assert (leave, "No mail server is set" in sentence) == (False, True)

    async def a_moment():
        stop = asyncio.Event()
        stop.set()
        await worker.work(database, stop)

    run(a_moment())
    assert [record.facts["where"] for record in caplog.records if record.message == "letters"] == [sentence]


def test_a_folder_that_cannot_be_written_keeps_the_letters(database, settings, now):
    Path(settings.mail_folder).write_text("not a folder")
    post(database)
    assert deliver(database) == 0
    assert rows(database)[0].last_fault in ("FileExistsError", "NotADirectoryError")


def working(database, jobs=(), *, until, seconds=10.0, wake_first=False):
    """Run the worker until something is true; how long it took to stop."""

    async def day():
        stop, wake = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(worker.work(database, stop, jobs, wake=wake))
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while not until() and loop.time() < end:
            await asyncio.sleep(0.02)
            if wake_first:
                wake.set()
        stop.set()
        await asyncio.wait_for(task, 5)

    run(day())
    assert until()


def test_the_worker_writes_and_sends_the_daily_letter_by_itself(database, make, sink, start, mail):
    mail(start())
    with clock.frozen(NOON):
        wish = make.wish()
        database.write(lambda session: commands.tell(session, NOBODY, [wish.receipt_id]))
    with clock.frozen(NOON + timedelta(days=1)):
        working(database, JOBS, until=lambda: sink.got)
    assert len(sink.got) == 1


def test_the_worker_wakes_when_told(database, sink, start, mail, now, monkeypatch):
    monkeypatch.setattr(worker, "PAUSE", 1000.0)
    mail(start())
    later = iter([False] * 10)

    def until():
        if next(later, True):
            if not rows(database):
                post(database)
            return bool(sink.got)
        return False

    working(database, until=until, wake_first=True)


def test_one_broken_job_does_not_hold_up_the_others(database, now, caplog):
    done = []

    def broken(session):
        raise RuntimeError("reader@example.org")

    working(database, [("broken", timedelta(hours=1), broken), ("fine", timedelta(hours=1), lambda session: done.append(1))], until=lambda: done)
    assert "reader" not in ours(caplog)
    assert [(record.facts["job"], record.facts["kind"]) for record in caplog.records if record.message == "job"] == [("broken", "RuntimeError")]


def test_the_worker_survives_a_database_that_is_away(database, sink, start, mail, now, monkeypatch, caplog):
    mail(start())
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    post(database)
    reading, faults = database.reading, iter(range(3))

    async def away(job):
        if next(faults, None) is not None:
            raise OSError("gone")
        return await reading(job)

    monkeypatch.setattr(database, "reading", away)
    working(database, until=lambda: sink.got)
    assert [record.facts["kind"] for record in caplog.records if record.message == "worker"] == ["OSError"] * 3


def test_a_stopping_worker_gives_back_what_it_has_not_sent(database, sink, start, mail, now):
    mail(start())
    post(database, 5)
    sink.delay = 0.3
    working(database, until=lambda: len(sink.got) >= 1)
    assert 1 <= len(sink.got) < 5
    assert {(row.claimed_until, row.attempts) for row in rows(database) if row.sealed} == {(None, 0)}
    sink.delay = 0.0
    deliver(database)
    assert len(sink.got) == 5


def test_two_workers_at_once_send_every_letter_once(database, sink, start, mail, now):
    from portal.base.database import Database

    mail(start())
    post(database, 40)
    other = Database(database.address)

    async def both():
        return await asyncio.gather(worker.deliver(database), worker.deliver(other))

    try:
        assert sum(run(both())) == 40
    finally:
        other.close()
    assert len(sink.got) == 40
    assert len({parsed(raw)["Message-ID"] for _from, _to, raw in sink.got}) == 40


def test_a_note_that_could_not_be_made_is_made_later_and_nothing_is_sent_twice(database, sink, start, mail, now, monkeypatch):
    from sqlalchemy.exc import OperationalError

    mail(start())
    post(database)
    monkeypatch.setattr(worker, "NOTE_PAUSES", (0.01, 0.01))
    real, calls = commands.note_sent, []

    def sometimes(session, actor, letter_id):
        calls.append(1)
        if len(calls) < 3:
            raise OperationalError("UPDATE", {}, OSError())
        real(session, actor, letter_id)

    monkeypatch.setattr(commands, "note_sent", sometimes)
    assert (deliver(database), deliver(database), len(sink.got), len(calls)) == (1, 0, 1, 3)

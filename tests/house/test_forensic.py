"""What a thief of everything finds of a complaint and of a report: marks stand everywhere, then every byte is searched.

A complainant and somebody who is threatened walk their ways over the network; officers answer; letters leave; back-ups
are made. Both databases with their journals, the log, letters, temporary files and back-ups are then searched for the
words, the names of files, the address, the numbers and the passphrases. With a passphrase the case opens, with its number
it opens, with everything else it does not.
"""

import subprocess
import sys
import time

import pytest

from portal.base.access import NOBODY, Role
from portal.base.errors import Refused
from portal.base.secrets import Unsealable, key
from portal.base.settings import ROOT
from portal.identity.queries import cookie_name
from portal.receipts import codes
from portal.vault import commands, holding, passphrases, queries, sealing
from portal.vault.models import Officer, WrappedKey
from tests.complaints.filing import number_on
from tests.factories.vault import PASSPHRASE
from tests.house.test_canary import (
    ADDRESSES,
    BROWSER,
    REFERRER,
    Canary,
    canary,  # noqa: F401 - a fixture
    everything,
    forms_of_address,
    forms_of_code,
    hashed_too,
    process,  # noqa: F401 - a fixture
)

pytestmark = [pytest.mark.raw, pytest.mark.alone]

WORDS = {
    "complaint": "gryphoncomplaint",
    "named": "basiliskname",
    "own name": "phoenixmyself",
    "message": "krakenmessage",
    "file": "sphinxfile",
    "file name": "hydrafilename",
    "answer": "minotauranswer",
    "note": "cerberusnote",
    "report": "leviathanreport",
    "contact": "wyverncontact",
    "deleted": "chimeradeleted",
    "condition": "selkiecondition",
    "taken back": "manticoreregret",
    "not sent": "banshee-not-sent",
}
TYPED = "harpytypedwrong"
MAIL = "case.reader@letters-canary.example"
FILE = (b"Dear reader, " + WORDS["file"].encode() + b"\n") * 200


def complain(canary):  # noqa: F811
    """Every part of the form filled, with errors first; then the page behind the number. The numbers that were shown."""
    canary.get("/en/write")
    canary.get("/en/write/1")
    canary.press("Continue", text=WORDS["not sent"], status=422)
    canary.press("Continue", category="staff", text=f"The {WORDS['complaint']} was rude.", who=WORDS["named"], name=WORDS["own name"])
    code = number_on(canary.press("Send it", attached=[("files", f"{WORDS['file name']}.txt", FILE)], officer=""))
    canary.get("/en/page")
    for wrong in (code[:-1] + str((int(code[-1]) + 1) % 10), codes.from_token(b"another form"), TYPED):
        canary.press("Open your page", code=wrong, status=422)
        canary.get("/en/page")
    canary.press("Open your page", code=code)
    canary.press("Send this message", text=f"I forgot the {WORDS['message']}.")
    assert WORDS["complaint"] in canary.press("Show my words").text
    canary.press("Letters by mail")
    canary.press("Send me a letter to confirm", address=MAIL)
    return [code]


def regret(canary):  # noqa: F811
    """A complaint that is taken back at once."""
    canary.get("/en/write/1")
    canary.press("Continue", category="other", text=f"I will regret {WORDS['taken back']}.")
    code = number_on(canary.press("Send it", officer=""))
    canary.press("Open your page")
    canary.press("Take everything back")
    canary.press("Erase everything now")
    return [code]


def report(canary):  # noqa: F811
    """A report, what was told besides, a message that is deleted, a number that is replaced."""
    canary.get("/en/write/2")
    canary.press("Send", text="", contact=TYPED, status=422)
    canary.press("Send", text=f"They said {WORDS['report']}.", contact=WORDS["contact"], attached=[("files", f"{WORDS['file name']}.txt", FILE)])
    code = number_on(canary.page)
    canary.press("Open your page")
    canary.press("Send this message", text=f"Burn {WORDS['deleted']}.")
    canary.press("Delete this message (1)")
    canary.press("End my visit")
    return [code]


def answer(officer, process, make, case_ids):  # noqa: F811
    """The officer unlocks the key over the network, reads, answers, notes."""
    seen = []
    staff = Canary(process.address)
    for case_id in case_ids:
        make.sign_in(staff, officer.person)
        staff.get(f"/en/staff/desk/{case_id}", status=403)
        staff.press("Unlock", passphrase="never the right passphrase", status=422)
        staff.get("/en/staff/desk/key")
        staff.press("Unlock for two hours", passphrase=PASSPHRASE)
        seen.append(staff.get(f"/en/staff/desk/{case_id}").text)
        seen.append(staff.client.cookies[cookie_name()])
    staff.leave()
    return seen


def cases_of(vault, officer):
    """The cases that an officer is entrusted with."""
    return [row.case_id for row in vault.read(lambda session: session.query(WrappedKey).filter(WrappedKey.officer_id == officer.officer.id).all())]


def portal(process, *arguments):  # noqa: F811
    """A command of the operator, beside the running server."""
    done = subprocess.run([sys.executable, "-m", "portal", *arguments], env=process.environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def walk(canary, process, make, vault, folder):  # noqa: F811
    """Everybody's ways; the numbers and the secrets that were in use, and an officer with a case of each kind."""
    focal = make.officer(Role.FOCAL_POINT)
    guard = make.officer(Role.PROTECTION_OFFICER, name="Sana")
    shown = [*complain(canary), *regret(canary), *report(canary)]
    [complaint_id] = cases_of(vault, focal)
    [report_id] = cases_of(vault, guard)
    read = answer(focal, process, make, [complaint_id]) + answer(guard, process, make, [report_id])
    assert [WORDS[name] in page for name, page in (("complaint", read[0]), ("report", read[2]))] == [True, True]
    said = vault.write(lambda session: _say(session, focal, complaint_id))
    assert said > 0
    portal(process, "vault", "backup", str(folder / "backups"))
    return shown, focal, guard, complaint_id, report_id, [read[1], read[3]]


def _say(session, officer, case_id):
    opened = commands.look_into(session, officer.actor, case_id, officer.pair)
    commands.say(session, officer.actor, opened, queries.MessageKind.MESSAGE, {"text": WORDS["answer"], "language": "en"})
    commands.say(session, officer.actor, opened, queries.MessageKind.NOTE, {"text": WORDS["note"], "language": "en"})
    return opened.case.id


def test_p44_a_thief_of_everything_finds_no_word_no_address_and_no_number(canary, process, make, database, vault, folder, server, settings):  # noqa: F811
    shown, focal, guard, complaint_id, report_id, cookies = walk(canary, process, make, vault, folder)
    end = time.monotonic() + 20
    while time.monotonic() < end and not list((folder / "letters").glob("*.eml")):
        time.sleep(0.1)
    while_running = list(everything(folder, process, server))
    process.stop()
    unwanted = {
        "words": {word.encode() for word in WORDS.values()} | {TYPED.encode()},
        "address": set().union(*(forms_of_address(address) for address in ADDRESSES)),
        "browser": hashed_too({BROWSER.encode(), REFERRER.encode()}),
        "number": set().union(*(forms_of_code(code) for code in shown)),
        "passphrase": hashed_too({PASSPHRASE.encode()}),
        "session": {cookie.encode() for cookie in cookies},
    }
    places = [*while_running, *everything(folder, process, server)]
    assert {name.split("/")[0] for name, _content in places} >= {"log", "letters", "backups"}
    assert any(focal.officer.public_key in content for _where, content in places), "the search would find what is there"
    for where, content in places:
        for kind, forms in unwanted.items():
            assert [one for one in forms if one in content] == [], f"{kind} in {where}"
        if not where.startswith("letters"):
            assert MAIL.encode() not in content, where
    opens(make, focal, guard, complaint_id, report_id, shown)


def opens(make, focal, guard, complaint_id, report_id, shown):
    """A passphrase and a number open their own case; nothing else that the thief has opens any."""

    def facts(session, holding_):
        return queries.facts(session, NOBODY, holding_)["text"]

    for officer, case_id, word in ((focal, complaint_id, "complaint"), (guard, report_id, "report")):

        def by_passphrase(session, officer=officer, case_id=case_id):
            pair = passphrases.pair_of(session.get_one(Officer, officer.officer.id), PASSPHRASE)
            return facts(session, commands.look_into(session, officer.actor, case_id, pair))

        assert WORDS[word] in make.vault.write(by_passphrase)
    for code, word in ((shown[0], "complaint"), (shown[2], "report")):
        assert WORDS[word] in make.vault.read(lambda session, code=code: facts(session, holding.opened_by(session, code)))
    assert make.vault.read(lambda session: holding.opened_by(session, shown[1])).key == b"", "what was taken back has no key any more"
    with pytest.raises(Refused):
        make.vault.read(lambda session: holding.opened_by(session, codes.from_token(b"a number that looks right")))
    for row in make.vault.read(lambda session: session.query(WrappedKey).all()):
        for seed in (key("case lookup salt"), key("vault"), b"\x00" * 32, focal.officer.public_key[:32], focal.officer.locked_key[:32]):
            with pytest.raises(Unsealable):
                sealing.Pair(seed).unwrap(row.wrapped, row.case_id)

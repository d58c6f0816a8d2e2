"""`portal vault` at a keyboard: passphrases are asked for, a bar shows how far it is, and an interrupted run goes on where it stopped."""

import re
import sys
from datetime import date, timedelta

import pexpect
import pytest

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.vault import commands, holding
from portal.vault.commands import rekeying
from portal.vault.models import Case, Officer, Standing, WrappedKey
from tests.factories.vault import PASSPHRASE
from tests.test_cli import environment, portal_command  # noqa: F401  the same keyboard


@pytest.fixture
def typing(folder, environment):  # noqa: F811
    """Run a command that asks; gives all that it said."""

    def run(*arguments, answers, status=0):
        child = pexpect.spawn(sys.executable, ["-m", "portal", "vault", *arguments], env=environment, cwd=str(folder), encoding="utf-8", timeout=120, dimensions=(40, 200))
        said = ""
        for prompt, answer in answers:
            child.expect(prompt)
            said += child.before
            child.sendline(answer)
        child.expect(pexpect.EOF)
        said += child.before
        child.close()
        assert child.exitstatus == status, said
        assert "Traceback" not in said, said
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said)

    return run


def wraps(make, officer):
    return make.vault.read(lambda session: {(row.case_id, row.standing) for row in session.query(WrappedKey).filter_by(officer_id=officer.officer.id) if row.wrapped})


def test_backup_and_restore(portal_command, make, folder):  # noqa: F811
    officer = make.officer()
    made = make.complaint(officer)
    gone = make.complaint(officer)
    said = portal_command("vault", "backup", "backup")
    assert f"cases-{date.today()}.vault" in said and "keys.vault" in said
    (folder / f"backup/cases-{date.today()}.vault").rename(folder / "old.vault")
    portal_command("vault", "erase", str(gone.case.id), "--yes")
    portal_command("vault", "backup", "backup")
    assert "There is something in the vault already." in portal_command("vault", "restore", "old.vault", "--keys", "backup/keys.vault", status=1)
    other = {"HEARBACK_VAULT": f"sqlite:///{folder}/other.db"}
    portal_command("migrate", **other)
    assert "old.vault holds cases, not keys." in portal_command("vault", "restore", "old.vault", "--keys", "old.vault", status=1, **other)
    said = portal_command("vault", "restore", "old.vault", "--keys", "backup/keys.vault", **other)
    assert "Cases that are back: 1. Tombstones, since no key was there: 1." in said
    assert made.case.id != gone.case.id


def test_new_keys_for_all_cases_of_an_officer(portal_command, typing, make):  # noqa: F811
    officer = make.officer()
    made = [make.complaint(officer) for _ in range(3)]
    # A run that was interrupted after the first case.
    make.vault.write(lambda session: rekeying.rekey(session, SYSTEM, session.get_one(Officer, officer.officer.id), officer.pair, made[0].case.id))
    name = officer.person.sign_in_name
    assert "This passphrase does not open your key." in typing("rekey", name, answers=[(f"Passphrase of {name}:", "a wrong one")], status=1)
    said = typing("rekey", name, answers=[(f"Passphrase of {name}:", PASSPHRASE)])
    assert "Cases with new keys: 2." in said
    assert "2/2" in said
    assert PASSPHRASE not in said
    for one in made:
        assert make.vault.read(lambda session, one=one: holding.opened_by(session, one.code)).key != one.key
    assert "Cases with new keys: 3." in typing("rekey", name, "--again", answers=[(f"Passphrase of {name}:", PASSPHRASE)])


def test_all_cases_go_from_one_officer_to_another(portal_command, typing, make):  # noqa: F811
    giver, taker = make.officer(), make.officer(name="Rui")
    both, mine, distrusted = make.complaint(giver, others=((taker, Standing.STAND_IN),)), make.complaint(giver), make.complaint(giver, distrusted=[taker.officer.id])
    report = make.reprisal(make.officer(Role.PROTECTION_OFFICER, name="Ada"), giver)
    old, new = giver.person.sign_in_name, taker.person.sign_in_name
    said = typing("officer-change", old, new, answers=[(f"Passphrase of {old}:", PASSPHRASE)])
    assert f"Cases passed on from {old} to {new}: 2." in said
    assert "Cases that stay where they are: 2." in said
    assert wraps(make, taker) == {(both.case.id, Standing.OWNER), (mine.case.id, Standing.OWNER)}
    assert wraps(make, giver) == {(distrusted.case.id, Standing.OWNER), (report.case.id, Standing.OWNER)}
    assert make.vault.read(lambda session: session.get_one(type(mine.row), mine.row.id).owner_id) == taker.officer.id
    opened = make.vault.write(lambda session: commands.look_into(session, taker.actor, mine.case.id, taker.pair))
    assert opened.key == mine.key
    assert "has no key" in portal_command("vault", "officer-change", old, make.staff("Newcomer").sign_in_name, status=1)


def test_a_case_is_erased_after_one_more_question(portal_command, typing, make):  # noqa: F811
    made = make.complaint(make.officer())
    said = typing("erase", str(made.case.id), answers=[("Erase it for good", "n")], status=1)
    assert "Aborted" in said
    assert make.vault.read(lambda session: holding.opened_by(session, made.code)).key == made.key
    assert "The case is erased. Make a backup now" in " ".join(typing("erase", str(made.case.id), answers=[("Erase it for good", "y")]).split())
    held = make.vault.read(lambda session: holding.opened_by(session, made.code))
    assert (held.key, held.case.erased_on) == (b"", clock.today())
    assert make.vault.read(lambda session: session.query(WrappedKey).count()) == 0
    assert make.vault.read(lambda session: str(session.get_one(type(made.row), made.row.id).state)) == "erased"
    assert "There is no such case, or it is erased already." in portal_command("vault", "erase", str(made.case.id), "--yes", status=1)


def test_closed_cases_are_erased_when_their_time_is_over(portal_command, make):  # noqa: F811
    officer = make.officer()
    over, soon, still = (make.complaint(officer).case.id for _ in range(3))
    today = clock.today()

    def job(session):
        for case_id, erase_on, warned_on in ((over, today, today - timedelta(days=14)), (soon, today, None), (still, today + timedelta(days=30), None)):
            case = session.get_one(Case, case_id)
            case.closed_on, case.erase_on, case.warned_on = today - timedelta(days=90), erase_on, warned_on

    make.vault.write(job)
    assert "Cases erased: 1." in portal_command("vault", "erase-closed")
    assert "No case is due to be erased." in portal_command("vault", "erase-closed")
    left = make.vault.read(lambda session: {case.id: (case.erased_on is None, case.warned_on) for case in session.query(Case)})
    assert left == {over: (False, today - timedelta(days=14)), soon: (True, today), still: (True, None)}

"""The security log of staff: what is in it, what never is, who reads it, and when it ends."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.errors import NotFound
from portal.identity import commands, jobs
from portal.identity.commands.security import MOST_REFUSALS
from portal.identity.models import SecurityEvent, SecurityEventKind, Staff
from portal.identity.queries import security
from tests.factories.identity import PASSWORD
from tests.identity.test_second_factor import code, wrong
from tests.visitor import HTML

HERE = "127.0.0.1"  # where the visitor of the tests comes from


def log(database):
    """(kind, whose, address, detail), the oldest first."""
    found = select(SecurityEvent.kind, SecurityEvent.staff_id, SecurityEvent.address, SecurityEvent.detail).order_by(SecurityEvent.at, SecurityEvent.id)
    return [tuple(row) for row in database.read(lambda session: session.execute(found).all())]


def test_coming_in_and_being_refused_are_written_down_with_the_address(visitor, make, database):
    ada = make.staff()
    secret = make.totp(ada)
    moments = iter(range(100))

    def at_once(job):
        with clock.frozen(clock.now() + timedelta(seconds=next(moments))):
            return job()

    visitor.get("/en/staff/sign-in")
    at_once(lambda: visitor.press("Sign in", sign_in_name="my secret, typed into the wrong field", password="x", status=422))
    at_once(lambda: visitor.press("Sign in", sign_in_name=ada.sign_in_name, password="not the password", status=422))
    at_once(lambda: visitor.press("Sign in", sign_in_name=ada.sign_in_name, password=PASSWORD))
    at_once(lambda: visitor.press("Go on", code=wrong(secret), status=422))
    at_once(lambda: visitor.press("Go on", code=code(secret)))
    at_once(lambda: visitor.press("Sign out"))
    assert log(database) == [
        (SecurityEventKind.REFUSED, None, HERE, "unknown name"),
        (SecurityEventKind.REFUSED, ada.id, HERE, ""),
        (SecurityEventKind.SECOND_REFUSED, ada.id, HERE, ""),
        (SecurityEventKind.SIGNED_IN, ada.id, HERE, "app"),
        (SecurityEventKind.SIGNED_OUT, ada.id, HERE, ""),
    ]


def test_changes_of_signing_in_are_written_down(visitor, make, database, now):
    ada = make.staff()
    make.totp(ada)
    make.sign_in(visitor, ada)
    visitor.get("/en/staff/account")
    visitor.press("Make new recovery codes")
    visitor.get("/en/staff/account")
    visitor.press("Change my password", old_password=PASSWORD, new_password="pigeons knit quietly")
    database.write(lambda session: commands.reset_second_factor(session, SYSTEM, session.get(Staff, ada.id)))
    database.write(lambda session: commands.remove_staff(session, SYSTEM, session.get(Staff, ada.id)))
    kinds = {(kind, address, detail) for kind, whose, address, detail in log(database) if whose == ada.id}
    assert kinds == {
        (SecurityEventKind.SIGNED_IN, "", "password"),
        (SecurityEventKind.FACTOR_ADDED, HERE, "recovery"),
        (SecurityEventKind.PASSWORD_CHANGED, HERE, ""),
        (SecurityEventKind.FACTOR_REMOVED, "", "administrator"),
        (SecurityEventKind.SESSIONS_ENDED, "", "administrator"),
        (SecurityEventKind.ACCOUNT_CLOSED, "", ""),
    }


def test_p214_only_the_doors_of_staffs_sign_in_learn_an_address(portal):
    from portal.web.doors import doors

    told = {path.removeprefix("/{language:str}") for door in doors if door.opt["addressed"] for path in door.paths}
    assert [path for path in told if not path.startswith("/staff/")] == []
    assert {"/staff/sign-in", "/staff/second-factor", "/staff/sign-out"} <= told


def test_p215_after_ninety_days_nothing_of_it_is_left(make, database, now):
    ada = make.staff()
    for days in (91, 90, 89, 0):
        with clock.frozen(now - timedelta(days=days)):
            database.write(lambda session: commands.note(session, NOBODY, SecurityEventKind.SIGNED_IN, staff_id=ada.id, address="203.0.113.9"))
    for _name, _every, job in jobs.JOBS:
        database.write(job)
    assert database.read(lambda session: session.scalars(select(SecurityEvent.at).order_by(SecurityEvent.at)).all()) == [now - timedelta(days=89), now]


def test_a_machine_that_tries_passwords_does_not_fill_the_disk(make, database, now):
    def many(session):
        session.add_all(SecurityEvent(at=now, kind=SecurityEventKind.REFUSED) for _ in range(MOST_REFUSALS - 1))

    database.write(many)
    for _ in range(5):
        database.write(lambda session: commands.note_refusal(session, NOBODY, None))
    count, said = database.read(lambda session: (session.scalar(select(func.count()).select_from(SecurityEvent)), session.scalars(select(SecurityEvent.detail).distinct()).all()))
    assert (count, set(said)) == (MOST_REFUSALS, {"", "more are not listed"})
    database.write(lambda session: commands.note(session, NOBODY, SecurityEventKind.SIGNED_IN))
    assert len(log(database)) == MOST_REFUSALS + 1, "everything else is still written down"


def test_administrators_read_it_by_kind_by_person_and_page_by_page(visitor, make, database, now):
    ada, ben = make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)]), make.staff("Ben")
    for minutes in range(60):
        with clock.frozen(now - timedelta(minutes=minutes + 1)):
            database.write(lambda session: commands.note(session, NOBODY, SecurityEventKind.REFUSED, staff_id=ben.id, address="203.0.113.9"))
    make.sign_in(visitor, ada)
    page = visitor.get("/en/staff/admin/security")
    rows = list(page.tree.iter(f"{HTML}tr"))
    assert (len(rows), "203.0.113.9" in page.main, "Signed in: with a password" in page.main) == (51, True, True)
    page = visitor.follow("Earlier lines")
    assert (len(list(page.tree.iter(f"{HTML}tr"))), "Earlier lines" in page.main) == (12, False)
    visitor.get("/en/staff/admin/security")
    page = visitor.press("Look", kind="refused", person=ben.sign_in_name.upper())
    assert ("Sign-in refused" in page.main, ada.sign_in_name in page.main) == (True, False)
    assert "kind=refused" in dict(page.links)["Earlier lines"]
    assert "There is no such line." in visitor.press("Look", kind="recovery code used", person="").main
    for odd in ("before=x", "before=2027-05-03_1", "kind=nonsense", "before=2027-05-03T12:00:00%2B00:00_99999999999999999999999"):
        visitor.get(f"/en/staff/admin/security?{odd}")


def test_pages_of_the_log_need_as_many_statements_for_three_lines_as_for_one(make, database, statements, now):
    administrator = make.actor(Role.ADMINISTRATOR)
    ben = make.staff("Ben")
    counts = []
    for _ in range(2):
        database.write(lambda session: commands.note(session, NOBODY, SecurityEventKind.SIGNED_IN, staff_id=ben.id))
        counts.append(statements(lambda session: security.events(session, administrator)))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.MODERATOR, Role.REVIEWER, Role.RESPONDER])
def test_nobody_else_learns_that_there_is_a_log(visitor, make, database, role):
    make.sign_in(visitor, make.staff(roles=[(role, make.consultation())]))
    visitor.get("/en/staff/admin/security", status=404)
    with pytest.raises(NotFound):
        database.read(lambda session: security.events(session, make.actor(role, make.consultation())))


def test_everybody_sees_the_own_lines_and_no_others(visitor, make, database, now):
    ada, ben = make.staff("Ada"), make.staff("Ben")
    database.write(lambda session: commands.note(session, NOBODY, SecurityEventKind.REFUSED, staff_id=ben.id, address="198.51.100.7"))
    database.write(lambda session: commands.note(session, NOBODY, SecurityEventKind.REFUSED, staff_id=ada.id, address="203.0.113.9"))
    make.sign_in(visitor, ada)
    page = visitor.get("/en/staff/account")
    assert ("203.0.113.9" in page.main, "198.51.100.7" in page.main) == (True, False)


def test_a_person_who_is_gone_leaves_lines_without_a_name(make, database, now):
    ada = make.staff()
    database.write(lambda session: commands.note(session, NOBODY, SecurityEventKind.SIGNED_IN, staff_id=ada.id))
    database.write(lambda session: session.delete(session.get(Staff, ada.id)))
    assert [whose for kind, whose, _address, _detail in log(database) if kind is SecurityEventKind.SIGNED_IN] == [None]


def test_the_sign_in_page_and_the_privacy_page_say_so(visitor):
    assert "Who signs in, and from which network address, is kept for 90 days. It is kept of nobody else." in visitor.get("/en/staff/sign-in").main
    assert "When staff sign in, the network address is kept for 90 days, in a log that administrators read." in visitor.get("/en/privacy").main


def test_a_change_of_roles_is_told_in_the_readers_words(make, database, now):
    ada, administrator = make.staff(), make.actor(Role.ADMINISTRATOR)
    database.write(lambda session: commands.give_role(session, SYSTEM, session.get(Staff, ada.id), Role.REVIEWER, None))
    lines, _following = database.read(lambda session: security.events(session, administrator, name=ada.sign_in_name))
    assert [(line.event.kind.label, line.detail) for line in lines] == [("Role changed", "given: Reviewer of appeals")]

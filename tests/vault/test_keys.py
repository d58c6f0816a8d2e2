"""Officers' keys: made, unlocked, locked, changed, forgotten, and gone with whoever goes."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.base.errors import NotFound, Refused
from portal.identity import commands as identity
from portal.identity.models import HeldRole, Staff, StaffSession
from portal.vault import commands, holding, passphrases
from portal.vault.models import CaseKind, Notice, Officer, Standing, Unlocking, VaultEntry, WrappedKey
from portal.web.doors import doors
from portal.web.pages import document
from tests.factories.vault import PASSPHRASE

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them

ANOTHER = "nine slow otters behind the mill"


@pytest.fixture
def plain(monkeypatch):
    """Case pages of this test tell their kind alone, whatever the rooms have registered."""
    from portal.vault import desks

    for kind in CaseKind:
        monkeypatch.setitem(desks._shows, kind, lambda visit, session, opened, **facts: document(f"opened {opened.case.kind}", "text/plain", keep=False))


def newcomer(make, role=Role.FOCAL_POINT):
    person = make.staff("Noor")
    make.save(HeldRole(staff_id=person.id, role=role, consultation_id=None, trained_until=clock.today() + timedelta(days=9)))
    return person


def rows(make, table):
    return make.vault.read(lambda session: session.query(table).all())


def test_a_key_is_made_with_a_passphrase_typed_twice(make, visitor):
    make.sign_in(visitor, newcomer(make))
    assert "You need a key" in visitor.get("/en/staff/desk").main
    assert "Nobody can recover an officer's passphrase" in visitor.follow("Make your key").main
    for typed, again, fault in (
        ("", "", "Choose a passphrase."),
        ("short", "short", "The passphrase needs at least 16 characters. Five or six words that only you would put together are good."),
        ("iloveyou iloveyou", "iloveyou iloveyou", "This passphrase is easy to guess. Take five or six words that do not belong together."),
        ("x" * 201, "x" * 201, "The passphrase can have 200 characters at most."),
        (ANOTHER, ANOTHER + "?", "The two are not the same. Type the passphrase once more."),
    ):
        page = visitor.press("Make my key", status=422, new_passphrase=typed, again_passphrase=again)
        assert fault in page.faults
        assert not typed or typed not in page.text
    page = visitor.press("Make my key", new_passphrase=ANOTHER, again_passphrase=ANOTHER)
    assert "Your key is made." in page.main
    assert len(rows(make, Officer)) == 1
    visitor.post("/en/staff/desk/key", {"token": dict(page.forms()[-1].fields)["token"], "new_passphrase": PASSPHRASE, "again_passphrase": PASSPHRASE}, status=422)
    assert len(rows(make, Officer)) == 1
    page = visitor.get("/en/staff/desk/key")
    assert "Key unlocked until" not in page.main
    page = visitor.press("Unlock for two hours", passphrase=ANOTHER)
    assert "Key unlocked until" in page.main
    assert "Key locked" in visitor.press("Lock the key").main
    assert rows(make, Unlocking) == []


def test_a_new_key_needs_a_sign_in_that_is_fresh(make, visitor, now):
    person = newcomer(make)
    make.sign_in(visitor, person)
    visitor.get("/en/staff/desk/key")
    with clock.frozen(now + timedelta(minutes=11)):
        page = visitor.press("Make my key", status=422, new_passphrase=ANOTHER, again_passphrase=ANOTHER)
        assert "Please sign in once more before you make a new key." in page.main
        assert "Sign in once more" in [words for words, _link in visitor.get("/en/staff/desk/key").links]
    assert rows(make, Officer) == []


def test_what_was_typed_comes_along_when_the_key_was_locked(make, visitor, plain):
    mine = make.officer()
    made = make.complaint(mine)
    make.sign_in(visitor, mine.person)
    page = visitor.get(f"/en/staff/desk/{made.case.id}", status=403)
    assert visitor.press("Unlock", status=422, passphrase="wrong").faults == ["This passphrase does not open your key."]
    assert visitor.press("Unlock", passphrase=PASSPHRASE).text == "opened complaint"
    visitor.get("/en/staff/desk")
    visitor.press("Lock the key")
    token = dict(visitor.page.forms()[0].fields)["token"]
    typed = {"token": token, "passphrase": PASSPHRASE, "to": f"/staff/desk/{made.case.id}/message", "how": "POST", "text": "Long words,\nof two lines.", "language": "en"}
    page = visitor.post("/en/staff/desk/unlock", typed)
    form = next(form for form in page.forms() if form.buttons[0][0] == "Send it now")
    assert form.action.endswith(f"/en/staff/desk/{made.case.id}/message")
    assert sorted(pair for pair in form.fields if pair[0] != "token") == [("language", "en"), ("text", "Long words,\nof two lines.")]
    assert PASSPHRASE not in page.text


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/", "//elsewhere.example", "/staff/admin/people", "/staff/desk/../admin", "/staff/deskx", "/staff/desk//x", "/staff/desk/unlock", ""]
)
def test_unlocking_leads_nowhere_but_to_the_desk(make, visitor, to):
    mine = make.officer()
    make.sign_in(visitor, mine.person)
    token = dict(visitor.get("/en/staff/desk/key").forms()[0].fields)["token"]
    for how in ("GET", "POST"):
        page = visitor.post("/en/staff/desk/unlock", {"token": token, "passphrase": PASSPHRASE, "to": to, "how": how})
        assert page.url.endswith("/en/staff/desk") if how == "GET" else next(form for form in page.forms() if form.buttons[0][0] == "Send it now").action.endswith("/en/staff/desk")


def test_the_passphrase_is_changed_and_opens_the_same_cases(make, visitor, plain):
    mine = make.officer()
    made = make.complaint(mine)
    make.unlock(visitor, mine)
    visitor.get("/en/staff/desk/key")
    typed = {"c-new_passphrase": ANOTHER, "c-again_passphrase": ANOTHER}
    assert visitor.press("Change my passphrase", status=422, **{**typed, "c-old_passphrase": "not this one at all"}).faults == ["This passphrase does not open your key."]
    assert "Your passphrase is changed." in visitor.press("Change my passphrase", **{**typed, "c-old_passphrase": PASSPHRASE}).main
    visitor.get(f"/en/staff/desk/{made.case.id}", status=403)
    assert visitor.press("Unlock", status=422, passphrase=PASSPHRASE).faults == ["This passphrase does not open your key."]
    assert visitor.press("Unlock", passphrase=ANOTHER).text == "opened complaint"


def test_a_forgotten_passphrase_is_replaced_and_the_cases_come_back_when_somebody_with_a_key_comes_by(make, visitor, plain):
    admin = make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)])
    mine, fellow = make.officer(Role.PROTECTION_OFFICER), make.officer(Role.PROTECTION_OFFICER, name="Rui")
    made = make.reprisal(mine, fellow)
    alone = make.reprisal(mine)
    make.unlock(visitor, mine)
    visitor.get("/en/staff/desk/key")
    typed = {"l-new_passphrase": ANOTHER, "l-again_passphrase": ANOTHER}
    assert "2 cases wait until somebody with a key opens them." in visitor.press("Make a new key", **typed).main
    assert {one.staff_id for one in rows(make, Notice)} == {admin.id, mine.person.id, fellow.person.id}
    assert "No key of yours opens it" in visitor.get("/en/staff/desk").main
    make.unlock(visitor, fellow)
    assert visitor.get(f"/en/staff/desk/{made.case.id}").text == "opened reprisal"
    make.sign_in(visitor, mine.person)
    visitor.get(f"/en/staff/desk/{made.case.id}", status=403)
    assert visitor.press("Unlock", passphrase=ANOTHER).text == "opened reprisal"
    visitor.get(f"/en/staff/desk/{alone.case.id}", status=404)
    held = make.vault.read(lambda session: holding.opened_by(session, alone.code))
    assert make.vault.write(lambda session: commands.rewrap_for_absent(session, holding.HOLDER, held)) == 1
    assert visitor.get(f"/en/staff/desk/{alone.case.id}").text == "opened reprisal"


def test_an_officer_says_when_they_are_away_and_what_they_know(make, visitor, now):
    mine = make.officer()
    make.sign_in(visitor, mine.person)
    visitor.get("/en/staff/desk/key")
    assert visitor.press("Save", status=422, away_until="tomorrow").faults == ["Write the day as year, month, day: 2027-05-17."]
    assert visitor.press("Save", status=422, away_until="2027-05-02").faults == ["Choose a day from today on, at most a year from now."]
    assert "It is noted." in visitor.press("Save", away_until="2027-06-01", known_regions="oceania", known_languages="ar").main
    (row,) = rows(make, Officer)
    assert (row.away_until.isoformat(), row.regions, row.languages) == ("2027-06-01", ["oceania"], ["ar"])
    assert "It is noted." in visitor.press("Save", away_until="").main
    assert sorted(one.deed for one in rows(make, VaultEntry)) == ["away", "back"]


def test_p48_a_removed_account_is_out_at_once_its_keys_are_gone_and_its_cases_flagged(make, visitor, plain):
    admin = make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)])
    mine, fellow = make.officer(), make.officer(name="Rui")
    shared, alone = make.complaint(mine, others=((fellow, Standing.STAND_IN),)), make.complaint(mine)
    make.unlock(visitor, mine)
    assert visitor.get(f"/en/staff/desk/{alone.case.id}").text == "opened complaint"
    make.database.write(lambda session: identity.remove_staff(session, SYSTEM, session.get_one(Staff, mine.person.id)))
    assert visitor.get(f"/en/staff/desk/{alone.case.id}").h1 == "Sign in for staff"
    assert make.vault.write(lambda session: commands.leave_who_left(session, SYSTEM)) == 1
    row = make.vault.read(lambda session: session.get_one(Officer, mine.officer.id))
    assert (row.gone_on, row.locked_key, row.public_key, row.salt) == (clock.today(), b"", b"", b"")
    assert rows(make, Unlocking) == []
    assert {one.officer_id for one in rows(make, WrappedKey)} == {None, fellow.officer.id}
    assert {one.staff_id for one in rows(make, Notice)} == {admin.id, fellow.person.id}
    make.sign_in(visitor, admin)
    page = visitor.get("/en/staff/desk/officers")
    assert "1 open case has nobody who can open it" in page.main
    assert "1 open case can be opened by a stand-in alone" in page.main
    assert shared.case.id != alone.case.id
    with pytest.raises(Refused):
        make.vault.write(lambda session: commands.unlock(session, mine.actor, PASSPHRASE, "any session"))
    assert make.vault.write(lambda session: commands.leave_who_left(session, SYSTEM)) == 0


def test_nobodys_keys_are_destroyed_because_the_public_database_is_another_one(make, visitor):
    mine = make.officer()
    make.unlock(visitor, mine)
    make.database.write(lambda session: (session.query(HeldRole).delete(), session.query(StaffSession).delete(), session.query(Staff).filter_by(id=mine.person.id).delete()))
    assert make.vault.write(lambda session: commands.leave_who_left(session, SYSTEM)) == 0
    assert (rows(make, Officer)[0].gone_on, rows(make, Unlocking)) == (None, [])


def vault_doors():
    """(method, address) of every door of the desk, with a number for each place."""
    import re

    for door in doors:
        path = next(iter(door.paths)).removeprefix("/{language:str}")
        if path.startswith("/staff/desk"):
            for method in sorted(set(door.http_methods) & {"GET", "POST"}):
                yield method, re.sub(r"{\w+:\w+}", "1", path)


def asked(visitor, method, path):
    from tests.visitor import Loop

    answer = Loop.run(visitor.client.request(method, f"/en{path}", content=b"" if method == "POST" else None, headers={"content-type": "application/x-www-form-urlencoded"}))
    return answer.status_code, answer.headers.get("location", "")


def test_p47_without_a_second_factor_or_with_lapsed_training_no_door_of_the_vault_opens(make, visitor, now):
    from portal.identity.queries import cookie_name

    mine = make.officer()
    assert len(list(vault_doors())) > 8
    outside = make.database.write(lambda session: identity.begin_session(session, SYSTEM, session.get_one(Staff, mine.person.id)))
    visitor.client.cookies.set(cookie_name(), outside)
    for method, path in vault_doors():
        status, where = asked(visitor, method, path)
        assert (status, "/staff/sign-in" in where) == (303, True) if method == "GET" else status == 403, path
    make.sign_in(visitor, mine.person)
    assert visitor.get("/en/staff/desk").h1 == "Desk"
    make.database.write(lambda session: setattr(session.query(HeldRole).one(), "trained_until", now.date() - timedelta(days=1)))
    for method, path in vault_doors():
        assert asked(visitor, method, path)[0] == 404, path


def test_an_administrator_sends_an_officer_off(make, visitor):
    admin = make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)])
    mine = make.officer()
    make.complaint(mine)
    make.sign_in(visitor, admin)
    visitor.get("/en/staff/desk/officers")
    visitor.follow("Destroy the keys of Noor")
    assert "1 open case" in visitor.page.main
    assert "The keys are destroyed." in visitor.press("Destroy these keys").main
    assert "1 open case has nobody who can open it" in visitor.page.main
    assert rows(make, Officer)[0].gone_on == clock.today()
    visitor.get(f"/en/staff/desk/officers/{mine.officer.id}/gone", status=404)
    with pytest.raises(NotFound):
        make.vault.write(lambda session: commands.send_off(session, admin_actor(admin), 4711))


def admin_actor(person):
    from portal.identity.queries import actor_for

    return actor_for(person, roles=[(Role.ADMINISTRATOR, None)])


def test_whoever_comes_back_begins_with_a_new_key(make):
    mine = make.officer()
    made = make.complaint(mine)
    admin = make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)])
    make.vault.write(lambda session: commands.send_off(session, admin_actor(admin), mine.officer.id))
    kept = passphrases.kept(ANOTHER)
    make.vault.write(lambda session: commands.keep_key(session, mine.actor, kept))
    pair = make.vault.read(lambda session: passphrases.pair_of(session.get_one(Officer, mine.officer.id), ANOTHER))
    with pytest.raises(NotFound):
        make.vault.write(lambda session: commands.look_into(session, mine.actor, made.case.id, pair))


def test_a_message_that_was_sent_with_a_locked_key_is_sent_after_all(make, visitor):
    from portal.vault.models import CaseMessage

    mine = make.officer()
    made = make.complaint(mine)
    make.unlock(visitor, mine)
    visitor.get(f"/en/staff/desk/{made.case.id}")
    make.vault.write(lambda session: session.query(Unlocking).delete())
    action = next(form for form in visitor.page.forms() if form.action.endswith("/message"))
    token = dict(action.fields)["token"]
    visitor.post(f"/en/staff/desk/{made.case.id}/message", {**dict(action.fields), "token": token, "text": "We have read it <b>twice</b>.\nMore tomorrow."}, status=403)
    assert rows(make, CaseMessage) == []
    assert "Nothing was sent yet." in visitor.press("Unlock", passphrase=PASSPHRASE).main
    visitor.press("Send it now")
    held = make.vault.read(lambda session: holding.opened_by(session, made.code))
    sealed = make.vault.read(lambda session: [row.sealed for row in session.query(CaseMessage) if row.sealed])
    assert "We have read it <b>twice</b>.\nMore tomorrow." in [held.read(one).get("text", "").replace("\r\n", "\n") for one in sealed]


def test_the_desk_says_whether_the_key_is_unlocked_and_leads_nobody_where_they_cannot_go(make, visitor):
    def trail():
        return [words for words, _link in visitor.page.links if words in ("Desk", "Your key", "Officers and their keys")]

    mine = make.officer(Role.PROTECTION_OFFICER)
    make.sign_in(visitor, mine.person)
    assert "Key locked" in visitor.get("/en/staff/desk").main
    assert trail() == ["Desk", "Your key"]
    make.sign_in(visitor, make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)]))
    visitor.get("/en/staff/desk/glass")
    assert trail() == ["Officers and their keys"]

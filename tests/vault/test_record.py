"""The vault's record in words: every deed has some, and administrators read who did what without learning of any case."""

import re
from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.errors import NotFound
from portal.base.settings import ROOT
from portal.complaints.states import COMPLAINT
from portal.reprisals.states import REPRISAL, STEP
from portal.vault import commands, holding, overview
from portal.vault.deeds import DEEDS
from portal.vault.models import VaultEntry
from tests.visitor import HTML, words

ROOMS = ("vault", "complaints", "reprisals", "crossings")


def test_every_deed_of_the_vaults_record_has_words():
    written = {move.deed for life in (COMPLAINT, REPRISAL, STEP) for move in life.moves.values()}
    for room in ROOMS:
        for path in (ROOT / "portal" / room).rglob("*.py"):
            text = path.read_text()
            written |= set(re.findall(r'\brecord\(session, \w+, [\w.]+, "([^"]+)"', text))
            written |= set(re.findall(r'\.begin\(session, .*?, "([^"]+)"\)', text))
    assert len(written) > 40
    assert sorted(written - set(DEEDS)) == []


def test_administrators_read_who_did_what_and_no_case(make, visitor, now):
    admin = make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)])
    focal, guard, leaver = make.officer(), make.officer(Role.PROTECTION_OFFICER, name="Rui"), make.officer(name="Kim")
    complaint, report = make.complaint(focal), make.reprisal(guard)

    def work(session):
        for one, made, deed in ((focal, complaint, "acknowledge"), (focal, complaint, "acknowledge"), (guard, report, "check for danger")):
            commands.record(session, one.actor, made.case, deed)
        commands.erase_own(session, holding.HOLDER, holding.opened_by(session, complaint.code))

    make.vault.write(work)
    make.sign_in(visitor, admin)
    visitor.get(f"/en/staff/desk/officers/{leaver.officer.id}/gone")
    visitor.press("Destroy these keys")
    page = visitor.get("/en/staff/desk/record")
    rows = [[words(cell) for cell in row if cell.tag in (HTML + "td", HTML + "th")] for row in page.tree.iter(HTML + "tr")][1:]
    assert {tuple(row[1:]) for row in rows} == {
        ("Noor", "read a complaint and answered", "2"),
        ("Rui", "worked on reports", "1"),
        ("Ada", "destroyed the keys of an officer: Kim", "1"),
    }
    assert "looked for urgent danger" not in page.main
    assert [str(made.case.id) in page.text for made in (complaint, report)] == [False, False]


def test_the_record_has_pages_of_days(make, now, monkeypatch):
    monkeypatch.setattr(overview, "PAGE", 2)
    admin = make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)])
    officer = make.officer()
    for days in range(5):
        with clock.frozen(now + timedelta(days=days)):
            make.vault.write(lambda session: commands.record(session, officer.actor, None, "away"))
    from portal.identity.queries import actor_for

    viewer = actor_for(admin, roles=[(Role.ADMINISTRATOR, None)])
    seen, before = [], None
    while True:
        lines, before = make.vault.read(lambda session, before=before: overview.lines(session, viewer, before))
        seen += [line.day for line in lines]
        if before is None:
            break
    assert seen == [(now + timedelta(days=days)).date() for days in (4, 3, 2, 1, 0)]
    for nobody in (NOBODY, officer.actor):
        with pytest.raises(NotFound):
            make.vault.read(lambda session, nobody=nobody: overview.lines(session, nobody))


def test_the_clocks_own_deeds_are_told_as_the_portals(make):
    admin = make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)])
    made = make.complaint(make.officer())
    make.vault.write(lambda session: commands.erase_over(session, SYSTEM, session.get_one(type(made.case), made.case.id)))
    from portal.identity.queries import actor_for

    lines, _before = make.vault.read(lambda session: overview.lines(session, actor_for(admin, roles=[(Role.ADMINISTRATOR, None)])))
    assert [(line.person, line.deed) for line in lines] == [("The portal itself", "erased a case")]
    assert make.vault.read(lambda session: session.query(VaultEntry).filter_by(by="nobody").count()) == 1

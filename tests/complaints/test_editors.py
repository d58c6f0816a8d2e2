"""Routes and external bodies, kept by administrators."""

import pytest
from sqlalchemy import select

from portal.base.access import Role
from portal.base.errors import NotAllowed, NotFound, Refused
from portal.complaints import queries
from portal.complaints.commands import lists
from portal.complaints.models import Avenue, Category, Route

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them


@pytest.fixture
def boss(make, visitor, now):
    """An administrator, signed in."""
    one = make.staff("Boss", roles=[(Role.ADMINISTRATOR, None)])
    make.sign_in(visitor, one)
    return one


def routes(make):
    return [(one.category, one.region, one.officer_id) for one in make.vault.read(lambda session: session.scalars(select(Route)).all())]


def test_a_route_is_added_once_and_taken_out(make, visitor, boss):
    officer = make.officer(name="Noor")
    assert "There is no line yet." in visitor.get("/en/staff/desk/routes").main
    for _time in range(2):
        visitor.press("Add the line", officer=str(officer.officer.id), category="data", region="oceania")
    assert routes(make) == [(Category.DATA, "oceania", officer.officer.id)]
    assert "Oceania" in visitor.page.main
    visitor.press("Take out line 1")
    assert routes(make) == []


def test_a_route_leads_to_a_focal_point(make, visitor, boss):
    make.officer(Role.PROTECTION_OFFICER, name="Rui")
    visitor.get("/en/staff/desk/routes")
    visitor.press("Add the line", status=422)
    assert visitor.page.faults == ["Choose a focal point of the list."]
    visitor.press("Add the line", status=422, officer="7", category="nonsense", region="mars")
    assert visitor.page.faults == ["Choose a category of the list.", "Choose a region of the list.", "Choose a focal point of the list."]


def test_a_body_is_added_changed_and_taken_out(make, visitor, boss):
    visitor.get("/en/staff/desk/avenues")
    visitor.press("Add the body", status=422, name="Ombudsperson")
    assert visitor.page.faults == ["Write how to reach it."]
    visitor.press("Add the body", ways="Hill Road 1", categories="data")
    visitor.follow("Change Ombudsperson")
    visitor.press("Keep the changes", ways="Hill Road 2")
    assert "Hill Road 2" in visitor.page.main
    assert make.vault.read(lambda session: [(one.name, one.ways, one.categories) for one in session.scalars(select(Avenue))]) == [("Ombudsperson", "Hill Road 2", ["data"])]
    visitor.press("Take out Ombudsperson")
    assert "There is none yet." in visitor.page.main


def test_two_administrators_change_one_body(make, visitor, boss):
    one = make.vault.write(lambda session: session.add(made := Avenue(name="Ombudsperson", ways="Hill Road 1", categories=[])) or session.flush() or made)
    visitor.get(f"/en/staff/desk/avenues/{one.id}")
    make.vault.write(lambda session: setattr(session.get_one(Avenue, one.id), "ways", "Sea Road 3"))
    visitor.press("Keep the changes", status=409, ways="Hill Road 2")
    assert ("Sea Road 3" in visitor.page.main, "Hill Road 2" in visitor.page.text) == (True, True)
    visitor.press("Keep the changes")
    assert make.vault.read(lambda session: session.get_one(Avenue, one.id).ways) == "Hill Road 2"


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.PROTECTION_OFFICER, Role.MODERATOR])
def test_nobody_else_enters(make, visitor, now, role):
    if role is Role.MODERATOR:
        make.sign_in(visitor, make.staff("Rui", roles=[(role, None)]))
    else:
        make.unlock(visitor, make.officer(role, name="Rui"))
    for path in ("routes", "avenues", "avenues/7"):
        visitor.get(f"/en/staff/desk/{path}", status=404)


def test_the_commands_are_locked_and_refuse_nonsense(make, now):
    from portal.identity.queries import actor_for

    officer = make.officer()
    boss = actor_for(make.staff("Boss"), roles=[(Role.ADMINISTRATOR, None)])
    with pytest.raises(NotAllowed):
        make.vault.write(lambda session: lists.add_route(session, officer.actor, category=None, region="", officer_id=officer.officer.id))
    with pytest.raises(NotAllowed):
        make.vault.read(lambda session: queries.routes(session, officer.actor))
    for wrong in ({"region": "mars"}, {"officer_id": 7}):
        with pytest.raises(Refused):
            make.vault.write(lambda session, wrong=wrong: lists.add_route(session, boss, **{"category": None, "region": "", "officer_id": officer.officer.id, **wrong}))
    with pytest.raises(NotFound):
        make.vault.write(lambda session: lists.remove_route(session, boss, 7))

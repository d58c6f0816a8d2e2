"""The pages of help, library and self-check, as far as axe can tell (WCAG 2.2 A and AA), and by keyboard alone."""

import pytest
from sqlalchemy import select

from portal.base.access import SYSTEM, Role
from portal.directory import demo as help_demo
from portal.directory.models import DirectoryEntry, DirectorySuggestion
from portal.identity.queries import cookie_name
from portal.library import demo as library_demo
from portal.library.models import Resource
from tests.browser import needs_chromium
from tests.looking import looker
from tests.visitor import Visitor

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once, pytest.mark.usefixtures("now")]
PATHS = (
    "/help",
    "/help?kind=digital+safety&within=24",
    "/help?kind=banking&region=oceania",
    "/help/1",
    "/help/2",
    "/help/take-along",
    "/help/suggest?entry=1",
    "/library",
    "/library/11",
    "/library/1",
)


@pytest.fixture
def town(database):
    """Both demos."""

    def job(session):
        help_demo.demo(session, SYSTEM)
        library_demo.demo(session, SYSTEM)

    database.write(job)


def go(eyes, to, called, **typed):
    eyes.send(to, **typed)
    eyes.look_once(f"{to}: {called}")


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_somebody_looks_for_help(live, language):
    with looker(live) as eyes:
        for path in PATHS:
            assert eyes.open(f"/{language}{path}") == 200
            eyes.look(path)
            eyes.walk(path)
        eyes.open(f"/{language}/help/suggest")
        go(eyes, "/help/suggest", "left empty", words="")
        go(eyes, "/help/suggest", "thank you", kind="new", words="A clinic.")
        eyes.open(f"/{language}/self-check")
        eyes.look("/self-check")
        eyes.walk("/self-check")
        go(eyes, "/self-check", "left empty")
        go(eyes, "/self-check", "the result", danger="yes", name="no", trust="unsure")
    assert eyes.faults == []


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_editor_at_the_desk(make, database, portal, live, language):
    entry = database.read(lambda session: session.scalars(select(DirectoryEntry).order_by(DirectoryEntry.number)).first())
    suggestion = database.read(lambda session: session.scalars(select(DirectorySuggestion)).first())
    resource = database.read(lambda session: session.scalars(select(Resource)).first())
    visitor = Visitor(portal)
    make.sign_in(visitor, make.staff("Ed", roles=[(Role.EDITOR, None)]))
    with looker(live) as eyes:
        eyes.page.context.add_cookies([{"name": cookie_name(), "value": visitor.client.cookies[cookie_name()], "url": live}])
        desk = ("", "/new", f"/entries/{entry.id}", f"/suggestions/{suggestion.id}", "/entries", "/import")
        for path in (*(f"/staff/directory{one}" for one in desk), "/staff/library", "/staff/library/new", f"/staff/library/{resource.id}"):
            assert eyes.open(f"/{language}{path}") == 200
            eyes.look_once(path)
            eyes.walk(path, most=90)
        eyes.open(f"/{language}/staff/directory/new")
        go(eyes, "/staff/directory/new", "left empty")
        eyes.open(f"/{language}/staff/library/new")
        go(eyes, "/staff/library/new", "left empty")
    visitor.leave()
    assert eyes.faults == []

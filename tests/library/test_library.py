"""The library: found by topic, kind and language without an account; written by editors."""

from dataclasses import replace

import pytest

from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.errors import NotAllowed, NotFound, Refused
from portal.base.languages import Texts
from portal.library import commands, demo, queries
from portal.library.facts import Facts, faults
from portal.library.models import ResourceKind
from portal.library.starter import starters
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("now")
FACTS = Facts(title=Texts(en="A guide"), what=Texts(en="What to do."), kind=ResourceKind.GUIDE, topics=["risk"], languages=["en"], address="https://example.org/guide")
SHELF = "/en/staff/library"


@pytest.fixture
def editor(make, portal):
    visitor = Visitor(portal)
    make.sign_in(visitor, make.staff("Ed", roles=[(Role.EDITOR, None)]))
    yield visitor
    visitor.leave()


def test_a_person_finds_guidance_by_topic_kind_and_language(make, visitor):
    make.resource("Rights in two languages", topics=["rights"], languages=["en", "ar"])
    make.resource("A course on phones", topics=["digital"], kind=ResourceKind.COURSE)
    make.resource("Not ready", shown=False)
    page = visitor.get("/en/library")
    assert ("2 entries fit" in page.main, "Not ready" in page.main) == (True, False)
    for choice, found in (({"topic": "rights"}, "Rights"), ({"kind": "course"}, "A course"), ({"language": "ar"}, "Rights")):
        page = visitor.press("Show these", **{"topic": "", "kind": "", "language": "", **choice})
        assert ("1 entry fits" in page.main, found in page.main, page.headers["cache-control"]) == (True, True, "no-store")
    assert "Nothing fits all of this." in visitor.press("Show these", topic="rights", kind="course", language="").main
    assert visitor.get("/en/library?topic=nonsense&language=%3Cb%3E").status == 200


def test_a_text_of_our_own_has_headings_and_a_link_out_says_so(make, visitor):
    page = visitor.get(f"/en/library/{make.resource().number}")
    assert [one.text for one in page.tree.iter("{http://www.w3.org/1999/xhtml}h2")] == ["First"]
    page = visitor.get(f"/en/library/{make.resource(text=Texts(), address='https://example.org/x').number}")
    assert "https://example.org/x (another site)" in page.main
    link = next(one for one in page.tree.iter("{http://www.w3.org/1999/xhtml}a") if one.get("href") == "https://example.org/x")
    assert "noreferrer" in link.get("rel")
    visitor.get(f"/en/library/{make.resource(shown=False).number}", status=404)
    visitor.get("/en/library/99999999999", status=404)


def test_pages_of_the_library_follow_each_other(make, visitor):
    for number in range(queries.PAGE + 2):
        make.resource(f"Guide {number:02d}")
    assert "Guide 31" not in visitor.get("/en/library").main
    assert ("Guide 31" in visitor.follow("Later").main, "Guide 00" in visitor.page.main) == (True, False)


def test_the_number_of_resources_makes_no_difference_to_the_statements(make, statements):
    make.resource()
    one = statements(lambda session: queries.find(session, NOBODY, topic="rights"))
    for _ in range(3):
        make.resource()
    assert one == statements(lambda session: queries.find(session, NOBODY, topic="rights"))


def test_the_starter_texts_are_whole_and_come_once(database):
    assert [(key, faults(facts)) for key, facts in starters() if faults(facts)] == []
    own = [facts for _key, facts in starters() if facts.text]
    assert [set(facts.text) == set(facts.title) == set(facts.what) == {"ar", "en", "es", "fr", "ru", "zh"} for facts in own] == [True, True]
    assert len({facts.text["en"].count("\n## ") for facts in own for _tag in facts.text}) >= 1
    for facts in own:  # every language has the same headings and points
        assert len({(text.count("## "), text.count("\n- ")) for text in facts.text.values()}) == 1
    made = [database.write(lambda session: commands.adopt_starters(session, SYSTEM)) for _ in range(2)]
    assert made == [len(starters()), 0]
    assert database.read(lambda session: queries.find(session, NOBODY)).total == 0


def test_the_demo_shows_all_of_it(database):
    for _ in range(2):
        database.write(lambda session: demo.demo(session, SYSTEM))
    assert database.read(lambda session: queries.find(session, NOBODY)).total == len(starters())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": Texts()}, "title"),
        ({"what": Texts()}, "what"),
        ({"topics": []}, "topics"),
        ({"topics": ["magic"]}, "topics"),
        ({"languages": ["xx"]}, "languages"),
        ({"year": 3000}, "year"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"address": ""}, "address"),
        ({"text": Texts(en="Both")}, "address"),
        ({"author": "x" * 300}, "author"),
    ],
)
def test_what_is_wrong_is_named_at_its_place(database, wrong, field):
    assert {name for name, _sentence in faults(replace(FACTS, **wrong))} == {field}
    with pytest.raises(Refused):
        database.write(lambda session: commands.enter(session, SYSTEM, replace(FACTS, **wrong)))


def test_others_may_not(make, database):
    for actor in (NOBODY, make.actor(Role.MODERATOR, None)):
        with pytest.raises(NotAllowed):
            database.write(lambda session, actor=actor: commands.enter(session, actor, FACTS))
        with pytest.raises(NotFound):
            database.read(lambda session, actor=actor: queries.by_id(session, actor, make.resource().id))


def test_an_editor_writes_shows_reviews_and_changes(editor, visitor, database):
    editor.get(SHELF + "/new")
    page = editor.press("Save", **{"title-en": "A guide"}, status=422)
    assert page.faults == ["Say in one language at least what it is.", "Choose at least one topic.", "Give either an address or a text of your own."]
    editor.press("Save", **{"title-en": "A guide", "what-en": "What to do.", "topics": "risk", "spoken": "en, ar", "year": "2026", "text-en": "## Begin\n\nNow."})
    editor.follow("A guide")
    visitor.get("/en/library/1", status=404)
    assert "Everybody can read it now." in editor.press("Show it to everybody").main
    editor.press("I looked at it today, and it is right")
    assert "May 3, 2027" in visitor.get("/en/library/1").main
    old = editor.page
    editor.press("Save", **{"title-en": "A better guide", "topics": "risk"})
    editor.page = old
    page = editor.press("Save", **{"title-en": "Another guide", "topics": "risk"}, status=409)
    assert "Somebody else has changed this meanwhile" in page.main
    editor.press("Save", **{"title-en": "Another guide", "topics": "risk"})
    assert visitor.get("/en/library/1").h1 == "Another guide"
    editor.press("Make it a draft again")
    visitor.get("/en/library/1", status=404)
    editor.get(SHELF)
    editor.press("Take the entries to begin with")
    assert len(database.read(lambda session: queries.every(session, SYSTEM))) == len(starters()) + 1


def test_the_same_form_twice_makes_one(editor, database):
    editor.get(SHELF + "/new")
    page = editor.page
    for _ in range(2):
        editor.page = page
        editor.press("Save", **{"title-en": "A guide", "what-en": "What to do.", "topics": "risk", "address": "https://example.org"})
    assert len(database.read(lambda session: queries.every(session, SYSTEM))) == 1


def test_only_editors_come_in(make, portal):
    visitor = Visitor(portal)
    make.sign_in(visitor, make.staff("Mo", roles=[(Role.MODERATOR, None)]))
    for path in ("", "/new", "/1"):
        visitor.get(SHELF + path, status=404)
    visitor.leave()


def test_the_search_finds_help_and_guides(make, visitor):
    make.help_entry("Clinic for nurses", what={"en": "Somebody listens."})
    make.resource("Nurses and their rights")
    make.resource("Nurses in secret", shown=False)
    page = visitor.get("/en/search?q=nurses")
    assert [name in page.main for name in ("Clinic for nurses", "Nurses and their rights", "Nurses in secret")] == [True, True, False]

"""The feeds, read as RFC 4287 says."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from portal.base.languages import Texts
from portal.consultations import feeds
from portal.consultations.models import ConsultationState, NoticeKind

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def entries(answer):
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(answer.body)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for needed in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{needed}")) == 1
            assert element.findtext(f"{ATOM}{needed}")
        assert element.findtext(f"{ATOM}updated").endswith("T00:00:00Z")
        assert element.findtext(f"{ATOM}author/{ATOM}name")
        assert [link.get("href") for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    return root, list(root.iter(f"{ATOM}entry"))


def titles(found):
    return [(entry.findtext(f"{ATOM}updated")[:10], entry.findtext(f"{ATOM}title")) for entry in found]


def test_a_feed_tells_what_has_happened_and_not_what_will(visitor, make, now):
    park = make.consultation()
    make.notice(park, NoticeKind.EXTENDED, before="2027-05-07T12:00+00:00", after="2027-05-08T12:00+00:00", reason="A storm.")
    root, found = entries(visitor.get(f"/en/consultations/{park.slug}/feed.atom"))
    assert root.get(LANG) == "en"
    assert root.findtext(f"{ATOM}id") == f"http://127.0.0.1:8000/en/consultations/{park.slug}/feed.atom"
    assert titles(found) == [("2027-05-03", "There is more time: The park"), ("2027-04-28", "Opens: The park"), ("2027-03-29", "Announced: The park")]
    assert found[0].findtext(f"{ATOM}content") == "It closes on Saturday, May 8, 2027, 14:00 (Europe/Paris). Before, it was Friday, May 7, 2027, 14:00 (Europe/Paris). A storm."


def test_words_in_another_language_say_so(visitor, make, now):
    park = make.consultation()
    _root, found = entries(visitor.get(f"/ar/consultations/{park.slug}/feed.atom"))
    assert [entry.find(f"{ATOM}content").get(LANG) for entry in found] == ["en", "en"]


def test_what_was_cancelled_does_not_go_on_in_the_feed(visitor, make, now):
    park = make.consultation(state=ConsultationState.CANCELLED, state_since=(now - timedelta(days=10)).date())
    _root, found = entries(visitor.get(f"/en/consultations/{park.slug}/feed.atom"))
    assert titles(found) == [("2027-03-29", "Announced: The park")]


def test_the_feed_of_the_portal_joins_all(visitor, make, now):
    first, second = make.consultation("One"), make.consultation("Two", closes=timedelta(days=-1))
    make.consultation("Draft", state=ConsultationState.DRAFT)
    _root, found = entries(visitor.get("/en/feed.atom"))
    assert titles(found)[0] == ("2027-05-02", "Closes: Two")
    assert {entry.findtext(f"{ATOM}id").split("#")[0].rsplit("/", 1)[1] for entry in found} == {first.slug, second.slug}


def test_an_empty_portal_has_an_empty_feed(visitor, now):
    assert entries(visitor.get("/ar/feed.atom"))[1] == []


def test_signs_that_xml_does_not_know_are_left_out(visitor, make, now):
    park = make.consultation(title="A <park> & \x0bmore", summary=Texts(en="\x0cBody ]]>"))
    _root, found = entries(visitor.get(f"/en/consultations/{park.slug}/feed.atom"))
    assert (titles(found)[0][1], found[0].findtext(f"{ATOM}content")) == ("Opens: A <park> & more", "Body ]]>")


@pytest.fixture
def source():
    """Enter a source for this test alone."""
    before = list(feeds._sources)
    yield feeds.also
    feeds._sources[:] = before


def test_rooms_above_add_their_own(visitor, make, now, source):
    park = make.consultation()
    source(lambda session, viewer, consultation: [feeds.Item("summary", now.date(), "The summary is there", "Read it.", f"/consultations/{consultation.slug}/summary", "Council")])
    _root, found = entries(visitor.get(f"/en/consultations/{park.slug}/feed.atom"))
    assert titles(found)[0] == ("2027-05-03", "The summary is there")
    assert found[0].find(f"{ATOM}link").get("href") == f"http://127.0.0.1:8000/en/consultations/{park.slug}/summary"

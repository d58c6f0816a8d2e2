"""The preview: the public pages, marked, in each language, wide and narrow, before anybody else may see them."""

import pytest

from portal.base.access import Role
from portal.consultations.models import Consultation, ConsultationState
from tests.visitor import HTML, Visitor


@pytest.fixture
def draft(make, now):
    draft = make.consultation(state=ConsultationState.DRAFT)
    make.question(draft, "Which trees?", number=1)
    make.document(draft)
    return draft


@pytest.fixture
def organiser(make, visitor, draft):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, draft)]))
    return visitor


PAGES = ["", "/questions/1", "/questions/1/write", "/documents/1"]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", ["", "?width=narrow"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_marked_and_its_links_stay_inside(organiser, draft, language, width, path):
    page = organiser.get(f"/{language}/staff/{draft.slug}/preview{path}{width}")
    assert (page.tree.find(f".//{HTML}body").get("class") == "narrow") == bool(width)
    assert next(page.tree.iter(f"{HTML}b")).text in ("Preview", "معاينة") or language == "ar"
    public = [address for _words, address in page.links if address.startswith(f"/{language}/consultations/{draft.slug}")]
    assert [address for address in public if not address.endswith((".ics", ".atom"))] == []
    inside = [address for _words, address in page.links if f"/staff/{draft.slug}/preview" in address and address.startswith(f"/{language}/") and f"preview{path}" not in address]
    assert all(address.partition("#")[0].endswith("width=narrow") for address in inside) or not width


def test_one_walks_from_the_page_to_the_form_and_cannot_send_it(organiser, draft):
    page = organiser.get(f"/en/staff/{draft.slug}/preview")
    assert (page.h1, "Open now" in page.main) == ("The park", True)
    organiser.follow("1. Which trees?")
    page = organiser.follow("Write an answer")
    assert "This is a preview." in page.main
    assert "Continue" not in [label for form in page.forms() for label, _name, _value in form.buttons]
    assert [address for label, address in page.links if label == "On a narrow screen"] == [f"/en/staff/{draft.slug}/preview/questions/1/write?width=narrow"]


def test_the_other_language_is_one_step_away(organiser, draft):
    page = organiser.get(f"/en/staff/{draft.slug}/preview")
    assert organiser.get(next(address for label, address in page.links if label == "العربية")).h1 == "الحديقة"


@pytest.mark.parametrize("path", PAGES)
def test_nobody_else_sees_it(make, draft, portal, path):
    stranger = Visitor(portal)
    make.sign_in(stranger, make.staff(roles=[(Role.ORGANISER, make.consultation())]))
    stranger.get(f"/en/staff/{draft.slug}/preview{path}", status=404)
    stranger.leave()


def test_what_is_not_there_is_not_previewed(organiser, draft):
    organiser.get(f"/en/staff/{draft.slug}/preview/questions/7", status=404)
    organiser.get(f"/en/staff/{draft.slug}/preview/documents/7", status=404)


def test_the_preview_offers_the_ways_of_speaking_that_the_consultation_offers(make, organiser, database, draft):
    database.write(lambda session: setattr(session.get(Consultation, draft.id), "voices", ["name"]))
    page = organiser.get(f"/en/staff/{draft.slug}/preview/questions/1/write")
    assert [one.get("value") for one in page.tree.iter(f"{HTML}input") if one.get("name") == "voice"] == ["name"]

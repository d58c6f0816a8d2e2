"""The easier pages: in short, words explained, easy to read, and what young people read first."""

from datetime import timedelta

import pytest

from portal.base.languages import Texts
from portal.consultations.models import ConsultationState
from tests.factories.consultations import POINT
from tests.visitor import HTML

DAY = timedelta(days=1)


def images(page):
    return [dict(one.attrib) for one in page.tree.iter(f"{HTML}img")]


def test_the_short_summary_stands_first_and_leads_to_the_whole_paper(visitor, make):
    one = make.consultation(plain=Texts(en="We ask about shade."), summary=Texts(en="The council would like to know more."))
    make.term(one)
    page = visitor.get(f"/en/consultations/{one.slug}")
    assert page.main.index("We ask about shade.") < page.main.index("The council would like to know more.")
    assert ("shade", f"/en/consultations/{one.slug}/glossary#word-1") in page.links
    assert ("The whole paper", "#paper") in page.links
    assert "Where the sun does not reach." in visitor.get(f"/en/consultations/{one.slug}/glossary").main


def test_without_a_short_summary_nothing_breaks(visitor, make):
    page = visitor.get(f"/en/consultations/{make.consultation().slug}")
    assert "What should the park be like?" in page.main
    assert "The whole paper" not in page.main


def test_a_question_leads_to_words_that_are_explained(visitor, make):
    question = make.question(title="Where is shade missing?")
    make.term(question.consultation)
    page = visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}")
    assert [address for words, address in page.links if words == "shade"] == [f"/en/consultations/{question.consultation.slug}/glossary#word-1"]


def test_the_easy_page_has_a_picture_in_words_beside_each_idea(visitor, make):
    one = make.consultation()
    make.idea(one)
    make.idea(one, "You can write.", number=2)
    page = visitor.get(f"/en/consultations/{one.slug}/easy")
    assert [(image["alt"], image["width"]) for image in images(page)] == [("A tree.", "1")] * 2
    picture = visitor.get(images(page)[0]["src"])
    assert (picture.headers["cache-control"], picture.headers["content-type"]) == ("public, max-age=31536000, immutable", "image/png")
    assert picture.body == POINT


def test_a_picture_is_told_in_its_own_language(visitor, make):
    one = make.consultation()
    make.idea(one)
    assert [(image["lang"], image["dir"]) for image in images(visitor.get(f"/ar/consultations/{one.slug}/easy"))] == [("en", "ltr")]


@pytest.mark.parametrize(("query", "headers"), [("?show=text", {}), ("", {"save-data": "on"})])
def test_pictures_are_left_out_for_whoever_wants_text_alone(visitor, make, query, headers):
    one = make.consultation()
    make.idea(one)
    page = visitor.get(f"/en/consultations/{one.slug}/easy{query}", headers=headers)
    assert images(page) == []
    assert "The park has trees." in page.main


def test_pictures_of_a_draft_are_seen_by_its_staff_alone_and_kept_nowhere(visitor, make, now):
    from portal.base.access import Role

    one = make.consultation(state=ConsultationState.DRAFT, opens=60 * DAY, closes=90 * DAY)
    idea = make.idea(one)
    path = f"/en/consultations/{one.slug}/easy/1/picture?v={idea.digest}"
    visitor.get(path, status=404)
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, one)]))
    assert visitor.get(path).headers["cache-control"] == "no-store"


def test_there_is_no_easy_page_without_ideas(visitor, make):
    visitor.get(f"/en/consultations/{make.consultation().slug}/easy", status=404)


def test_the_page_for_young_people_takes_the_simplest_words_there_are(visitor, make):
    question = make.question(make.consultation(for_young=True, plain=Texts(en="In short.")), young=Texts(en="Which trees do you like?"))
    slug = question.consultation.slug
    page = visitor.get(f"/en/consultations/{slug}/young")
    assert "In short." in page.main
    assert "Which trees do you like?" in page.main
    assert (f"Answer question {question.number}", f"/en/consultations/{slug}/questions/{question.number}/young") in page.links
    assert ("For young people", f"/en/consultations/{slug}/young") in visitor.get(f"/en/consultations/{slug}").links


def test_there_is_no_such_page_where_the_organiser_opened_none(visitor, make):
    question = make.question()
    visitor.get(f"/en/consultations/{question.consultation.slug}/young", status=404)
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/young", status=404)


def test_pages_take_as_many_statements_for_three_as_for_one(database, make, statements):
    from portal.base.access import NOBODY
    from portal.consultations import queries

    small, big = make.consultation(), make.consultation()
    make.term(small)
    make.idea(small)
    for number in (1, 2, 3):
        make.term(big, f"word {number}", number=number)
        make.idea(big, number=number)
    counts = [statements(lambda session, one=one: queries.with_helps(session, NOBODY, queries.one(session, NOBODY, one.slug))) for one in (small, big)]
    assert counts[0] == counts[1]

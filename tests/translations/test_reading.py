"""What readers see: originals and translations, each with its language, its direction and its mark."""

import pytest
from sqlalchemy import delete

from portal.base.languages import Texts
from portal.contributions.models import Contribution, ContributionState
from portal.summaries.models import SummaryState
from portal.translations.models import Kind, Translation
from tests.translations.conftest import ARABIC
from tests.visitor import HTML, words

pytestmark = pytest.mark.usefixtures("now")


def thread_of(question, **query):
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/en/consultations/{question.consultation.slug}/questions/{question.number}" + (f"?{asked}" if asked else "")


def one_of(contribution):
    return f"/en/consultations/{contribution.consultation.slug}/contributions/{contribution.number}"


def texts(page):
    """(lang, dir, words) of all that people wrote, in the order of the page."""
    return [(box.get("lang"), box.get("dir"), words(box)) for box in page.tree.iter(f"{HTML}div") if box.get("class") == "words"]


def test_a_translation_stands_first_where_it_is_wanted_and_the_original_below_it(visitor, make, spanish):
    make.translation(spanish, "We need more *shade* in the park.")
    page = visitor.get(one_of(spanish))
    assert texts(page) == [("es", "ltr", "Necesitamos más sombra en el parque.")]
    page = visitor.follow(f"Show in English (No. {spanish.number})")
    assert texts(page) == [("en", "ltr", "We need more shade in the park."), ("es", "ltr", "Necesitamos más sombra en el parque.")]
    [closed] = list(page.tree.find(f".//{HTML}main").iter(f"{HTML}details"))
    assert words(closed.find(f"{HTML}summary")) == f"The original, in Spanish (No. {spanish.number})"
    assert "Translated by a person, May 3, 2027. Nobody has checked it." in page.main
    assert texts(visitor.follow("Show all in the original"))[0][0] == "es"


def test_a_mixed_thread_tells_language_and_direction_of_every_text(visitor, make, question, spanish, arabic):
    reply = make.contribution(question, "Ja, gerne.", language="de", reply_to=spanish)
    make.database.write(lambda session: setattr(session.get_one(Contribution, spanish.id), "replies", 1))
    unknown = make.contribution(question, "ꓗꓳꓲ", language="und")
    make.contribution(question, "Yes.", language="en")
    make.translation(arabic, "We need more trees.", engine="LibreTranslate")
    make.translation(reply, "Yes, gladly.")
    page = visitor.get(thread_of(question))
    assert sorted(texts(page)) == sorted(
        [("es", "ltr", "Necesitamos más sombra en el parque."), ("de", "ltr", "Ja, gerne."), ("ar", "rtl", ARABIC), ("", "auto", unknown.text), ("en", "ltr", "Yes.")]
    )
    page = visitor.follow("Show translations where there are some")
    found = texts(page)
    assert ("en", "ltr", "We need more trees.") in found
    assert found.index(("en", "ltr", "We need more trees.")) + 1 == found.index(("ar", "rtl", ARABIC))
    assert found.index(("en", "ltr", "Yes, gladly.")) + 1 == found.index(("de", "ltr", "Ja, gerne."))
    assert "Translated by a machine (LibreTranslate), May 3, 2027. Nobody has checked it." in page.main
    assert len(found) == 7


def test_marks_read_from_right_to_left_on_an_arabic_page(visitor, make, spanish):
    make.translation(spanish, ARABIC, language="ar")
    page = visitor.get(one_of(spanish).replace("/en/", "/ar/") + "?translated=yes")
    assert texts(page) == [("ar", "rtl", ARABIC), ("es", "ltr", "Necesitamos más sombra en el parque.")]


def test_the_choice_stays_with_order_and_paging(visitor, make, question):
    for number in range(27):
        made = make.contribution(question, f"Número {number}", language="es")
        if number in (0, 26):
            make.translation(made, f"Number {number}")
    page = visitor.get(thread_of(question, translated="yes", order="newest"))
    [form] = [form for form in page.forms() if any(label == "Sort" for label, _name, _value in form.buttons)]
    assert ("translated", "yes") in form.fields
    assert sum(tag == "en" for tag, _dir, _words in texts(page)) + sum(tag == "en" for tag, _dir, _words in texts(visitor.follow("Next page"))) == 2
    assert "translated=yes" in visitor.page.url
    assert "order=newest" in visitor.page.url


def test_nothing_is_offered_where_nothing_is_translated(visitor, make, question, spanish):
    make.translation(spanish, ARABIC, language="ar")
    page = visitor.get(thread_of(question))
    assert [text for text, _address in page.links if "Show" in text] == []
    assert texts(visitor.get(thread_of(question, translated="yes"))) == [("es", "ltr", "Necesitamos más sombra en el parque.")]


@pytest.mark.parametrize("state", [ContributionState.HIDDEN, ContributionState.WITHDRAWN])
def test_words_out_of_sight_take_their_translation_along(visitor, make, question, state):
    gone = make.contribution(question, "No debería estar aquí.", language="es", state=ContributionState.HIDDEN)
    make.database.write(lambda session: setattr(session.get_one(Contribution, gone.id), "state", state))
    make.translation(gone, "It should not be here.")
    for address in (thread_of(question, translated="yes"), one_of(gone), one_of(gone) + "?translated=yes"):
        page = visitor.get(address)
        assert "It should not be here." not in page.text
        assert not [text for text, _address in page.links if "English" in text]


def test_a_translation_of_another_wording_is_not_shown(visitor, make, question, spanish):
    make.translation(spanish, "It names my neighbour.", ground="<p>another wording</p>")
    assert "neighbour" not in visitor.get(thread_of(question, translated="yes")).text


def test_translated_words_cannot_become_markup(visitor, make, spanish):
    make.translation(spanish, "<script>alert(1)</script> & [link](javascript:alert(1))")
    page = visitor.get(one_of(spanish) + "?translated=yes")
    assert "<script>alert" not in page.text
    assert "javascript:" not in [address.split("alert")[0] for _text, address in page.links]


def test_a_point_and_the_words_behind_it_are_read_in_translation(visitor, make, spanish):
    summary = make.summary(spanish.consultation, state=SummaryState.FINAL)
    point = make.point(summary, title=Texts(), behind=[spanish])
    make.database.write(
        lambda session: (
            setattr(session.get_one(type(point), point.id), "title", Texts(fr="Plus d'arbres.")),
            setattr(session.get_one(type(point), point.id), "body", Texts(fr="L'ombre compte.")),
        )
    )
    point.title, point.body = Texts(fr="Plus d'arbres."), Texts(fr="L'ombre compte.")
    make.translation(point, "More trees.\n\nShade counts.", kind=Kind.POINT)
    make.translation(spanish, "We need more shade.")
    visitor.get(f"/en/consultations/{spanish.consultation.slug}/summary/points/{point.number}")
    page = visitor.follow("Show translations where there are some")
    assert [found[::2] for found in texts(page)] == [("en", "More trees. Shade counts."), ("en", "We need more shade."), ("es", "Necesitamos más sombra en el parque.")]
    assert [box.get("lang") for box in page.tree.find(f".//{HTML}main").iter(f"{HTML}span") if box.get("lang")] == ["fr", "fr"]


def test_an_outdated_translation_of_a_point_says_so(visitor, make, question):
    point = make.point(make.summary(question.consultation, state=SummaryState.FINAL), title="Plus d'arbres.")
    make.database.write(
        lambda session: (setattr(session.get_one(type(point), point.id), "title", Texts(fr="Plus.")), setattr(session.get_one(type(point), point.id), "body", Texts()))
    )
    make.translation(point, "More trees.", kind=Kind.POINT, ground="earlier")
    page = visitor.get(f"/en/consultations/{question.consultation.slug}/summary/points/{point.number}?translated=yes")
    assert "The original has changed since." in page.main


def test_an_answer_is_read_in_translation(visitor, make):
    consultation = make.answerable()
    answer = make.answer(consultation.points[0])
    make.database.write(lambda session: setattr(session.get_one(type(answer), answer.id), "reason", Texts(fr="Il y a peu d'eau.")))
    answer.reason = Texts(fr="Il y a peu d'eau.")
    make.translation(answer, "There is little water.", kind=Kind.ANSWER)
    visitor.get(f"/en/consultations/{consultation.slug}/responses")
    page = visitor.follow("Show translations where there are some")
    assert [found[::2] for found in texts(page)] == [("en", "There is little water.")]
    assert "Il y a peu d'eau." in page.main


def test_reading_with_one_and_three_translations_costs_the_same(statements, make, question):
    from portal.base.access import NOBODY
    from portal.contributions.queries import thread
    from portal.contributions.translating import told

    def read(session):
        return told(session, NOBODY, thread(session, NOBODY, question).tops, "en", first=True)

    make.translation(make.contribution(question, "Uno", language="es"), "One")
    one = statements(read)
    for word in ("Dos", "Tres"):
        make.translation(make.contribution(question, word, language="es"), word)
    assert statements(read) == one
    assert len(make.database.read(read)) == 3


def test_erasing_the_original_erases_its_translations(make, database, spanish):
    make.translation(spanish)
    database.write(lambda session: session.execute(delete(Contribution).where(Contribution.id == spanish.id)))
    assert database.read(lambda session: session.query(Translation).count()) == 0

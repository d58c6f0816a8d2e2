"""Translations are found by their words too, with their mark, and go out of the index with whatever they tell."""

from urllib.parse import urlencode

import pytest
from sqlalchemy import delete, insert, select

from portal.base.access import SYSTEM, Actor, Kind
from portal.base.languages import Texts
from portal.base.text import to_html
from portal.contributions import commands, queries
from portal.search import sources
from portal.search.models import SearchEntry
from portal.summaries.models import Summary, SummaryState
from portal.translations import commands as translating
from portal.translations.models import Kind as Of
from portal.translations.models import Origin, Translation
from portal.translations.originals import fingerprint

RUSSIAN = "Нам нужна тень в парке."


@pytest.fixture
def russian(make):
    return make.contribution(make.question(make.consultation("The park")), RUSSIAN, language="ru")


def look(visitor, typed, language, **more):
    return visitor.get(f"/{language}/search?" + urlencode({"q": typed, **more}))


@pytest.mark.six
def test_a_reader_finds_a_russian_contribution_by_the_words_of_its_checked_translation(visitor, make, russian, now):
    make.translation(russian, "Necesitamos más sombra.", language="es", checked_as="moderator", checked_on=now.date())
    page = look(visitor, "sombras", "es")
    assert "<p>Necesitamos más <mark>sombra</mark>.</p>" in page.text
    assert visitor.page.main.count("2027") >= 2, "the mark tells the days of translation and check"
    here = f"consultations/{russian.consultation.slug}/contributions/{russian.number}"
    assert sorted(address for _words, address in page.links if here in address) == [f"/es/{here}", f"/es/{here}?translated=yes"]
    assert RUSSIAN in visitor.get(f"/es/{here}").text
    assert "Necesitamos más sombra." in visitor.get(f"/es/{here}?translated=yes").text


@pytest.mark.six
def test_the_mark_says_whether_a_machine_or_a_person_translated_and_who_checked(visitor, make, russian, now):
    make.translation(russian, "We need shade.", engine="LibreTranslate")
    make.translation(russian, "Necesitamos más sombra.", language="es", checked_as="translator", checked_on=now.date())
    assert "Translated by a machine (LibreTranslate), May 3, 2027. Nobody has checked it." in look(visitor, "shade", "en").main
    page = look(visitor, "sombra", "en")
    assert "Translated by a person, May 3, 2027. Checked: Translator, May 3, 2027." in page.main
    assert '<p lang="es" dir="ltr">Necesitamos más <mark>sombra</mark>.</p>' in page.text
    assert f"Show in Spanish (No. {russian.number})" in [words for words, _address in page.links]
    page = look(visitor, "тени", "en")
    assert "Translated by" not in page.main, "the original was found by its own words"


def test_a_translation_is_found_where_one_asks_for_its_language(make, russian, find):
    make.translation(russian, "Necesitamos más sombra.", language="es")
    assert find("sombra", language="es") == [("contribution", russian.id)]
    assert find("тень", language="ru") == [("contribution", russian.id)]
    assert find("тень", language="fr") == []


@pytest.mark.parametrize("deed", ["withdraw", "hide", "machine", "remove", "correct"])
def test_what_goes_or_is_replaced_takes_its_translation_out_in_the_same_transaction(make, russian, find, fit, database, deed):
    own = make.translation(russian, "Necesitamos más sombra.", language="es", engine="LibreTranslate")
    assert find("sombra") == [("contribution", russian.id)]

    def job(session):
        words = queries.for_staff(session, SYSTEM, russian.id)
        holder = Actor(kind=Kind.RECEIPT, receipt_id=words.receipt_id)
        translation = session.get_one(Translation, own.id)
        {
            "withdraw": lambda: commands.withdraw(session, holder, words),
            "hide": lambda: commands.hide(session, SYSTEM, words, "hate", "why"),
            "machine": lambda: session.execute(delete(Translation).where(Translation.engine != "")),
            "remove": lambda: session.delete(translation),
            "correct": lambda: translating._fill(
                translation, translating.originals.ORIGINALS[Of.CONTRIBUTION].found(session, [russian.id])[russian.id], "Otra cosa.", Origin.PERSON
            ),
        }[deed]()

    database.write(job)
    assert find("sombra") == []
    assert find("otra") == ([("contribution", russian.id)] if deed == "correct" else [])
    assert fit() == (0, 0, 0)


def test_hidden_words_come_back_with_their_translation(make, russian, find, database):
    make.translation(russian, "Necesitamos más sombra.", language="es")
    database.write(lambda session: commands.hide(session, SYSTEM, queries.for_staff(session, SYSTEM, russian.id), "hate", "why"))
    assert find("sombra") == []
    database.write(lambda session: commands.restore(session, SYSTEM, queries.for_staff(session, SYSTEM, russian.id), "why"))
    assert find("sombra") == [("contribution", russian.id)]


def test_a_translation_of_an_earlier_wording_is_not_found(make, russian, find):
    make.translation(russian, "Mi vecino se llama Igor.", language="es", ground="<p>another wording</p>")
    assert find("vecino") == []


@pytest.mark.six
def test_points_and_the_latest_answer_are_found_by_their_translations(visitor, make, find):
    consultation = make.answerable()
    [point] = consultation.points
    first = make.answer(point, reason="There is no money.")
    make.translation(point, "Más bancos.\n\nLa gente quiere sentarse.", language="es", kind=Of.POINT)
    make.translation(first, "No hay dinero.", language="es", kind=Of.ANSWER)
    assert find("bancos") == [("point", point.id)]
    assert find("dinero") == [("answer", point.id)]
    page = look(visitor, "dinero", "es")
    assert [address for _words, address in page.links if "translated=yes" in address] == [f"/es/consultations/{consultation.slug}/responses?translated=yes#point-{point.number}"]
    second = make.answer(point, reason="There is money now.", version=2)
    assert find("dinero") == []
    make.translation(second, "Ahora hay dinero.", language="es", kind=Of.ANSWER)
    assert find("dinero") == [("answer", point.id)]


def test_a_draft_summary_hides_the_translations_of_its_points(make, find, database):
    summary = make.summary(make.consultation(), state=SummaryState.CHECK_BACK)
    point = make.point(summary, "Badgers need tunnels.")
    make.translation(point, "Los tejones.", language="es", kind=Of.POINT)
    assert find("tejones") == [("point", point.id)]
    database.write(lambda session: setattr(session.get_one(Summary, summary.id), "state", SummaryState.DRAFT))
    assert find("tejones") == []


def test_what_staff_said_themselves_needs_no_translation(make, find, database):
    consultation = make.answerable()
    [point] = consultation.points
    make.translation(point, "Los tejones.", language="es", kind=Of.POINT)
    database.write(lambda session: [setattr(session.get_one(type(point), point.id), name, Texts(en="Words.", es="Palabras.")) for name in ("title", "body")] and None)
    assert find("tejones") == []


def test_translations_that_come_in_bulk_are_found(make, russian, find, database):
    html = to_html("Necesitamos más sombra.")
    facts = {"consultation_id": russian.consultation_id, "contribution_id": russian.id, "language": "es", "text": "Necesitamos", "html": html}
    row = {"id": 5, **facts, "origin": Origin.PERSON, "fingerprint": fingerprint(russian.html), "day": russian.day, "engine": ""}
    database.write(lambda session: session.execute(insert(Translation), [row]))
    assert find("sombra") == [("contribution", russian.id)]


def test_one_statement_more_for_no_number_of_translations(make, russian, statements, find):
    from portal.base.access import NOBODY
    from portal.search.queries import Wish
    from portal.search.queries import find as looked
    from portal.search.terms import question

    make.translation(russian, "Necesitamos más sombra.", language="es")
    wanted = lambda session: looked(session, NOBODY, Wish(question("sombra")))
    one = statements(wanted)
    for _each in range(2):
        make.translation(make.contribution(russian.question, RUSSIAN, language="ru"), "Hace falta sombra.", language="es")
    assert statements(wanted) == one
    assert len(find("sombra")) == 3


def test_the_translations_of_a_private_room_are_found_by_those_inside_alone(make, find):
    room = make.consultation("Secret swans", private=True)
    words = make.contribution(make.question(room), "Лебеди.", language="ru")
    make.translation(words, "Los cisnes.", language="es")
    assert find("cisnes") == []
    assert find("cisnes", Actor(kind=Kind.NOBODY, rooms=frozenset({room.id}))) == [("contribution", words.id)]


def test_every_kind_that_can_be_translated_is_watched(database):
    assert sorted(kind for kind, _watched in sources.WATCHED[Translation]) == ["answer", "contribution", "point"]
    assert database.read(lambda session: session.scalar(select(SearchEntry.id).where(SearchEntry.kind == "translation"))) is None

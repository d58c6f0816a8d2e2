"""Translations in an edition stand below the original, with their mark, in the right language and direction, and nowhere else."""

import io

import pikepdf
import pytest

import portal.editions.drawing  # noqa: F401
from portal.contributions.models import Contribution, ContributionState
from portal.editions import mirror
from portal.editions.book import book
from portal.editions.edition import open_to_all, reader
from portal.editions.folder import LARGEST
from portal.editions.folder import folder as offline
from portal.editions.plain import plain
from portal.editions.printing import pdfs
from portal.summaries.models import Point
from portal.translations.models import Kind
from tests.editions.papers import faults
from tests.editions.test_books import copy_of, drawn, opened
from tests.editions.test_mirror import export
from tests.editions.towns import town

ARABIC = "نحتاج إلى مزيد من الظل."
SPANISH = "Necesitamos más *sombra*."


@pytest.fixture
def park(make, now):
    made = town(make, tags=("en", "ar"))
    made.spanish = make.contribution(made.question, SPANISH, language="es")
    return made


def test_words_of_people_stand_first_and_their_translation_below_them(database, make, park):
    make.translation(park.spanish, ARABIC, language="ar", engine="LibreTranslate")
    make.translation(park.spanish, "We need more shade.", checked_as="moderator", checked_on=park.spanish.day)
    page = next(words for name, words in opened(offline([copy_of(drawn(database, park.slug, "ar"))])).items() if name.endswith("ar/contributions.html"))
    assert page.index("sombra") < page.index("LibreTranslate") < page.index(ARABIC)
    assert f'<div lang="ar" dir="rtl"><p>{ARABIC}</p></div>' in page
    assert '<div lang="es" dir="ltr"><p>Necesitamos más <em>sombra</em>.</p></div>' in page
    assert "We need more shade." not in page, "a translation into another language is of no use here"
    text = plain(drawn(database, park.slug).voices)
    assert "Translated by a person, May 3, 2027. Checked: Moderator, May 3, 2027." in " ".join(text.split())
    assert ARABIC not in text


def test_points_and_answers_carry_their_translation_in_paper_and_book(database, make, park):
    [point] = park.points
    [answer] = database.read(lambda session: drawn_answers(session, park))
    with_english_alone(make, point)
    make.translation(point, "Mehr Schatten.\n\nAus Bäumen.", language="ar", kind=Kind.POINT)
    make.translation(answer, ARABIC, language="ar", kind=Kind.ANSWER, engine="LibreTranslate")
    one = drawn(database, park.slug, "ar")
    inside = opened(book(one.editions, one.title))
    summary, answers = (next(words for name, words in inside.items() if name.endswith(f"{part}.xhtml")) for part in ("summary", "responses"))
    assert summary.index("Trees.") < summary.index("Mehr Schatten.")
    assert answers.index("There is little water.") < answers.index("LibreTranslate") < answers.index(ARABIC)
    assert "Mehr Schatten." not in plain(drawn(database, park.slug).editions[-2].blocks)


def with_english_alone(make, point):
    from portal.base.languages import Texts

    def job(session):
        row = session.get_one(Point, point.id)
        row.title, row.body = Texts(en="Trees."), Texts(en="Many trees.")
        point.title, point.body = row.title, row.body

    make.database.write(job)


def drawn_answers(session, park):
    from sqlalchemy import select

    from portal.responses.models import OfficialResponse

    return list(session.scalars(select(OfficialResponse).where(OfficialResponse.consultation_id == park.id)))


@pytest.mark.parametrize("state", [ContributionState.HIDDEN, ContributionState.WITHDRAWN])
def test_words_out_of_sight_take_their_translation_out_of_every_edition(database, make, park, state):
    make.translation(park.spanish, "We need more shade.")
    database.write(lambda session: setattr(session.get_one(Contribution, park.spanish.id), "state", state))
    assert "shade." not in plain(drawn(database, park.slug).voices)


def test_a_translation_of_an_earlier_wording_is_in_no_edition(database, make, park):
    make.translation(park.spanish, "My neighbour Igor.", ground="<p>another wording</p>")
    assert "Igor" not in plain(drawn(database, park.slug).voices)


def test_translations_do_not_make_the_folder_large(database, make, park):
    from random import Random

    letters = Random(7)
    for _each in range(40):
        one = make.contribution(park.question, "".join(letters.choices("abcdefghij klmno", k=1500)), language="es")
        make.translation(one, "".join(letters.choices("abcdefghij klmno", k=3000)), language="en")
    assert len(offline([copy_of(drawn(database, park.slug, tag)) for tag in ("en", "ar")])) < LARGEST


def test_reading_them_costs_the_same_for_every_language_and_number(make, park, statements):
    from portal.editions.files import draw

    def job(session):
        consultation, read = open_to_all(session, reader(), park.slug), {}
        for tag in consultation.languages:
            draw(session, reader(), consultation, tag, read)

    make.translation(park.spanish, ARABIC, language="ar")
    one = statements(job)
    for _each in range(2):
        make.translation(make.contribution(park.question, SPANISH, language="es"), ARABIC, language="ar")
    assert statements(job) == one


def test_the_paper_with_a_translation_is_a_pdf_that_everybody_can_read(database, make, park):
    [answer] = database.read(lambda session: drawn_answers(session, park))
    make.translation(answer, ARABIC, language="ar", kind=Kind.ANSWER)
    one = next(some for some in drawn(database, park.slug, "ar").editions if some.name == "responses")
    [data] = pdfs([one])
    assert faults(data, language="ar", title=one.title) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) >= 1


def test_the_copy_for_other_machines_holds_the_pages_with_translations(database, make, park, folder, portal):
    make.translation(park.spanish, "We need more shade.")
    export(database, park.slug, folder / "copy")
    here = folder / "copy" / "en" / "consultations" / park.slug / "contributions" / str(park.spanish.number)
    assert "We need more shade." not in (here / "index.html").read_text()
    page = (here / "translated.html").read_text()
    assert "We need more shade." in page and "Translated by a person" in page and "sombra" in page
    assert 'href="translated.html"' in (here / "index.html").read_text()
    assert 'href="index.html"' in page
    assert mirror.SUMS in {path.name for path in (folder / "copy").iterdir()}


def test_a_form_on_paper_is_one_sheet_of_two_sides(database, make, now):
    [form] = drawn(database, make.question().consultation.slug).slips
    with pikepdf.open(io.BytesIO(pdfs([form])[0])) as pdf:
        assert len(pdf.pages) <= 2

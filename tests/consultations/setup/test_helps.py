"""Setting up what makes a consultation easier to read: words explained, easy-read lines with pictures, the path for young people."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from portal.base.access import SYSTEM, Role
from portal.base.languages import Texts
from portal.consultations import commands
from portal.consultations.models import Consultation, ConsultationState, EasyIdea, Question, Term
from tests.visitor import words

DAY = timedelta(days=1)


def drawing(width=20, height=10, **more):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#4f9d4a").save(out, "PNG", **more)
    return out.getvalue()


@pytest.fixture
def draft(make, now):
    return make.consultation(state=ConsultationState.DRAFT, opens=60 * DAY, closes=160 * DAY, announced_at=now, slug="park")


@pytest.fixture
def organiser(make, visitor, draft):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, draft)]))
    return visitor


def all_of(database, table):
    return database.read(lambda session: list(session.scalars(select(table).order_by(table.id))))


def add_line(visitor, picture=("tree.png", None), **typed):
    form = next(form for form in visitor.get("/en/staff/park/setup/easy/new").forms() if any(name == "words-en" for name, _value in form.fields))
    given = {**dict(form.fields), "step": "save", "words-en": "There are trees.", "words-ar": "توجد أشجار.", "alt-en": "A tree", "alt-ar": "شجرة", **typed}
    files = [("picture", picture[0], picture[1] or drawing())] if picture else []
    return visitor.post("/en/staff/park/setup/easy/new", given, attached=files)


@pytest.mark.parametrize("page", ["glossary", "glossary/new", "easy", "easy/new", "young", "basics"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_there(organiser, language, page):
    organiser.get(f"/{language}/staff/park/setup/{page}")


@pytest.mark.parametrize("page", ["glossary", "easy", "young"])
def test_others_find_nothing(make, visitor, draft, page):
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, draft)]))
    visitor.get(f"/en/staff/park/setup/{page}", status=404)


def test_a_word_is_explained_moved_and_deleted(organiser, database):
    for term in ("shade", "council"):
        organiser.get("/en/staff/park/setup/glossary/new")
        organiser.press("Save", **{"term-en": term, "meaning-en": "Words."})
    organiser.press("Move word 2 up")
    assert {one.number: one.term["en"] for one in all_of(database, Term)} == {1: "council", 2: "shade"}
    organiser.get("/en/staff/park/setup/glossary")
    organiser.follow("Delete word 1")
    organiser.press("Delete word 1")
    assert [(one.number, one.term["en"]) for one in all_of(database, Term)] == [(1, "shade")]


def test_a_line_comes_with_a_picture_that_has_lost_what_a_camera_tells(organiser, database):
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ana"
    page = add_line(organiser, ("tree.png", drawing(1600, 800, exif=exif)))
    [made] = all_of(database, EasyIdea)
    picture = database.read(lambda session: session.scalar(select(EasyIdea.picture)))
    assert (made.number, made.width, made.height, made.media_type) == (1, 800, 400, "image/png")
    assert b"Ana" not in picture
    assert "All pictures together" in page.main or made.size < 500
    add_line(organiser)
    assert len(all_of(database, EasyIdea)) == 1


@pytest.mark.parametrize(
    ("picture", "typed", "sentence"),
    [
        (None, {}, "Choose a picture."),
        (("tree.png", b"%PDF-1.4 no"), {}, ""),
        (("notes.txt", b"Words and nothing else."), {}, "This is no picture."),
        (("tree.png", None), {"alt-en": ""}, "Write this text."),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_is_kept(organiser, database, picture, typed, sentence):
    form = next(form for form in organiser.get("/en/staff/park/setup/easy/new").forms() if any(name == "words-en" for name, _value in form.fields))
    given = {**dict(form.fields), "step": "save", "words-en": "There are trees.", "alt-en": "A tree", **typed}
    files = [("picture", picture[0], picture[1] or drawing())] if picture else []
    page = organiser.post("/en/staff/park/setup/easy/new", given, attached=files, status=422)
    assert "There are trees." in page.text
    assert sentence in page.text
    assert all_of(database, EasyIdea) == []


def test_the_path_for_young_people_is_opened_with_its_words(organiser, database, make, draft):
    make.question(draft, number=1)
    organiser.get("/en/staff/park/setup/young")
    page = organiser.press("Save and go to the list", for_young="yes", **{"young-en": "Tell us what you like.", "question-1-young-en": "Which trees?"})
    assert "Saved: Young people." in words(page.tree)
    [one] = all_of(database, Consultation)
    assert (one.for_young, one.young, all_of(database, Question)[0].young) == (True, {"en": "Tell us what you like."}, {"en": "Which trees?"})


def test_the_level_of_the_short_summary_is_told_in_each_language(organiser, database, draft):
    database.write(lambda session: setattr(session.get(Consultation, draft.id), "plain", Texts(en="We ask what you want.", ar="نسأل ماذا تريد.")))
    page = organiser.get("/en/staff/park/setup/basics")
    assert "In short (English): 5 words." in page.main
    assert "School grade (Flesch-Kincaid): " in page.main
    assert "There is no tested measure for this language." in page.main


def test_a_public_consultation_still_gets_words_and_lines_that_are_whole(database, make):
    from portal.base.cleaning import Cleaned, Kind
    from portal.base.errors import Refused

    one = make.consultation()
    both, half = Texts(en="Words.", ar="كلمات."), Texts(en="Words.")
    with pytest.raises(Refused):
        database.write(lambda session: commands.add_term(session, SYSTEM, session.merge(one), term=half, meaning=both))
    database.write(lambda session: commands.add_term(session, SYSTEM, session.merge(one), term=both, meaning=both))
    picture = Cleaned(Kind.PNG, drawing())
    database.write(lambda session: commands.add_idea(session, SYSTEM, session.merge(one), words=both, alt=both, picture=picture))
    assert [len(all_of(database, table)) for table in (Term, EasyIdea)] == [1, 1]


def test_a_copy_takes_all_of_it_along(database, make, draft):
    make.term(draft)
    make.idea(draft)
    database.write(lambda session: setattr(session.get(Consultation, draft.id), "for_young", True))
    copied = database.write(lambda session: commands.copy(session, SYSTEM, session.get(Consultation, draft.id), slug="next", title=Texts(en="Next")))
    assert copied.for_young
    assert [len(all_of(database, table)) for table in (Term, EasyIdea)] == [2, 2]

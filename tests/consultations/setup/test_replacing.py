"""What is no text is corrected after publication, too: topics, part of the world, pictures. In the open, with a public note."""

import pytest
from sqlalchemy import select

from portal.base.access import SYSTEM, Role
from portal.base.cleaning import clean
from portal.base.errors import NotAllowed, Refused, WrongMoment
from portal.base.languages import Texts
from portal.consultations import commands, corrections
from portal.consultations.models import Consultation, ConsultationState, EasyIdea
from tests.consultations.setup.test_helps import drawing
from tests.visitor import HTML, Visitor, words

pytestmark = pytest.mark.usefixtures("now")
NOTE = Texts(en="It was wrong.", ar="كان خطأ.")
TYPED = {"note-en": NOTE["en"], "note-ar": NOTE["ar"]}


@pytest.fixture
def park(make):
    return make.consultation(topics=["environment"], region="oceania")


@pytest.fixture
def organiser(make, visitor, park):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, park)]))
    return visitor


def all_of(database, park):
    return database.read(lambda session: [(one.part, one.before, one.after) for one in corrections.of(session, SYSTEM, session.get(Consultation, park.id))])


def test_topics_and_part_of_the_world_are_corrected_on_a_page_and_everybody_reads_it(organiser, portal, database, park):
    organiser.get(f"/en/staff/{park.slug}/corrections")
    form = organiser.follow("What is it about?")
    for _click in range(2):
        organiser.page = form
        assert "The text is corrected." in organiser.press("Publish the correction", topics="health", region="", **TYPED).main
    assert all_of(database, park) == [("region", {"zxx": "oceania"}, {"zxx": ""}), ("topics", {"zxx": "environment"}, {"zxx": "health"})]
    reader = Visitor(portal)
    page = reader.get(f"/en/consultations/{park.slug}/corrections")
    assert [words(one) for one in page.tree.iter(f"{HTML}ins")] == ["[new: Worldwide]", "[new: Health]"]
    assert "Corrected: What is it about?." in reader.get(f"/en/consultations/{park.slug}").main
    assert [park.slug in reader.get(f"/en/feed.atom?topic={topic}").text for topic in ("environment", "health")] == [False, True]
    reader.leave()


def test_a_second_editor_of_the_place_is_told(organiser, database, park):
    form = organiser.get(f"/en/staff/{park.slug}/corrections/place")
    organiser.press("Publish the correction", topics="health", region="oceania", **TYPED)
    organiser.page = form
    page = organiser.press("Publish the correction", status=409, topics="culture", region="oceania", **TYPED)
    assert "Somebody else has changed this meanwhile" in page.main
    assert [part for part, _before, _after in all_of(database, park)] == ["topics"]


@pytest.mark.parametrize(
    ("topics", "region", "note", "sentence"),
    [
        (["environment"], "oceania", NOTE, "Nothing would change"),
        (["health"], "atlantis", NOTE, "Choose one of the answers"),
        (["health"], "", Texts(en="Only English."), "The reason is missing in: Arabic"),
    ],
)
def test_what_is_no_correction_of_the_place_is_refused(database, make, park, topics, region, note, sentence):
    actor = make.actor(Role.ORGANISER, park)
    with pytest.raises(Refused, match=sentence):
        database.write(lambda session: commands.correct_place(session, actor, session.get(Consultation, park.id), topics, region, note))
    assert all_of(database, park) == []


def replace(visitor, park, picture, *, status=200, **typed):
    form = next(form for form in visitor.get(f"/en/staff/{park.slug}/corrections/picture?number=1").forms() if any(name == "note-en" for name, _value in form.fields))
    given = {**dict(form.fields), "alt-en": "A bench", "alt-ar": "مقعد", **TYPED, **typed}
    return visitor.post(f"/en/staff/{park.slug}/corrections/picture", given, attached=[("picture", "new.png", picture)] if picture else [], status=status)


def test_a_picture_is_replaced_with_its_words_and_the_old_one_is_gone(organiser, portal, database, make, park):
    before = make.idea(park)
    new = drawing(60, 30)
    assert "The text is corrected." in replace(organiser, park, new).main
    [made] = database.read(lambda session: session.scalars(select(EasyIdea)).all())
    assert (made.digest != before.digest, made.width, made.alt) == (True, 60, {"en": "A bench", "ar": "مقعد"})
    assert all_of(database, park) == [("idea 1 picture", before.alt, made.alt)]
    reader = Visitor(portal)
    picture = next(one for one in reader.get(f"/en/consultations/{park.slug}/easy").tree.iter(f"{HTML}img"))
    assert (picture.get("alt"), made.digest in picture.get("src")) == ("A bench", True)
    assert "Easy to read 1: the picture" in reader.get(f"/en/consultations/{park.slug}/corrections").main
    reader.leave()


def test_without_a_picture_or_a_note_nothing_changes_and_the_words_stay(organiser, database, make, park):
    make.idea(park)
    page = replace(organiser, park, None, status=422)
    assert ("Choose a picture." in page.main, "A bench" in page.text) == (True, True)
    replace(organiser, park, drawing(60, 30), status=422, **{"note-ar": ""})
    assert all_of(database, park) == []


def test_a_picture_is_the_organisers_and_of_this_consultation_alone(database, make, park):
    idea, draft = make.idea(park), make.consultation(state=ConsultationState.DRAFT)
    kept, picture = make.idea(draft), clean("new.png", drawing(60, 30))

    def replaced(actor, place, line):
        return lambda session: commands.correct_picture(session, actor, session.get(Consultation, place.id), session.get(EasyIdea, line.id), picture, NOTE, NOTE)

    with pytest.raises(NotAllowed):
        database.write(replaced(make.actor(Role.MODERATOR, park), park, idea))
    with pytest.raises(WrongMoment):
        database.write(replaced(make.actor(Role.ORGANISER, draft), draft, kept))

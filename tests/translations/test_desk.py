"""The desk of translators, the pages of moderators with a translation beside the original, and the author's own page."""

import pytest
from sqlalchemy import select

from portal.base.access import Role
from portal.contributions.models import Contribution, ContributionState
from portal.translations.models import Errand, Translation
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def desk(make, question, visitor):
    make.sign_in(visitor, make.staff("Tara", roles=[(Role.TRANSLATOR, question.consultation)]))
    return f"/en/staff/{question.consultation.slug}/translations"


@pytest.fixture
def second(make, question, portal):
    visitor = Visitor(portal)
    make.sign_in(visitor, make.staff("Mo", roles=[(Role.MODERATOR, question.consultation)]))
    yield visitor
    visitor.leave()


def all_of(database, table=Translation):
    return database.read(lambda session: list(session.scalars(select(table))))


def test_a_text_goes_from_waiting_to_checked(visitor, second, desk, spanish, database):
    visitor.get(desk)
    visitor.follow(f"No. {spanish.number}")
    page = visitor.press("Save the translation", text="We need shade.")
    assert "The translation is public now. Somebody else checks it." in page.main
    assert "I have checked it against the original" not in page.main
    visitor.follow("Translations")
    assert "Nothing waits for a translation into this language." in visitor.page.main
    second.get(desk)
    second.follow(f"No. {spanish.number}")
    page = second.press("I have checked it against the original")
    assert "Checked: Moderator, May 3, 2027." in page.main
    assert "Every translation is checked." in second.get(desk).main


def test_an_empty_translation_is_a_fault_and_nothing_is_lost(visitor, desk, spanish, database):
    visitor.get(f"{desk}/contribution/{spanish.id}")
    assert visitor.press("Save the translation", text="", status=422).faults == ["Write the translation before you save it."]
    assert all_of(database) == []


def test_two_translators_see_each_others_words(visitor, second, desk, spanish, database):
    visitor.get(f"{desk}/contribution/{spanish.id}?language=en")
    second.get(f"{desk}/contribution/{spanish.id}?language=en")
    second.press("Save the translation", text="We need shade.")
    page = visitor.press("Save the translation", text="Shade, please.", status=422)
    assert "Somebody else has changed this meanwhile" in page.main
    assert [row.text for row in all_of(database)] == ["We need shade."]
    visitor.press("Save the translation", text="Shade, please.")
    assert [row.text for row in all_of(database)] == ["Shade, please."]


def test_a_checked_button_on_an_old_page_confirms_nothing(visitor, second, desk, make, spanish, database):
    make.translation(spanish, "We needs shadow.", engine="LibreTranslate")
    visitor.get(f"{desk}/contribution/{spanish.id}?language=en")
    second.get(f"{desk}/contribution/{spanish.id}?language=en")
    second.press("Save the translation", text="We need shade.")
    visitor.press("I have checked it against the original", status=400)
    assert all_of(database)[0].checked_on is None


def test_a_translation_can_be_taken_away(visitor, desk, make, spanish, database):
    make.translation(spanish, "Nonsense.")
    visitor.get(f"{desk}/contribution/{spanish.id}?language=en")
    visitor.press("Take this translation away")
    assert all_of(database) == []


@pytest.mark.parametrize("path", ["", "/contribution/1", "/nonsense/1", "/point/99999999999999999999999"])
def test_nobody_else_finds_the_desk(visitor, make, question, desk, path):
    make.sign_in(visitor, make.staff("Else", roles=[(Role.RESPONDER, question.consultation)]))
    visitor.get(desk + path, status=404)


def test_a_translator_does_not_read_what_waits(visitor, desk, make, question):
    waiting = make.contribution(question, "Todavía no.", language="es", state=ContributionState.RECEIVED)
    assert "Todavía" not in visitor.get(desk).text
    visitor.get(f"{desk}/contribution/{waiting.id}", status=404)
    visitor.get(f"/en/staff/{question.consultation.slug}/queue", status=404)


def test_without_a_machine_there_is_no_button_for_it(visitor, desk, spanish, database):
    page = visitor.get(desk)
    assert "No translating machine is set up here." in page.main
    assert "Have the machine" not in visitor.get(f"{desk}/contribution/{spanish.id}").text
    visitor.post(f"{desk}/machine", {"token": visitor.page.forms()[0].fields[0][1], "deed": "asked"}, status=422)
    assert all_of(database, Errand) == []


def test_the_machine_is_asked_for_one_text_and_for_all(visitor, desk, machine, make, question, spanish, arabic, database):
    quiet = make.contribution(question, "Sin máquina, por favor.", language="es", no_machine=True)
    visitor.get(f"{desk}/contribution/{spanish.id}?language=en")
    assert "The machine is asked." in visitor.press("Have the machine translate it").main
    assert "Its author does not want a machine to translate it." in visitor.get(f"{desk}/contribution/{quiet.id}?language=en").main
    visitor.get(f"{desk}?language=en")
    visitor.press("Have the machine translate all that waits into English")
    assert "2 texts wait for the machine." in visitor.page.main
    assert {row.contribution_id for row in all_of(database, Errand)} == {spanish.id, arabic.id}
    visitor.press("Do not ask the machine any more")
    assert all_of(database, Errand) == []
    assert machine.connections == 0


def test_moderators_have_the_original_first_and_the_translation_with_its_mark_beside_it(second, desk, make, spanish, question):
    make.translation(spanish, "We need more shade.", engine="LibreTranslate")
    for address in (f"/en/staff/{question.consultation.slug}/queue/{spanish.id}", f"/en/staff/{question.consultation.slug}/queue/{spanish.id}/restrict"):
        page = second.get(address)
        assert page.main.index("Necesitamos") < page.main.index("The original counts. Decide on the original.") < page.main.index("We need more shade.")
        assert "Translated by a machine (LibreTranslate)" in page.main


def test_a_passage_of_the_translation_is_no_passage(second, make, spanish, question):
    make.policy()
    make.translation(spanish, "We need more shade.")
    second.get(f"/en/staff/{question.consultation.slug}/queue/{spanish.id}/restrict")
    chosen = {"action": "redact", "facts": "It names somebody who was never asked."}
    rule = next(value for form in second.page.forms() for name, value in form.fields if name == "rule")
    page = second.press("Decide and open the next one", rule=rule or "1", passage="more shade", status=422, **chosen)
    assert page.faults != []
    state = make.database.read(lambda session: session.get_one(Contribution, spanish.id).state)
    assert state is ContributionState.PUBLISHED


def test_the_workspace_of_the_summary_has_both(second, make, spanish, question):
    make.summary(question.consultation)
    make.translation(spanish, "We need more shade.")
    page = second.get(f"/en/staff/{question.consultation.slug}/summary")
    assert page.main.index("Necesitamos") < page.main.index("Translated by a person") < page.main.index("We need more shade.")


def test_a_moderator_corrects_the_language(second, make, question, database):
    wrong = make.contribution(question, "Necesitamos mucha más sombra en el parque para los niños.", language="en", state=ContributionState.RECEIVED)
    second.get(f"/en/staff/{question.consultation.slug}/queue/{wrong.id}")
    assert "This looks like Spanish. Is it?" in second.follow("Correct the language").main
    assert "The language is kept." in second.press("Save", text_language="es").main
    assert database.read(lambda session: session.get_one(Contribution, wrong.id).language) == "es"


def test_an_author_corrects_language_and_says_no_to_machines(visitor, make, spanish, database):
    make.translation(spanish, "We need more shade.", engine="LibreTranslate")
    visitor.get("/en/track")
    visitor.press("Show what became of it", code=spanish.receipt.code)
    visitor.press(f"Language and translation (No. {spanish.number})")
    page = visitor.press("Save", text_language="ca", no_machine="yes")
    assert page.h1 == "It is kept"
    row = database.read(lambda session: session.get_one(Contribution, spanish.id))
    assert (row.language, row.no_machine, all_of(database)) == ("ca", True, [])
    visitor.press("Back to your page")
    assert "Catalan" in visitor.press(f"Language and translation (No. {spanish.number})").text


def test_the_form_asks_back_when_another_language_seems_right(visitor, question, database):
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
    page = visitor.press("Continue", text="Necesitamos mucha más sombra en el parque para los niños.", no_machine="yes")
    assert "This looks like Spanish. Is it?" in page.main
    page = visitor.press("Yes, it is Spanish")
    assert (page.h1, "This looks like" in page.main, "Do not have my words translated by a machine" in page.main) == ("Check your answer", False, True)
    visitor.press("Send my answer")
    [row] = all_of(database, Contribution)
    assert (row.language, row.no_machine) == ("es", True)


def test_the_form_never_changes_the_language_by_itself(visitor, question, database):
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
    visitor.press("Continue", text="Necesitamos mucha más sombra en el parque para los niños.")
    visitor.press("Send my answer")
    [row] = all_of(database, Contribution)
    assert (row.language, row.no_machine) == ("en", False)


def test_people_are_told_where_their_words_go_while_a_machine_is_set_up(visitor, make, question, settings):
    told = "They then go to a service that this portal's operator runs."
    pages = [f"/en/consultations/{question.consultation.slug}", f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write"]
    assert [told in visitor.get(page).main for page in pages] == [False, False]


def test_and_with_a_machine_they_are(visitor, machine, question):
    told = "They then go to a service that this portal's operator runs."
    pages = [f"/en/consultations/{question.consultation.slug}", f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write"]
    assert [told in visitor.get(page).main for page in pages] == [True, True]
    assert machine.connections == 0

"""Translating, checking, withdrawing, and who may do it."""

import pytest
from sqlalchemy import select

from portal.base.access import Actor, Role
from portal.base.access import Kind as Who
from portal.base.errors import NotAllowed, NotFound, Refused, WrongMoment
from portal.contributions import commands as contributions
from portal.contributions import queries as contribution_queries
from portal.contributions.models import Contribution, ContributionState
from portal.journal.models import Entry
from portal.translations import commands, queries
from portal.translations.models import Errand, Kind, Origin, Translation

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def translator(make, question):
    return make.actor(Role.TRANSLATOR, question.consultation, name="Tara")


@pytest.fixture
def moderator(make, question):
    return make.actor(Role.MODERATOR, question.consultation, name="Mo")


def words_of(session, actor, contribution):
    return queries.one(session, actor, contribution.consultation_id, Kind.CONTRIBUTION, contribution.id)


def write(database, actor, contribution, text="We need shade.", language="en"):
    return database.write(lambda session: commands.write(session, actor, words_of(session, actor, contribution), language, text))


def check(database, actor, contribution):
    def job(session):
        words = words_of(session, actor, contribution)
        commands.check(session, actor, queries.of_words(session, actor, words, "en"), words)

    database.write(job)


def all_of(database, table=Translation):
    return database.read(lambda session: list(session.scalars(select(table))))


def holder(contribution):
    return Actor(kind=Who.RECEIPT, receipt_id=contribution.receipt_id)


def test_a_translator_writes_and_somebody_else_checks(database, translator, moderator, spanish):
    write(database, translator, spanish)
    [row] = all_of(database)
    assert (row.origin, row.engine, row.by_id, row.checked_on, row.html) == (Origin.PERSON, "", translator.staff_id, None, "<p>We need shade.</p>")
    with pytest.raises(Refused):
        check(database, translator, spanish)
    check(database, moderator, spanish)
    [row] = all_of(database)
    assert (row.checked_by_id, row.checked_as) == (moderator.staff_id, "moderator")
    deeds = database.read(lambda session: list(session.scalars(select(Entry.deed).where(Entry.thing == "translations"))))
    assert sorted(deeds) == ["check translation", "translate"]


def test_a_correction_takes_the_check_away_and_whoever_corrected_does_not_check(database, make, translator, moderator, spanish):
    make.translation(spanish, "We needs shadow.", engine="LibreTranslate")
    check(database, translator, spanish)
    write(database, moderator, spanish)
    [row] = all_of(database)
    assert (row.origin, row.engine, row.checked_on, row.by_id) == (Origin.PERSON, "LibreTranslate", None, moderator.staff_id)
    with pytest.raises(Refused):
        check(database, moderator, spanish)


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.RESPONDER, Role.HELPER, Role.REVIEWER, Role.EVALUATOR])
def test_nobody_else_translates(database, make, question, spanish, translator, role):
    other = make.actor(role, question.consultation)
    with pytest.raises(NotFound):
        database.read(lambda session: words_of(session, other, spanish))
    with pytest.raises(NotAllowed):
        database.write(lambda session: commands.write(session, other, words_of(session, translator, spanish), "en", "x"))


def test_translators_of_another_consultation_have_no_business_here(database, make, spanish):
    other = make.actor(Role.TRANSLATOR, make.consultation("Another"))
    with pytest.raises(NotFound):
        database.read(lambda session: words_of(session, other, spanish))


@pytest.mark.parametrize("state", [state for state in ContributionState if state not in (ContributionState.PUBLISHED, ContributionState.REDACTED)])
def test_only_what_everybody_can_read_is_translated(database, make, question, translator, state):
    hidden = make.contribution(question, "Secreto", language="es", state=state)
    with pytest.raises(NotFound):
        database.read(lambda session: words_of(session, translator, hidden))
    found, _further = database.read(lambda session: queries.waiting(session, translator, question.consultation_id, Kind.CONTRIBUTION, "en"))
    assert found == []


def test_words_are_not_translated_into_their_own_language(database, translator, spanish):
    with pytest.raises(Refused):
        write(database, translator, spanish, language="es")


def test_empty_words_are_no_translation(database, translator, spanish):
    with pytest.raises(Refused):
        write(database, translator, spanish, text=" \n ")


def test_a_passage_left_out_takes_every_translation_along(database, make, moderator, spanish):
    make.translation(spanish, "It names my neighbour.")
    make.errand(spanish, language="fr")

    def redact(session):
        words = contribution_queries.for_staff(session, moderator, spanish.id)
        contributions.publish_redacted(session, moderator, words, "Necesitamos […].", "privacy", "It names somebody.")

    database.write(redact)
    assert (all_of(database), all_of(database, Errand)) == ([], [])


def test_words_taken_back_take_every_translation_along(database, make, spanish):
    make.translation(spanish, "We need shade.")
    make.translation(spanish, "Nous voulons", language="fr", engine="LibreTranslate")
    database.write(lambda session: contributions.withdraw(session, holder(spanish), contribution_queries.of_holder(session, holder(spanish), spanish.id)))
    assert all_of(database) == []


def test_hidden_words_keep_their_translation_out_of_sight_until_they_are_back(database, make, moderator, spanish, question, visitor):
    make.translation(spanish, "We need shade.")
    address = f"/en/consultations/{question.consultation.slug}/contributions/{spanish.number}?translated=yes"
    database.write(lambda session: contributions.hide(session, moderator, contribution_queries.for_staff(session, moderator, spanish.id), "privacy", "x"))
    assert "We need shade." not in visitor.get(address).text
    database.write(lambda session: contributions.restore(session, moderator, contribution_queries.for_staff(session, moderator, spanish.id), "x"))
    assert "We need shade." in visitor.get(address).text


def test_a_checker_never_confirms_an_earlier_wording(database, make, moderator, spanish):
    make.translation(spanish, ground="earlier")
    with pytest.raises(WrongMoment):
        check(database, moderator, spanish)


def test_an_author_corrects_the_language_at_any_time(database, make, spanish):
    make.translation(spanish, "shade", language="gl")
    make.translation(spanish, "shade", language="en")
    make.translation(spanish, "ombre", language="fr", engine="LibreTranslate")
    database.write(lambda session: contributions.correct_language(session, holder(spanish), contribution_queries.of_holder(session, holder(spanish), spanish.id), "gl"))
    assert database.read(lambda session: session.get_one(Contribution, spanish.id).language) == "gl"
    assert [(row.language, row.engine) for row in all_of(database)] == [("en", "")]


def test_a_moderator_corrects_the_language_and_the_record_tells_it(database, moderator, spanish):
    database.write(lambda session: contributions.correct_language_for(session, moderator, contribution_queries.for_staff(session, moderator, spanish.id), "ca"))
    [entry] = database.read(lambda session: list(session.scalars(select(Entry).where(Entry.deed == "correct language"))))
    assert (entry.old_state, entry.new_state, entry.staff_id) == ("es", "ca", moderator.staff_id)


def test_a_language_is_one_of_the_list(database, spanish):
    with pytest.raises(Refused):
        database.write(lambda session: contributions.correct_language(session, holder(spanish), contribution_queries.of_holder(session, holder(spanish), spanish.id), "<b>"))


def test_nobody_corrects_the_language_of_other_peoples_words(database, make, spanish, arabic):
    with pytest.raises(NotAllowed):
        database.write(lambda session: contributions.correct_language(session, holder(arabic), session.get_one(Contribution, spanish.id), "ca"))


def test_a_no_to_machines_erases_what_they_made(database, make, spanish):
    make.translation(spanish, "shade", language="en", engine="LibreTranslate")
    make.translation(spanish, "ombre", language="fr")
    make.errand(spanish, language="ru")
    database.write(lambda session: contributions.let_machine(session, holder(spanish), contribution_queries.of_holder(session, holder(spanish), spanish.id), may=False))
    assert [row.language for row in all_of(database)] == ["fr"]
    assert all_of(database, Errand) == []


def test_what_waits_is_told_oldest_first_by_language_with_a_constant_number_of_statements(database, make, question, translator, spanish, statements):
    def wait(session):
        return queries.waiting(session, translator, question.consultation_id, Kind.CONTRIBUTION, "en")

    one = statements(wait)
    for number in range(30):
        make.contribution(question, f"Número {number}", language="es")
    make.translation(make.contribution(question, "Hecho", language="es"))
    make.contribution(question, "English", language="en")
    assert statements(wait) == one
    found, further = database.read(wait)
    rest, end = database.read(lambda session: queries.waiting(session, translator, question.consultation_id, Kind.CONTRIBUTION, "en", further))
    assert (len(found), len({words.thing_id for words in [*found, *rest]}), end) == (25, 31, None)

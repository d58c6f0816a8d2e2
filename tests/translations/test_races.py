"""Two people at the same moment: no translation outlives its words, and no mark of a check falls on another text."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.base.access import Actor, Role
from portal.base.access import Kind as Who
from portal.base.errors import WrongMoment
from portal.contributions import commands as contributions
from portal.contributions.models import Contribution
from portal.translations import commands, queries
from portal.translations.models import Kind, Translation
from tests.beside import beside

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def translator(make, question):
    return make.actor(Role.TRANSLATOR, question.consultation, name="Tara")


@pytest.fixture
def moderator(make, question):
    return make.actor(Role.MODERATOR, question.consultation, name="Mo")


def words_of(session, actor, contribution):
    return queries.one(session, actor, contribution.consultation_id, Kind.CONTRIBUTION, contribution.id)


def withdrawn(session, contribution):
    actor = Actor(kind=Who.RECEIPT, receipt_id=contribution.receipt_id)
    loaded = [joinedload(Contribution.consultation), joinedload(Contribution.question)]
    contributions.withdraw(session, actor, session.get(Contribution, contribution.id, options=loaded))


def left(database):
    return database.read(lambda session: [(row.text, row.checked_on is not None) for row in session.scalars(select(Translation))])


def written(actor, contribution, text):
    return lambda session: commands.write(session, actor, words_of(session, actor, contribution), "en", text)


def test_words_that_are_withdrawn_while_somebody_translates_take_the_translation_along(database, translator, spanish):
    def write(session, wait):
        written(translator, spanish, "Shade.")(session)
        wait()

    assert (beside(database, write, lambda session: withdrawn(session, spanish)), left(database)) == ([], [])


def test_nothing_is_translated_that_was_withdrawn_meanwhile(database, translator, spanish):
    words = database.read(lambda session: words_of(session, translator, spanish))

    def withdraw(session, wait):
        withdrawn(session, spanish)
        wait()

    faults = beside(database, withdraw, lambda session: commands.write(session, translator, words, "en", "Shade."))
    assert (faults, left(database)) == ([WrongMoment], [])


@pytest.mark.parametrize("early", [True, False])
def test_a_mark_of_a_check_falls_on_no_other_text(database, translator, moderator, spanish, early):
    """Changed before the check was written down, or after."""
    database.write(written(translator, spanish, "Shade."))

    def check(session, wait):
        words = words_of(session, moderator, spanish)
        seen = queries.of_words(session, moderator, words, "en")
        wait() if early else None
        commands.check(session, moderator, seen, words)
        wait() if not early else None

    beside(database, check, written(translator, spanish, "More shade."))
    assert left(database) == [("More shade.", False)]

"""The index follows the tables: after every deed it says what is public, and of what is gone it keeps nothing."""

import random

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from portal.base.access import SYSTEM, Actor, Kind
from portal.base.database import wipe_traces
from portal.base.languages import Texts
from portal.base.text import to_html
from portal.consultations.models import Consultation, ConsultationState, Question
from portal.contributions import commands, queries
from portal.contributions.models import Contribution, ContributionState
from portal.exchange import commands as exchange
from portal.responses.models import OfficialResponse, Update
from portal.search import indexing, sources
from portal.search import queries as searching
from portal.search.models import SearchEntry, SearchWord
from portal.summaries.models import Point, Summary, SummaryState
from portal.translations.models import COLUMNS, Translation
from portal.translations.models import Kind as TranslationKind
from tests.exchange.files import zipped

WORDS = "ferry harbour école enfants решение дорога مدرسة المياه 公园 民主 camión decisiones 2027".split()


def some_words(dice):
    return " ".join(dice.choices(WORDS, k=dice.randint(3, 12))) + "."


def count(database, table=SearchWord):
    return database.read(lambda session: session.scalar(select(func.count()).select_from(table)))


class Journey:
    """Whatever can happen to what the search finds, one random deed after the other."""

    def __init__(self, database, make, seed):
        self.database, self.make, self.dice = database, make, random.Random(seed)
        self.consultation = make.answerable(points=2)
        self.questions = [make.question(self.consultation), make.question(self.consultation)]
        self.words = [make.contribution(self.dice.choice(self.questions), some_words(self.dice), state=ContributionState.RECEIVED) for _each in range(6)]

    def step(self):
        deed = self.dice.choice(
            [self.decide, self.decide, self.decide, self.write, self.change_text, self.answer, self.news, self.summary, self.question, self.whole, self.translate, self.translate]
        )
        deed()
        return deed.__name__

    def decide(self):
        """One of the decisions that are open for some words, carried out by the very command."""
        chosen = self.dice.choice(self.words)

        def job(session):
            words = queries.for_staff(session, SYSTEM, chosen.id)
            state = words.state
            if state in (ContributionState.WITHDRAWN, ContributionState.ERASED):
                return
            if state in (ContributionState.RECEIVED, ContributionState.HELD):
                self.dice.choice([
                    lambda: commands.publish(session, SYSTEM, words),
                    lambda: commands.publish_redacted(session, SYSTEM, words, "What is left: ferry.", "hate", "why"),
                    lambda: commands.decline(session, SYSTEM, words, "why"),
                    lambda: commands.edit(session, Actor(kind=Kind.RECEIPT, receipt_id=words.receipt_id), words, some_words(self.dice)),
                    lambda: commands.move(session, SYSTEM, words, self._other(session, words), "why"),
                ])()  # fmt: skip
            elif state in (ContributionState.PUBLISHED, ContributionState.REDACTED):
                self.dice.choice([
                    lambda: commands.hide(session, SYSTEM, words, "hate", "why"),
                    lambda: commands.move(session, SYSTEM, words, self._other(session, words), "why"),
                    lambda: commands.take_out(session, SYSTEM, words),
                ])()  # fmt: skip
            elif state is ContributionState.HIDDEN:
                commands.restore(session, SYSTEM, words, "why")
            else:
                commands.erase(session, SYSTEM, words)

        self.database.write(job)

    def _other(self, session, words):
        return session.get_one(Question, next(one.id for one in self.questions if one.id != words.question_id))

    def write(self):
        language = self.dice.choice(["en", "fr", "ru", "zh", "und"])
        made = self.make.contribution(self.dice.choice(self.questions), some_words(self.dice), state=ContributionState.RECEIVED, language=language)
        self.words.append(made)
        if self.dice.random() < 0.5:
            self.database.write(lambda session: commands.publish(session, SYSTEM, queries.for_staff(session, SYSTEM, made.id)))

    def change_text(self):
        def job(session):
            words = session.get_one(Contribution, self.dice.choice(self.words).id)
            if words.text:
                words.text = some_words(self.dice)
                words.html = to_html(words.text)

        self.database.write(job)

    def answer(self):
        point = self.dice.choice(self.consultation.points)
        version = self.database.read(lambda session: session.scalar(select(func.max(OfficialResponse.version)).where(OfficialResponse.point_id == point.id))) or 0
        self.make.answer(point, reason=some_words(self.dice), version=version + 1)

    def translate(self):
        """A translation of words, of a point or of an answer comes, changes or goes; also in bulk, as an import writes it."""
        things = [*self.database.read(lambda session: list(session.scalars(select(Contribution).where(Contribution.id.in_([one.id for one in self.words])))))]
        answers = self.database.read(lambda session: list(session.scalars(select(OfficialResponse))))
        things += [*self.database.read(lambda session: list(session.scalars(select(Point)))), *answers]
        thing = self.dice.choice(things)
        kind = {Contribution: TranslationKind.CONTRIBUTION, Point: TranslationKind.POINT, OfficialResponse: TranslationKind.ANSWER}[type(thing)]
        of_it = getattr(Translation, COLUMNS[kind]) == thing.id
        if self.database.read(lambda session: session.scalar(select(Translation.id).where(of_it))) is None:
            self.make.translation(thing, some_words(self.dice), language="es", kind=kind)
        elif self.dice.random() < 0.5:
            self.database.write(lambda session: session.execute(update(Translation).where(of_it).values(html=to_html(some_words(self.dice)))))
        else:
            self.database.write(lambda session: session.execute(delete(Translation).where(of_it)))

    def news(self):
        promise = self.make.commitment(self.dice.choice(self.consultation.points), what=Texts(fr=some_words(self.dice)))
        self.make.news(promise, some_words(self.dice))
        self.database.write(lambda session: session.execute(update(Update).where(Update.commitment_id == promise.id).values(text=Texts(ru=some_words(self.dice)))))

    def summary(self):
        def job(session):
            summary = session.scalar(select(Summary).where(Summary.consultation_id == self.consultation.id))
            summary.state = self.dice.choice(list(SummaryState))
            session.get_one(Point, self.consultation.points[0].id).title = Texts(en=some_words(self.dice))

        self.database.write(job)

    def question(self):
        question = self.make.question(self.consultation, some_words(self.dice))
        theme = self.make.theme(self.consultation, some_words(self.dice))
        if self.dice.random() < 0.5:
            self.database.write(lambda session: session.execute(delete(Question).where(Question.id == question.id)))
            self.database.write(lambda session: session.delete(session.get_one(type(theme), theme.id)))

    def whole(self):
        def job(session):
            consultation = session.get_one(Consultation, self.consultation.id)
            consultation.state = self.dice.choice([ConsultationState.PUBLIC, ConsultationState.PUBLIC, ConsultationState.SUSPENDED])
            consultation.summary = Texts(ar=some_words(self.dice))

        self.database.write(job)


@pytest.mark.parametrize("seed", range(3))
def test_after_a_long_random_journey_the_index_is_what_is_public(database, make, fit, seed):
    journey = Journey(database, make, seed)
    for number in range(60):
        deed = journey.step()
        assert fit() == (0, 0, 0), (seed, number, deed)


def test_a_deed_that_is_undone_leaves_the_index_as_it_was(database, make, find):
    words = make.contribution(make.question(), "A tortoise.", state=ContributionState.RECEIVED)

    def job(session):
        commands.publish(session, SYSTEM, queries.for_staff(session, SYSTEM, words.id))
        raise LookupError

    with pytest.raises(LookupError):
        database.write(job)
    assert find("tortoise") == []


def test_what_comes_in_bulk_is_indexed_with_it(database, fit):
    database.write(lambda session: exchange.import_consultation(session, SYSTEM, zipped()).slug)
    assert fit() == (0, 0, 0)
    entries = database.read(lambda session: {kind: len(set(session.scalars(source.every()))) for kind, source in sources.SOURCES.items()})
    assert entries["contribution"] > 0 and entries["question"] > 0


def test_indexing_again_changes_nothing(database, make):
    make.contribution(make.question(), "A stork.")

    def again(session):
        return sum(indexing.index(session, kind, ids) for kind, ids in searching.to_do(session, SYSTEM).items() if kind != "guide")

    assert database.write(again) == 0


def test_a_counter_that_goes_up_indexes_nothing(database, make, monkeypatch):
    question = make.question()
    monkeypatch.setattr(indexing, "index", lambda *_all: pytest.fail("nothing that is found has changed"))
    database.write(lambda session: session.execute(update(Question).where(Question.id == question.id).values(published=Question.published + 1)))


def test_words_that_wait_are_in_no_index(database, make):
    question = make.question()
    before = count(database), count(database, SearchEntry)
    make.contribution(question, "A secret heron.", state=ContributionState.RECEIVED)
    assert (count(database), count(database, SearchEntry)) == before


def test_another_secret_makes_other_signs_and_the_check_says_so(database, make, settings):
    from dataclasses import replace

    from portal.base.settings import use

    make.contribution(make.question(), "A stork.")
    use(replace(settings, secret="another secret of the tests, 32 characters long"))
    try:
        assert database.read(lambda session: searching.fit(session, SYSTEM)).different > 0
    finally:
        use(settings)
    assert database.read(lambda session: searching.fit(session, SYSTEM)).different == 0


@pytest.mark.raw
def test_p14_withdrawn_words_leave_no_sign_in_any_byte(database, make, find, folder, server, engine):
    from portal.search import terms
    from tests.house.test_canary import everything

    class Silent:
        log = b""

    make.contribution(make.question(), "An ordinary sentence about ferries.")
    words = make.contribution(make.question(), "The quokkacanary laughs.")
    assert find("quokkacanary") == [("contribution", words.id)]
    plain = {b"quokkacanary"}
    with_key = {indexing.sign(term).to_bytes(8) for term in terms.terms_of("quokkacanary", "en")}
    kept = indexing.sign("en:ferri").to_bytes(8)

    def job(session):
        own = queries.for_staff(session, SYSTEM, words.id)
        commands.withdraw(session, Actor(kind=Kind.RECEIPT, receipt_id=own.receipt_id), own)

    database.write(job)
    database.write(wipe_traces)
    if engine != "sqlite":  # PostgreSQL sweeps the rows away and writes over their places later, as with the words themselves
        dead = text("SELECT sum(n_dead_tup) FROM pg_stat_user_tables WHERE relname LIKE 'search_%'")
        assert database.read(lambda session: session.execute(dead).scalar_one()) == 0
        assert (
            database.read(lambda session: session.scalar(select(SearchWord.entry_id).where(SearchWord.sign.in_({indexing.sign("en:quokkacanari"), indexing.sign("quokkacanary")}))))
            is None
        )
        return
    places = list(everything(folder, Silent, server))
    assert any(kept in content for _where, content in places), "the search would find what is there"
    assert [where for where, content in places if any(one in content for one in plain | with_key)] == []


def test_an_unknown_kind_is_forgotten(database, make):
    from datetime import date

    from portal.search import commands as rebuilding

    row = {"id": 7, "kind": "nothing", "thing_id": 1, "day": date(2027, 1, 1), "languages": " en ", "length": 0, "signs": b""}
    database.write(lambda session: session.execute(insert(SearchEntry), [row]))
    assert database.read(lambda session: searching.fit(session, SYSTEM)).surplus == 1
    assert database.write(lambda session: rebuilding.forget_unknown(session, SYSTEM)) == 1

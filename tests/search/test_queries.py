"""What is found, by whom, and in which order."""

import pytest

from portal.base.access import NOBODY, Role
from portal.base.languages import Texts
from portal.consultations.models import ConsultationState
from portal.contributions.models import ContributionState
from portal.search import queries, terms
from portal.summaries.models import SummaryState
from tests.search.known import ANSWERS, TEXTS


@pytest.fixture
def told(make):
    """The known texts, each a contribution: name -> id."""
    question = make.question(make.consultation("Zzz", summary=Texts(en="Zzz"), mandate=Texts(), influence_text=Texts(), decider=Texts()), "Zzz", body=Texts())
    return {name: make.contribution(question, text, language=language).id for name, (language, text) in TEXTS.items()}


def test_every_known_answer_is_found_first(told, find):
    missed = [(typed, name) for typed, name in ANSWERS if find(typed)[:1] != [("contribution", told[name])]]
    assert missed == []


def test_words_of_two_texts_find_neither_whole_but_some_of_both(told, find):
    found = find.results("trees camiones")
    assert found.some and {hit.thing_id for hit in found.hits} == {told["en tree"], told["es camión"]}


def test_rare_words_weigh_more_and_the_newest_stands_first(make, find, now):
    from datetime import timedelta

    question = make.question()
    old, new = (make.contribution(question, "Benches, please.", day=now.date() - timedelta(days=days)) for days in (9, 2))
    for _each in range(5):
        make.contribution(question, "Shade, please, and quiet.")
    assert find("bench") == [("contribution", new.id), ("contribution", old.id)]
    rare = make.contribution(question, "Shade for benches and a fountain.")
    assert find("benches shade fountain")[0] == ("contribution", rare.id)


def test_each_kind_is_found_and_leads_to_its_page(make, find):
    consultation = make.answerable()
    slug, [point] = consultation.slug, consultation.points
    document = make.document(consultation, "A paper on otters")
    words = make.contribution(consultation.question, "Otters live here.")
    make.answer(point, reason="Otters are protected.")
    promise = make.commitment(point, what=Texts(en="Count the otters"))
    question = make.question(consultation, "Where are otters?")
    other = make.consultation("Otter house")
    policy = make.policy_version(text="No otters in the rules.")
    found = {hit.kind: hit.shown.path for hit in find.results("otter").hits}
    assert found == {
        "contribution": f"/consultations/{slug}/contributions/{words.number}",
        "document": f"/consultations/{slug}/documents/{document.number}",
        "question": f"/consultations/{slug}/questions/{question.number}",
        "answer": f"/consultations/{slug}/responses#point-{point.number}",
        "consultation": f"/consultations/{other.slug}",
        "policy": f"/policies/{policy.kind.value}",
        "promise": f"/consultations/{slug}/commitments/{promise.number}",
    }


def test_only_some_places_are_searched_where_one_wants(make, find):
    here, there = make.consultation("Herons"), make.consultation("Other herons")
    one = make.contribution(make.question(here), "A heron stood there.")
    make.contribution(make.question(there), "Un héron.", language="fr")
    assert find("heron", consultation_id=here.id, kind="contribution") == [("contribution", one.id)]
    assert find("heron", language="fr", kind="contribution") != []
    assert {kind for kind, _own in find("heron", consultation_id=here.id)} == {"contribution", "consultation"}


def test_a_draft_summary_is_not_found_and_a_final_one_is(make, find, database):
    summary = make.summary(make.consultation())
    point = make.point(summary, "Badgers need tunnels.")
    assert find("badger") == []

    def put(session):
        session.get_one(type(summary), summary.id).state = SummaryState.CHECK_BACK

    database.write(put)
    assert find("badger") == [("point", point.id)]


def test_a_private_room_is_found_by_those_who_were_let_in_alone(make, find):
    from portal.base.access import Actor

    room = make.consultation("Secret swans", private=True)
    make.contribution(make.question(room), "A swan told me.")
    assert find("swan") == []
    assert len(find("swan", Actor(rooms=frozenset({room.id})))) == 2


def test_nothing_hidden_is_shown_although_the_index_is_behind(make, find, database):
    from sqlalchemy import update

    from portal.consultations.models import Consultation
    from portal.contributions.models import Contribution

    words = make.contribution(make.question(), "A lonely pelican.")
    assert find("pelican") == [("contribution", words.id)]
    database.write(lambda session: session.connection().execute(update(Contribution.__table__).where(Contribution.id == words.id).values(state=ContributionState.HIDDEN)))
    assert find("pelican") == []
    database.write(lambda session: session.connection().execute(update(Contribution.__table__).where(Contribution.id == words.id).values(state=ContributionState.PUBLISHED)))
    assert find("pelican") == [("contribution", words.id)]
    database.write(lambda session: session.connection().execute(update(Consultation.__table__).values(state=ConsultationState.DRAFT)))
    assert find("pelican") == []


def test_staff_do_not_find_drafts_either(make, find, database):
    draft = make.consultation("A draft about magpies", state=ConsultationState.DRAFT)
    make.question(draft, "Magpies?")
    person = make.staff(roles=[(Role.ORGANISER, draft)])
    assert find("magpie", person.actor if hasattr(person, "actor") else NOBODY) == []

    def announce(session):
        session.get_one(type(draft), draft.id).state = ConsultationState.PUBLIC

    database.write(announce)
    assert {kind for kind, _own in find("magpie")} == {"consultation", "question"}


@pytest.mark.parametrize(
    "typed", ["", "   ", "'", '"', "* OR * AND NEAR(", "-", "…!?", "\x00", "🙂", "%", "_", "'; DROP TABLE search_words; --", "((((", "ʼ", "\u200c\u200d", "\ud800"]
)
def test_what_holds_no_word_finds_nothing_and_breaks_nothing(make, find, typed):
    make.contribution(make.question(), "Drop by any time.")
    assert find.results(typed).total in (0, 1, 2)


def test_very_long_questions_are_cut(make, find):
    words = make.contribution(make.question(), "Marmots whistle.")
    asked = terms.question("marmots " * 2_000)
    assert asked.cut and len(asked.groups) == 1
    assert find("marmots " * 2_000) == [("contribution", words.id)]
    assert terms.question("民" * 10_000).cut
    assert len(terms.question(" ".join(f"word{number}" for number in range(200))).groups) == terms.MOST_GROUPS


def test_one_statement_more_for_no_number_of_results(make, statements, database):
    question = make.question()
    make.contribution(question, "A gull.")
    look = lambda session: queries.find(session, NOBODY, queries.Wish(terms.question("gull")))
    one = statements(look)
    for _each in range(2):
        make.contribution(question, "Gulls again.")
    assert statements(look) == one
    assert len(database.read(look).hits) == 3


def test_pages_follow_one_another_and_end(make, find):
    question = make.question()
    made = {make.contribution(question, "A puffin.").id for _each in range(45)}
    pages = [find.results("puffin", page=number) for number in (1, 2, 3)]
    assert [page.total for page in pages] == [45, 45, 45]
    assert [len(page.hits) for page in pages] == [20, 20, 5]
    assert {hit.thing_id for page in pages for hit in page.hits} == made

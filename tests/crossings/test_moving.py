"""A mention of reprisals is moved into the vault: safe there first, gone here then, and no trace that it was moved."""

import pytest
from sqlalchemy import inspect, text

from portal.base.access import Actor, Kind, Role
from portal.base.errors import NotFound
from portal.contributions import commands as contributions
from portal.contributions import queries as reading
from portal.contributions.models import Contribution, ContributionState
from portal.crossings import moving
from portal.identity.queries import actor_for
from portal.moderation.models import Flag, FlagState, Message
from portal.reprisals import jobs
from portal.reprisals.commands.intake import NobodyThere
from portal.reprisals.models import Reprisal
from portal.vault import commands as vault
from portal.vault import holding
from portal.vault import queries as cases
from portal.vault.models import Case

CANARY = "zanzibarquill"
WORDS = f"Since I spoke at the hearing, {CANARY} waits at my door."
MOVED = "Move it to the protection officers"


@pytest.fixture
def officer(make):
    return make.officer(Role.PROTECTION_OFFICER)


@pytest.fixture
def words(make):
    """Public words, with what was written to each other about them."""
    found = make.contribution(make.question(), WORDS, shown_name="Lea")
    facts = {"consultation_id": found.consultation_id, "contribution_id": found.id, "language": "en"}
    make.save(Message(**facts, receipt_id=found.receipt.id, position=1, from_staff=False, text=f"{CANARY} again."))
    make.save(Flag(**facts, category="threat", text=f"Help, {CANARY}!", state=FlagState.OPEN))
    return found


@pytest.fixture
def moderator(make, words):
    make.policy()
    return make.staff("Mo", roles=[(Role.MODERATOR, words.consultation)])


def at(words, to="protect"):
    return f"/en/staff/{words.consultation.slug}/queue/{words.id}/{to}"


def moved(make, visitor, moderator, words):
    make.sign_in(visitor, moderator)
    visitor.get(at(words))
    return visitor.press(MOVED)


def rows(database, name):
    return [dict(row) for row in database.read(lambda session: session.execute(text(f'SELECT * FROM "{name}"')).mappings().all())]


def dump(database):
    return {name: rows(database, name) for name in inspect(database.reader).get_table_names() if name != "alembic_version"}


def opened(make, officer):
    """What an officer finds."""

    def job(session):
        case = session.query(Case).one()
        found = vault.look_into(session, officer.actor, case.id, officer.pair)
        return cases.facts(session, officer.actor, found), session.query(Reprisal).one()

    return make.vault.write(job)


def test_a_mention_is_moved_and_only_protection_officers_read_it(make, visitor, officer, words, moderator, database):
    page = moved(make, visitor, moderator, words)
    assert page.h1 == "The text is gone here"
    told, report = opened(make, officer)
    assert (told["text"], told["name"], told["place"]) == (WORDS, "Lea", words.consultation.slug)
    assert told["also"] == [f"{CANARY} again.", f"Help, {CANARY}!"]
    assert report.moved_in
    assert CANARY not in str(dump(database))
    stranger = make.officer(Role.FOCAL_POINT, name="Focal")
    with pytest.raises(NotFound):
        make.vault.write(lambda session: vault.look_into(session, stranger.actor, report.case_id, stranger.pair))


def test_the_public_place_and_the_journal_read_like_an_ordinary_withdrawal(make, visitor, officer, words, moderator, database):
    """Beside it, somebody takes other words back: not one row tells which of the two was moved."""
    own = make.contribution(words.question, WORDS, shown_name="Lea", receipt=make.receipt(words.consultation))
    holder = Actor(kind=Kind.RECEIPT, receipt_id=own.receipt.id)
    database.write(lambda session: contributions.withdraw(session, holder, reading.of_holder(session, holder, own.id)))
    moved(make, visitor, moderator, words)
    different = {"id", "number", "receipt_id", "token_hash"}
    one, other = ({name: value for name, value in row.items() if name not in different} for row in rows(database, "contributions"))
    assert one == other
    lines = {}
    for row in rows(database, "journal"):
        lines.setdefault(row["thing_id"], []).append({name: value for name, value in row.items() if name not in ("id", "thing_id")})
    assert lines[words.id] == lines[own.id]
    assert all(row["contribution_id"] not in (words.id, own.id) for name in ("decisions", "claims", "messages", "versions") for row in rows(database, name))
    pages = [visitor.get(f"/en/consultations/{words.consultation.slug}/contributions/{number}").main.replace(f"No. {number}", "") for number in (words.number, own.number)]
    assert pages[0] == pages[1]
    assert "The author took these words back." in pages[0]


def test_no_table_of_the_public_database_knows_of_the_move(make, visitor, officer, words, moderator, database):
    make.sign_in(visitor, moderator)
    visitor.get(at(words))
    before = dump(database)
    visitor.press(MOVED)
    after = dump(database)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"contributions", "versions", "messages", "flags", "journal", "questions", "edition", "claims", "staff_sessions", "search_entries", "search_words"}
    told = str([row for row in after["journal"] if row not in before["journal"]]).lower()
    for word in ("protect", "reprisal", "vault", "move", str(moderator.id)):
        assert word not in told


def test_words_that_wait_are_moved_too_and_leave_the_queue(make, visitor, officer, moderator, words, database):
    waiting = make.contribution(words.question, WORDS, state=ContributionState.RECEIVED, receipt=make.receipt(words.consultation))
    moved(make, visitor, moderator, waiting)
    assert database.read(lambda session: session.get(Contribution, waiting.id).state) is ContributionState.WITHDRAWN
    assert CANARY not in visitor.follow("On to the queue").text


def test_moving_twice_and_after_a_crash_in_between_makes_one_case(make, officer, words, moderator, database, visitor):
    actor = actor_for(moderator, roles=[(Role.MODERATOR, words.consultation_id)])
    mention = database.read(lambda session: moving.read(session, actor, words.consultation.slug, words.id))
    make.vault.write(lambda session: moving.carry_in(session, actor, mention))  # and here the power fails
    assert database.read(lambda session: session.get(Contribution, words.id).state) is ContributionState.PUBLISHED
    moved(make, visitor, moderator, words)
    assert make.vault.read(lambda session: session.query(Case).count()) == 1
    assert database.read(lambda session: session.get(Contribution, words.id).text) == ""
    assert database.write(lambda session: moving.take_out(session, actor, words.consultation.slug, mention)) is True
    assert "gone already" in visitor.get(at(words)).main


def test_a_wording_that_was_written_meanwhile_is_moved_as_well(make, officer, moderator, words, database):
    waiting = make.contribution(words.question, WORDS, state=ContributionState.RECEIVED, receipt=make.receipt(words.consultation))
    actor = actor_for(moderator, roles=[(Role.MODERATOR, words.consultation_id)])
    slug = words.consultation.slug
    mention = database.read(lambda session: moving.read(session, actor, slug, waiting.id))
    holder = Actor(kind=Kind.RECEIPT, receipt_id=waiting.receipt.id)
    database.write(lambda session: contributions.edit(session, holder, reading.of_holder(session, holder, waiting.id), "And now they have my brother."))
    assert database.write(lambda session: moving.take_out(session, actor, slug, mention)) is False
    anew = database.read(lambda session: moving.read(session, actor, slug, waiting.id))
    assert anew.facts["text"] == "And now they have my brother."
    assert anew.facts["also"] == [WORDS]
    assert database.write(lambda session: moving.take_out(session, actor, slug, anew)) is True


def test_without_a_protection_officer_nothing_is_moved(make, visitor, words, moderator, database):
    make.sign_in(visitor, moderator)
    visitor.get(at(words))
    page = visitor.press(MOVED, status=422)
    assert "nothing was moved" in page.main
    assert database.read(lambda session: session.get(Contribution, words.id).state) is ContributionState.PUBLISHED
    mention = database.read(lambda session: moving.read(session, actor_for(moderator, roles=[(Role.MODERATOR, words.consultation_id)]), words.consultation.slug, words.id))
    with pytest.raises(NobodyThere):
        make.vault.write(lambda session: moving.carry_in(session, moderator, mention))


def test_nobody_but_moderators_of_the_consultation_can_move(make, visitor, officer, words, moderator):
    elsewhere = make.staff("Other", roles=[(Role.MODERATOR, make.consultation("Another park"))])
    organiser = make.staff("Org", roles=[(Role.ORGANISER, words.consultation)])
    for person in (elsewhere, organiser):
        make.sign_in(visitor, person)
        visitor.get(at(words), status=404)


def test_a_number_is_handed_over_once_and_must_be_replaced(make, visitor, officer, words, moderator, now):
    moved(make, visitor, moderator, words)
    _told, report = opened(make, officer)
    make.unlock(visitor, officer)
    page = visitor.get(f"/en/staff/desk/{report.case_id}")
    assert "The person does not know of this case." in page.main
    assert "Your message to the person" not in page.main
    page = visitor.press("Make a number for the person")
    code = "".join(sign for sign in page.text.split('class="code"')[1].split("</p>")[0].split(">", 1)[1] if sign.isdigit())
    held = make.vault.read(lambda session: holding.opened_by(session, code))
    assert (held.case.id, held.case.by_helper) == (report.case_id, True)
    assert "Make a number for the person" not in visitor.get(f"/en/staff/desk/{report.case_id}").main


def test_after_a_day_nothing_ties_the_case_to_where_it_came_from(make, visitor, officer, words, moderator, now):
    from datetime import timedelta

    from portal.base import clock

    moved(make, visitor, moderator, words)
    forget = jobs.JOBS[2][2]
    make.vault.write(forget)
    assert make.vault.read(lambda session: session.query(Case.token_hash).scalar()) is not None
    with clock.frozen(now + timedelta(days=1)):
        make.vault.write(forget)
    assert make.vault.read(lambda session: session.query(Case.token_hash).scalar()) is None


def test_the_authors_page_says_the_same_as_after_an_ordinary_withdrawal(make, visitor, officer, words, moderator, database):
    own = make.contribution(words.question, WORDS, shown_name="Lea", receipt=make.receipt(words.consultation))
    holder = Actor(kind=Kind.RECEIPT, receipt_id=own.receipt.id)
    database.write(lambda session: contributions.withdraw(session, holder, reading.of_holder(session, holder, own.id)))
    moved(make, visitor, moderator, words)
    visitor.client.cookies.clear()
    told = []
    for code, number in ((words.receipt.code, words.number), (own.receipt.code, own.number)):
        visitor.get("/en/track")
        told.append(visitor.press("Show what became of it", code=code).main.replace(f"No. {number}", ""))
    assert CANARY not in told[0]
    assert "you can write to us" in told[0]
    flagless = told[0].replace("Your report: Waits for a moderator", "")
    assert flagless == told[1]

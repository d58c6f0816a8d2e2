"""All public traces of somebody are hidden at one press, with their consent, and again after a crash in between."""

import pytest

from portal.base.access import Role
from portal.base.errors import Refused
from portal.contributions.models import Contribution, ContributionState, CoSignature, Voice
from portal.crossings import traces
from portal.reprisals.commands import hiding, holder
from portal.reprisals.models import ProtectiveAction
from portal.summaries.models import Objection
from portal.vault import commands as vault
from portal.vault import holding
from portal.vault import queries as cases
from portal.vault.models import VaultEntry

BUTTON = "Hide all public traces now"


@pytest.fixture
def officer(make):
    return make.officer(Role.PROTECTION_OFFICER)


@pytest.fixture
def spoken(make):
    """Two texts and an objection under one number, one text under another; somebody else's beside them."""
    question = make.question()
    first = make.contribution(question, "More trees.", voice=Voice.PSEUDONYM, shown_name="Lea", supports=1)
    second = make.contribution(question, "And a pond.", state=ContributionState.RECEIVED, receipt=first.receipt)
    third = make.contribution(make.question(), "No cars.")
    make.save(CoSignature(contribution_id=first.id, organisation_id=make.organisation("Union").id))
    objection = make.objection(make.summary(question.consultation), receipt_id=first.receipt.id, shown=True)
    other = make.contribution(question, "More benches.", reply_to=first)
    return [first, second, third], objection, other


@pytest.fixture
def made(make, officer, spoken):
    words, _objection, _other = spoken
    return make.reprisal(officer, facts={"text": "They found me.", "language": "en", "traces": [words[0].receipt.code, words[2].receipt.code]})


def person(make, made, deed):
    return make.vault.write(lambda session: deed(session, holding.HOLDER, holding.opened_by(session, made.code)))


def allow(make, made):
    person(make, made, lambda session, actor, held: holder.allow(session, actor, held, ProtectiveAction.HIDE_TRACES))


def opened(make, officer, made):
    return make.vault.write(lambda session: vault.look_into(session, officer.actor, made.case.id, officer.pair))


def numbers(make, officer, made):
    found = opened(make, officer, made)
    return make.vault.read(lambda session: traces.wanted(session, officer.actor, found))


def test_one_press_hides_everything_under_the_numbers_and_nothing_else(make, visitor, officer, made, spoken, database):
    allow(make, made)
    words, objection, other = spoken
    make.unlock(visitor, officer)
    visitor.get(f"/en/staff/desk/{made.case.id}")
    page = visitor.press(BUTTON)
    assert "Texts and objections that are gone now: 4." in page.main
    kept = database.read(lambda session: [(one.state, one.text, one.shown_name, one.supports) for one in (session.get(Contribution, own.id) for own in words)])
    assert kept == [(ContributionState.WITHDRAWN, "", "", 0)] * 3
    assert database.read(lambda session: session.query(CoSignature).count()) == 0
    assert database.read(lambda session: (session.get(Objection, objection.id).text, session.get(Objection, objection.id).shown)) == ("", False)
    assert database.read(lambda session: session.get(Contribution, other.id).text) == "More benches."
    told = person(make, made, lambda session, actor, held: [one.facts["text"] for one in cases.messages(session, actor, held)])
    assert told == ["Your public traces are hidden. Texts and objections that are gone: 4."]


def test_p66_without_consent_the_page_has_no_button_and_the_door_refuses(make, visitor, officer, made, spoken, database):
    make.unlock(visitor, officer)
    page = visitor.get(f"/en/staff/desk/{made.case.id}")
    assert BUTTON not in page.main
    token = dict(page.forms()[-1].fields)["token"]
    refused = visitor.post(f"/en/staff/desk/{made.case.id}/hide", {"token": token}, status=422)
    assert refused.faults == ["The person has not allowed this: Hide all my public traces on this portal. Nothing of it may be done."]
    assert database.read(lambda session: session.get(Contribution, spoken[0][0].id).state) is ContributionState.PUBLISHED


def test_p66_a_consent_that_was_taken_back_stops_it(make, officer, made):
    allow(make, made)
    person(make, made, lambda session, actor, held: holder.take_back(session, actor, held, ProtectiveAction.HIDE_TRACES))
    with pytest.raises(Refused, match="has not allowed"):
        numbers(make, officer, made)


def test_without_a_number_there_is_nothing_to_hide(make, officer):
    made = make.reprisal(officer)
    allow(make, made)
    with pytest.raises(Refused, match="named no number"):
        numbers(make, officer, made)


def test_after_a_crash_in_between_pressing_again_hides_the_rest_and_tells_of_all(make, visitor, officer, made, spoken, database):
    allow(make, made)
    first, second = numbers(make, officer, made)
    database.write(lambda session: traces.hide(session, [first]))  # and here the power fails
    assert person(make, made, lambda session, actor, held: cases.messages(session, actor, held)) == []
    make.unlock(visitor, officer)
    visitor.get(f"/en/staff/desk/{made.case.id}")
    assert "gone now: 4." in visitor.press(BUTTON).main
    assert "gone now: 4." in visitor.press(BUTTON).main
    assert len(person(make, made, lambda session, actor, held: cases.messages(session, actor, held))) == 1
    assert make.vault.read(lambda session: session.query(VaultEntry).filter_by(deed="hide traces").count()) == 1
    assert second


def test_numbers_that_the_portal_does_not_know_are_told(make, officer, made, database):
    hidden = database.write(lambda session: traces.hide(session, ["12345678901234567890"]))
    assert (hidden.gone, hidden.unknown) == (0, 1)
    found = opened(make, officer, made)
    for _again in range(2):
        make.vault.write(lambda session: traces.write_down(session, officer.actor, found, hidden))
    told = person(make, made, lambda session, actor, held: [one.facts["text"] for one in cases.messages(session, actor, held)])
    assert told == ["Your public traces are hidden. Texts and objections that are gone: 0. Numbers that the portal does not know: 1."]


def test_what_is_left_tells_nobody_that_it_was_hidden_here(make, officer, made, spoken, database):
    from portal.journal.models import Entry

    allow(make, made)
    database.write(lambda session: traces.hide(session, numbers(make, officer, made)))
    lines = database.read(lambda session: {(one.by, one.staff_id, one.at, one.deed, one.reason) for one in session.query(Entry)})
    assert lines == {("receipt holder", None, None, "withdraw", "")}


def test_the_command_itself_asks_the_consent(make, officer, made):
    found = opened(make, officer, made)
    with pytest.raises(Refused, match="has not allowed"):
        make.vault.write(lambda session: hiding.traces_to_hide(session, officer.actor, found))

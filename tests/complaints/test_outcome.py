"""What becomes of a complaint, on the page of whoever wrote it: proposal, decision, second stage, what is public, and the end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.errors import NotFound
from portal.complaints import clocks
from portal.complaints.commands import deciding, office
from portal.complaints.models import Complaint, ComplaintRating, ComplaintState, PublishableDecision
from portal.vault.models import Case, CaseMessage, MessageKind
from tests.complaints.filing import complain, decided, opened, state, work


def test_the_proposal_is_commented_once(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    work(vault, officer, office.acknowledge, text="I have read it.")
    work(vault, officer, office.take_up, text="I look at the minutes.")
    work(vault, officer, office.propose, text="We propose to hold the meeting once more.")
    page = opened(visitor, code)
    assert "We propose to hold the meeting once more." in page.main
    assert "You can comment on it until May 17, 2027." in page.main
    assert visitor.press("Send my comment", text="", status=422).faults == ["Write your comment first."]
    form = next(one for one in visitor.page.forms() if one.action.endswith("/page/comment"))
    page = visitor._send(form, "switch", "ar", {"text": "That is not enough."}, 200, None)  # another language is asked for, and nothing else
    assert (page.tree.get("lang"), "That is not enough." in page.text) == ("ar", True)
    page = visitor._send(next(one for one in page.forms() if one.action.endswith("/page/comment")), "switch", "en", {}, 200, None)
    page = visitor.press("Send my comment", text="That is not enough.")
    assert "Your comment is here, and sealed." in page.main
    assert "Send my comment" not in page.main
    kinds = vault.read(lambda session: session.scalars(select(CaseMessage.kind).order_by(CaseMessage.number)).all())
    assert kinds[-1] is MessageKind.COMMENT


def test_the_decision_stands_on_the_page_with_finding_reasons_remedy_and_where_to_go(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    decided(vault, officer)
    page = opened(visitor, code)
    for words in (
        "The complaint is partly justified",
        "The hall was closed too early.",
        "A rule or a way of working was changed",
        "Halls stay open.",
        "Office of the Ombuds: https://ombuds.example.org",
    ):
        assert words in page.main, words
    assert page.main.count("News, also when there is nothing new") == 1
    assert "Your comment on the proposalMay 17, 2027 Over" in page.main
    assert "Late" not in page.main
    page = visitor.press("I have gone to a body outside")
    assert "We know now that somebody outside has it." in page.main
    assert state(vault) is ComplaintState.EXTERNAL


def test_p56_the_second_stage_goes_to_somebody_of_another_unit(visitor, make, vault, now):
    house = make.organisation()
    first = make.officer(name="Noor", organisation=house, unit="East")
    make.officer(name="Bela", organisation=house, unit="East")
    other = make.officer(name="Rui", unit="West")
    code = complain(visitor, last={"officer": str(first.officer.id)})
    decided(vault, first)
    page = opened(visitor, code)
    assert "Rui" in page.main
    assert "Bela" not in page.main
    assert visitor.press("Ask somebody else to look at it again", text="", status=422).faults == ["Say what is wrong with the decision."]
    page = visitor.press("Ask somebody else to look at it again", text="The minutes were not read.")
    assert "Somebody else looks at it now." in page.main
    made = vault.read(lambda session: session.scalars(select(Complaint)).one())
    assert (made.state, made.stage, made.owner_id, made.first_finding) == (ComplaintState.SECOND_STAGE, 2, other.officer.id, "partly")
    with pytest.raises(NotFound):
        work(vault, first, office.acknowledge, text="no")


def test_nobody_for_the_second_stage_changes_nothing_and_names_others(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    decided(vault, officer)
    page = opened(visitor, code)
    assert "At this moment there is nobody of another unit." in page.main
    page = visitor.press("Ask somebody else to look at it again", text="The minutes were not read.", status=422)
    assert "The minutes were not read." in page.text
    assert state(vault) is ComplaintState.DECIDED
    assert visitor.press("Show my words").status == 200


def test_p222_a_decision_is_published_only_in_the_very_words_that_were_read(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    decided(vault, officer)
    work(vault, officer, deciding.write_for_public, text="A hall was closed too early.", language="en")
    page = opened(visitor, code)
    assert "A hall was closed too early." in page.main
    work(vault, officer, deciding.write_for_public, text="A hall in the east was closed too early.", language="en")
    page = visitor.press("I agree to these words", status=422)
    assert page.faults == ["The words were changed meanwhile. Please read them again."]
    assert "A hall in the east was closed too early." in page.main
    visitor.press("I agree to these words")
    assert vault.read(lambda session: session.scalars(select(PublishableDecision.agreed_on)).one()) == now.date()
    visitor.press("I do not agree any more")
    assert vault.read(lambda session: session.scalars(select(PublishableDecision.agreed_on)).one()) is None


def test_p61_a_closed_case_asks_how_it_went_and_needs_no_answer(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    assert "How did it go?" not in opened(visitor, code).main
    decided(vault, officer)
    work(vault, officer, office.close, text="All is done.")
    page = opened(visitor, code)
    assert "How did it go?" in page.main
    assert visitor.press("Send my answer", status=422).faults == ["Choose one of the answers."]
    visitor.press("Send my answer", stars="4")
    assert "How did it go?" not in visitor.page.main
    kept = vault.read(lambda session: session.scalars(select(ComplaintRating)).one())
    assert (kept.year, kept.stars, kept.place) == (2027, 4, "")
    assert {column.name for column in ComplaintRating.__table__.columns} == {"id", "year", "place", "stars"}
    page = visitor.press("Keep it longer", days="366")
    assert "It is kept longer now." in page.main
    assert "It will be erased on May 3, 2028." in page.main


def test_a_message_to_a_closed_case_gives_it_time(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    decided(vault, officer)
    work(vault, officer, office.close, text="All is done.")
    with clock.frozen(now + timedelta(days=180)):
        opened(visitor, code)
        visitor.press("Send this message", text="It happened again.")
        assert vault.read(lambda session: session.scalars(select(Case.erase_on)).one()) == (now + timedelta(days=270)).date()


def test_a_pause_is_seen_with_its_reason_and_a_message_ends_it(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    work(vault, officer, office.stand_still, why=clocks.Pause.HOLDER, text="Please send the minutes.")
    page = opened(visitor, code)
    assert "Stands still since May 3, 2027: An answer from the complainant is awaited" in page.main
    page = visitor.press("Send this message", text="Here they are.")
    assert "Stands still" not in page.main


def test_p52_what_is_late_is_shown_as_late(visitor, make, vault, now):
    make.officer()
    code = complain(visitor)
    with clock.frozen(now + timedelta(days=9)):
        page = opened(visitor, code)
        assert "Late First answer by a person, due on May 5, 2027" in page.main

"""The desk tells by when a look or a step is due, and where somebody has written, without a case being opened."""

from datetime import timedelta

from sqlalchemy import event

from portal.base import clock
from portal.base.access import Role
from portal.complaints.models import Category
from portal.reprisals import showing
from portal.reprisals.commands import holder, office, plan
from portal.reprisals.models import ProtectiveAction
from portal.reprisals.pages import desk as _page  # noqa: F401  tells the list of the desk what is due
from portal.vault import commands as vault
from portal.vault import listing
from portal.vault.holding import HOLDER
from portal.vault.models import MessageKind
from tests.reprisals.reports import by_holder, by_officer, planned


def desk(make, officer):
    return make.vault.read(lambda session: listing.desk(session, officer.actor, officer.officer)[0])


def test_the_next_look_or_allowed_step_is_due_and_what_waits_for_consent_is_not(make, made, officers, now):
    assert [one.due_on for one in desk(make, officers[0])] == [None]
    planned(make, made, officers[0])
    assert [(one.due_on, one.late) for one in desk(make, officers[0])] == [((now + timedelta(days=7)).date(), False)]
    by_holder(make, made, holder.allow, ProtectiveAction.LETTER)
    assert [one.due_on for one in desk(make, officers[0])] == [(now + timedelta(days=3)).date()]
    with clock.frozen(now + timedelta(days=4)):
        assert [one.late for one in desk(make, officers[0])] == [True]


def test_what_is_due_first_stands_first_also_when_it_is_closed(make, made, officers, now):
    planned(make, made, officers[0])
    by_officer(make, made, officers[0], plan.do_follow_up, 7, "Well.")
    by_officer(make, made, officers[0], office.settle, "We agreed.", agreed=True, language="en")
    quiet = make.reprisal(*officers)
    lying = desk(make, officers[0])
    assert [(one.case_id, one.due_on, one.over) for one in lying] == [(made.case.id, (now + timedelta(days=30)).date(), True), (quiet.case.id, None, False)]


def test_one_report_and_three_cost_the_same(make, officers, now, vault):
    def statements():
        sent = []
        event.listen(vault.reader, "before_cursor_execute", note := lambda *given: sent.append(given[2]))
        vault.read(lambda session: listing.desk(session, officers[0].actor, officers[0].officer))
        event.remove(vault.reader, "before_cursor_execute", note)
        return len(sent)

    planned(make, make.reprisal(*officers), officers[0])
    few = statements()
    for _number in range(2):
        planned(make, make.reprisal(*officers), officers[0])
    assert statements() == few
    assert vault.read(lambda session: showing.dues(session, HOLDER, [])) == {}


def test_what_the_holder_wrote_is_new_until_an_officer_has_seen_it(make, made, officers, now):
    assert [one.news for one in desk(make, officers[0])] == [False]
    by_holder(make, made, vault_says)
    assert [one.news for one in desk(make, officers[0])] == [True]
    by_officer(make, made, officers[0], vault.note_seen)
    assert [one.news for one in desk(make, officers[0])] == [False]


def vault_says(session, actor, held):
    vault.say(session, actor, held, MessageKind.MESSAGE, {"text": "They came back.", "language": "en"})


def test_thirty_complaints_of_one_day_do_not_look_alike(make, visitor, now):
    focal = make.officer(Role.FOCAL_POINT)
    make.complaint(focal, category=Category.DATA)
    make.complaint(focal, category=Category.HELP)
    make.unlock(visitor, focal)
    page = visitor.get("/en/staff/desk")
    assert {words for words, _address in page.links if words.startswith("Complaint, ")} == {
        "Complaint, May 3, 2027, Data protection",
        "Complaint, May 3, 2027, A question to the help desk",
    }

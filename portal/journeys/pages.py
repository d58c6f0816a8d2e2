"""The page behind a number, and the public trace in both directions."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litestar.response import Response

from portal.barriers import numbers as barriers
from portal.barriers.queries import is_late
from portal.base.access import NOBODY, Actor, Kind, Permission
from portal.base.database import Database, Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.consultations import queries as consultations
from portal.consultations.phases import Phase, phase_at
from portal.contributions import queries as contributions
from portal.figures import queries as figures
from portal.journeys import queries
from portal.journeys.forms import NumberForm
from portal.moderation import commands as moderation
from portal.notifications import queries as notifications
from portal.ratings import queries as ratings
from portal.receipts import codes, tickets
from portal.receipts import commands as receipts
from portal.responses import queries as responses
from portal.web.doors import get, post
from portal.web.failures import TYPED
from portal.web.pages import page
from portal.web.visitors import Visit

LONGEST_WAIT = 10  # seconds; more would punish people for what a guesser does


@get("/track", needs=Permission.ANYONE)
def ask_for_number(visit: Visit, session: Session) -> Response[bytes]:
    """The field for the number."""
    return page(visit, "journeys/track.html", form=NumberForm(), faults=[], kept=[])


@post("/track", needs=Permission.ANYONE)
async def track(visit: Visit, database: Database) -> Response[bytes]:
    """What became of the words under a number. Guessing is slowed here, beside the writers and not before them."""
    typed = visit.form.get("code", "")
    if queries.is_worth_slowing(typed):
        await asyncio.sleep(min(receipts.brake.wait(), LONGEST_WAIT))
    opened = await database.reading(lambda session: _open(visit, session, typed))
    if opened.new:  # they stand on this page as new, and on the next one no more
        await database.writing(lambda session: _note_read(session, opened))
    return opened.page


@dataclass(frozen=True)
class _Opened:
    """The page, whose it is, and on which of their words there are messages that were new."""

    page: Response[bytes]
    holder: Actor = NOBODY
    new: Sequence[int] = ()


def _note_read(session: Session, opened: _Opened) -> None:
    for contribution_id in opened.new:
        moderation.note_read(session, opened.holder, contributions.of_holder(session, opened.holder, contribution_id))


def _open(visit: Visit, session: Session, typed: str) -> _Opened:
    form = NumberForm(visit.form)
    if not typed and (holder := tickets.holder_of(session, visit)):
        return _show(visit, session, holder)
    if not typed and visit.form.get("ticket"):
        form.blame("code", _("Your page was open for a long time. Please type your number again."))
        return _ask_again(visit, form)
    try:
        receipt = receipts.open_with(session, visit.actor, typed)
    except Refused as refused:
        if held := barriers.opened_by(session, typed):
            return _show_report(visit, held)
        form.blame("code", refused.sentence)
        return _ask_again(visit, form)
    if receipt.by_helper:
        return _Opened(_change(visit, receipt))
    visit.form["ticket"] = tickets.issue(receipt)
    return _show(visit, session, Actor(kind=Kind.RECEIPT, receipt_id=receipt.id))


def _ask_again(visit: Visit, form: NumberForm) -> _Opened:
    return _Opened(page(visit, "journeys/track.html", status=422, form=form, faults=form.faults(), kept=_kept(visit)))


def _show(visit: Visit, session: Session, holder: Actor) -> _Opened:
    """The page of whoever holds the number; staff who are signed in beside it stay who they are."""
    journey = queries.journey(session, holder, visit.now)
    shown = page(
        visit,
        "journeys/journey.html",
        keep=False,
        journey=journey,
        place=journey.consultation,
        tell=_tell(visit, journey.consultation),
        checking=phase_at(journey.consultation, visit.now) is Phase.CHECK_BACK,
        ticket=visit.form["ticket"],
        to_keep=tickets.wrap(codes.typed(visit.form.get("code", ""))) if visit.form.get("code") else "",
        kept=_kept(visit),
        appeal_until=queries.appeal_until,
        can_be_contested=lambda decision, **more: queries.can_be_contested(decision, visit.now.date(), **more),
        wished=notifications.wished(session, holder),
        may_rate=ratings.may_rate(session, holder, journey.consultation),
    )
    return _Opened(shown, holder, [way.contribution.id for way in journey.ways if way.has_new_messages])


def _change(visit: Visit, receipt: Any) -> Response[bytes]:
    """What another number means, and the button that gives it. Whoever was helped comes past here before anything else."""
    return page(visit, "journeys/change.html", keep=False, change=tickets.to_change(receipt), helped=receipt.by_helper)


@post("/track/number", needs=Permission.ANYONE)
def change_number(visit: Visit, session: Session) -> Response[bytes]:
    """Another number, for whoever was helped or thinks that somebody saw theirs."""
    if visit.form.get("change"):
        try:
            receipt, code = receipts.change(session, visit.actor, visit.form["change"], visit.token)
        except Refused as refused:
            form = NumberForm()
            form.blame("code", refused.sentence)
            return _ask_again(visit, form).page
        return page(visit, "journeys/changed.html", keep=False, code=code, ticket=tickets.issue(receipt))
    if held := receipts.held_by(session, visit.actor):
        return _change(visit, held)
    return page(visit, "journeys/track.html", form=NumberForm(), faults=[], kept=[])


def _show_report(visit: Visit, held: barriers.Held) -> _Opened:
    """The page behind the number of a barrier report: its state, its answer, and the way to take it back."""
    late = is_late(held.report, visit.now.date())
    return _Opened(page(visit, "barriers/own.html", keep=False, report=held.report, ticket=barriers.ticket(held), late=late, kept=_kept(visit)))


def _kept(visit: Visit) -> list[str]:
    """What somebody typed at length before their page had ended; it comes along until they have used it."""
    return [words for name in TYPED for words in visit.form.getall(name, []) if words.strip()]


@get("/consultations/{slug:str}/trace", needs=Permission.ANYONE)
def show_trace(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """How far the contributions came, and the two ways in: by question and by promise."""
    place = consultations.one(session, visit.actor, slug)
    facts: dict[str, Any] = {
        "reach": queries.reach(session, visit.actor, place),
        "promises": queries.all_promises(session, visit.actor, place),
        "told": queries.told(session, visit.actor, place),
        "numbers": figures.number(session, visit.actor, "participation", "numbers", slug),
    }
    return page(visit, "journeys/trace.html", place=place, tell=_tell(visit, place), **facts)


@get("/consultations/{slug:str}/trace/questions/{number:int}", needs=Permission.ANYONE)
def show_question(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """From a question to its contributions, and on to points, answers and promises."""
    question = consultations.question(session, visit.actor, slug, number)
    stretch = queries.of_question(session, visit.actor, question, _after(visit))
    return page(visit, "journeys/question.html", question=question, place=question.consultation, stretch=stretch, tell=_tell(visit, question.consultation))


@get("/consultations/{slug:str}/trace/promises/{number:int}", needs=Permission.ANYONE)
def show_promise(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """From a promise back to the point and to the contributions behind it."""
    place = consultations.one(session, visit.actor, slug)
    promise = responses.commitment(session, visit.actor, slug, number)
    stretch = queries.behind_point(session, visit.actor, promise.point, place, _after(visit))
    answers = responses.answers_of(session, visit.actor, [promise.point_id]).get(promise.point_id, [])
    return page(visit, "journeys/promise.html", place=place, promise=promise, answers=answers, stretch=stretch, tell=_tell(visit, place))


@get("/consultations/{slug:str}/trace/{number:int}", needs=Permission.ANYONE)
def show_way(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The way of one contribution."""
    contribution, stretch = queries.way_of(session, visit.actor, slug, number)
    place = contribution.consultation
    return page(visit, "journeys/way.html", contribution=contribution, place=place, stretch=stretch, public=queries.is_public(contribution), tell=_tell(visit, place))


def _after(visit: Visit) -> int:
    return visit.number("after", 0)


def _tell(visit: Visit, place: Any) -> dict[str, Any]:
    """How templates tell lateness."""
    today = visit.now.date()
    return {"badges": lambda one: responses.badges(one, today), "first_due_on": responses.first_due_on, "late": responses.answers_late(place, unanswered=True, now=visit.now)}

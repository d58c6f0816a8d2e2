"""The public ledger of answers and promises, and the desk at which they are given."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.base.languages import _
from portal.consultations import queries as consultations
from portal.contributions.pages.reading import translation_choice
from portal.policies.hints import hint
from portal.responses import commands, forms, queries
from portal.responses.commands import commit
from portal.responses.translating import told
from portal.summaries import queries as summaries
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit


@get("/consultations/{slug:str}/responses", needs=Permission.ANYONE)
def show_responses(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Every point with its answers and promises, and who is late."""
    consultation = consultations.one(session, visit.actor, slug)
    overview = queries.overview(session, visit.actor, consultation)
    translations = told(session, visit.actor, [one for versions in overview.answers.values() for one in versions], visit.language)
    facts = {"translations": translations, **translation_choice(visit, f"/consultations/{slug}/responses")}
    return page(visit, "responses/responses.html", consultation=consultation, overview=overview, verdicts=overview.chart(), **facts, **_days(visit))


@get("/consultations/{slug:str}/commitments/{number:int}", needs=Permission.ANYONE)
def show_commitment(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """One promise with all its news."""
    consultation = consultations.one(session, visit.actor, slug)
    commitment = queries.commitment(session, visit.actor, slug, number)
    answers = queries.answers_of(session, visit.actor, [commitment.point_id]).get(commitment.point_id, [])
    return page(visit, "responses/commitment.html", consultation=consultation, commitment=commitment, answers=answers, **_days(visit))


@get("/staff/{slug:str}/responses", needs=Permission.ANSWER_POINT)
def show_desk(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The points that wait for an answer, and those that have one."""
    consultation = _mine(visit, session, slug)
    desk = queries.desk(session, visit.actor, consultation, _place(visit.query.get("after", "")), _place(visit.query.get("promises", "")))
    late = queries.answers_late(consultation, not desk.final or desk.waiting > 0, visit.now)
    here = f"/staff/{slug}/responses"
    later = visit.url(here, after=".".join(map(str, desk.next_point))) if desk.next_point else ""
    later_promises = visit.url(here, promises=".".join(map(str, desk.next_commitment))) if desk.next_commitment else ""
    return page(visit, "responses/desk.html", consultation=consultation, desk=desk, late=late, later=later, later_promises=later_promises, **_days(visit))


@get("/staff/{slug:str}/responses/paper", needs=Permission.ANSWER_POINT)
def show_paper(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """All points on paper, with room for the answer and a signature: for those who decide away from the screen."""
    consultation = _mine(visit, session, slug)
    overview = queries.overview(session, visit.actor, consultation)
    counts = summaries.counts_behind(session, visit.actor, [one.id for one in overview.points])
    return page(visit, "responses/paper.html", consultation=consultation, overview=overview, counts=counts, verdicts=list(queries.Verdict), **_days(visit))


def _place(text: str) -> tuple[int, int] | None:
    """Where a page begins; None for anything else."""
    done, _dot, number = text.partition(".")
    return (int(done), int(number)) if done in ("0", "1") and number.isascii() and number.isdigit() and len(number) < 10 else None  # noqa: PLR2004 - more digits fit no column


@get("/staff/{slug:str}/responses/{number:int}", needs=Permission.ANSWER_POINT)
def show_point(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """One point, what stands behind it, and the form of the answer."""
    consultation = _mine(visit, session, slug)
    point = queries.point(session, visit.actor, consultation, number)
    return _show_point(visit, session, consultation, point)


@post("/staff/{slug:str}/responses/{number:int}", needs=Permission.ANSWER_POINT)
def answer_point(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Answer a point, or change the answer."""
    consultation = _mine(visit, session, slug)
    point = queries.point(session, visit.actor, consultation, number)
    form = forms.answer_form(consultation.languages, visit.form)
    has_promise = bool(queries.commitments_of(session, visit.actor, [point.id]))
    if not form.complete(has_promise):
        return _show_point(visit, session, consultation, point, form=form, status=422)
    if found := hint(visit, session, form.texts("reason"), form.texts("what"), form.texts("measure")):
        return _show_point(visit, session, consultation, point, form=form, status=422, found=found)
    pledge = form.pledge() if form.promised() else None
    verdict = queries.Verdict(form.verdict.data)
    try:
        commands.answer(session, visit.actor, point, verdict=verdict, reason=form.texts("reason"), unit=form.unit.data, commitment=pledge, seen=_seen(visit))
    except Refused as fault:
        form.blame("due_on" if pledge else "verdict", fault.sentence)
    except WrongMoment as fault:
        visit.form.popall("seen", None)  # what was said meanwhile stands on the page now
        form.blame("verdict", fault.sentence)
    else:
        return redirect(visit.url(f"/staff/{slug}/responses/{number}", done="answer"))
    return _show_point(visit, session, consultation, point, form=form, status=422)


@get("/staff/{slug:str}/responses/{number:int}/promise", needs=Permission.COMMIT)
def show_promise(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The form of one more promise for a point."""
    consultation = _mine(visit, session, slug)
    point = queries.point(session, visit.actor, consultation, number)
    return page(visit, "responses/promise.html", consultation=consultation, point=point, form=forms.pledge_form(consultation.languages), faults=[], found=[])


@post("/staff/{slug:str}/responses/{number:int}/promise", needs=Permission.COMMIT)
def promise(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Promise one more thing for a point."""
    consultation = _mine(visit, session, slug)
    point = queries.point(session, visit.actor, consultation, number)
    form = forms.pledge_form(consultation.languages, visit.form)
    valid, pledge = form.validate(), form.pledge()
    found = hint(visit, session, pledge.what, pledge.measure) if valid and pledge is not None else []
    if valid and pledge is not None and not found:
        try:
            commit(session, visit.actor, point, what=pledge.what, owner=pledge.owner, due_on=pledge.due_on, measure=pledge.measure)
        except (Refused, WrongMoment) as fault:
            form.blame("due_on", fault.sentence)
        else:
            return redirect(visit.url(f"/staff/{slug}/responses/{number}", done="promise"))
    return page(visit, "responses/promise.html", status=422, consultation=consultation, point=point, form=form, faults=form.faults(), found=found)


@get("/staff/{slug:str}/commitments/{number:int}", needs=Permission.COMMIT)
def show_news(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """A promise at the desk, and the form of news."""
    consultation = _mine(visit, session, slug)
    commitment = queries.commitment(session, visit.actor, slug, number)
    form = forms.update_form(consultation.languages, queries.next_states(commitment), state=commitment.state.value)
    return _show_news(visit, consultation, commitment, form)


@post("/staff/{slug:str}/commitments/{number:int}", needs=Permission.COMMIT)
def give_news(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Give news of a promise."""
    consultation = _mine(visit, session, slug)
    commitment = queries.commitment(session, visit.actor, slug, number)
    form = forms.update_form(consultation.languages, queries.next_states(commitment), visit.form)
    found = hint(visit, session, form.texts("text")) if form.validate() else []
    if not (form.faults() or found):
        state = queries.CommitmentState(form.state.data)
        try:
            commands.update(session, visit.actor, commitment, state=state, text=form.texts("text"), due_on=form.due_on.day, seen=_seen(visit))
        except (Refused, WrongMoment) as fault:
            if isinstance(fault, WrongMoment):
                visit.form.popall("seen", None)  # what was said meanwhile stands on the page now
            form.blame("due_on" if form.texts("text") and form.due_on.data else f"text_{consultation.languages[0]}", fault.sentence)
        else:
            return redirect(visit.url(f"/staff/{slug}/commitments/{number}", done="news"))
    return _show_news(visit, consultation, commitment, form, status=422, found=found)


def _show_point(visit: Visit, session: Session, consultation: Any, point: Any, *, form: Any = None, status: int = 200, found: Any = ()) -> Response[bytes]:
    answers = queries.answers_of(session, visit.actor, [point.id]).get(point.id, [])
    facts = {
        "answers": answers,
        "following": queries.next_open(session, visit.actor, consultation, point.number),
        "commitments": queries.commitments_of(session, visit.actor, [point.id]).get(point.id, []),
        "behind": summaries.behind_page(session, visit.actor, point)[0],
        "count": summaries.counts_behind(session, visit.actor, [point.id])[point.id],
        "form": form or forms.answer_form(consultation.languages, **_last_answer(consultation, answers)),
        "faults": form.faults() if form else [],
        "found": found,
        "seen": visit.form.get("seen", len(answers)),
        "done": {"answer": _("Your answer is public now."), "promise": _("Your promise is public now.")}.get(visit.query.get("done", ""), ""),
    }
    return page(visit, "responses/point.html", status=status, consultation=consultation, point=point, **facts, **_days(visit))


def _last_answer(consultation: Any, answers: list[Any]) -> dict[str, Any]:
    """A changed answer starts from the last one."""
    if not answers:
        return {}
    last = answers[-1]
    return {"verdict": last.verdict.value, "unit": last.unit, **{f"reason_{tag}": last.reason.get(tag, "") for tag in consultation.languages}}


def _show_news(visit: Visit, consultation: Any, commitment: Any, form: Any, *, status: int = 200, found: Any = ()) -> Response[bytes]:
    seen = visit.form.get("seen", len(commitment.updates))
    done = _("Your news is public now.") if visit.query.get("done") == "news" else ""
    return page(
        visit,
        "responses/news.html",
        status=status,
        consultation=consultation,
        commitment=commitment,
        form=form,
        faults=form.faults(),
        found=found,
        seen=seen,
        done=done,
        **_days(visit),
    )


def _mine(visit: Visit, session: Session, slug: str) -> Any:
    """The consultation, for those who answer there; for other staff there is no such desk."""
    consultation = consultations.one(session, visit.actor, slug)
    if not can(visit.actor, Permission.ANSWER_POINT, consultation):
        raise NotFound
    return consultation


def _seen(visit: Visit) -> int | None:
    """How much had been said when the writer opened the form."""
    text = visit.form.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None  # noqa: PLR2004  more is no count


def _days(visit: Visit) -> dict[str, Any]:
    """What templates need to tell lateness."""
    today = visit.now.date()
    return {"today": today, "badges": lambda one: queries.badges(one, today), "first_due_on": queries.first_due_on, "owed_on": queries.owed_on, "span": queries.span}

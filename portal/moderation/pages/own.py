"""What the holder of a number does here: contest a decision, answer a moderator."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _, language
from portal.contributions import queries as contributions
from portal.moderation import commands, queries
from portal.moderation.forms import TextForm
from portal.web.doors import post
from portal.web.pages import page
from portal.web.visitors import Visit


@post("/track/appeal", needs=Permission.ANYONE)
def contest(visit: Visit, session: Session) -> Response[bytes]:
    """First the form, then the appeal."""
    _holder(visit)
    decision = queries.for_appeal(session, visit.actor, _number(visit, "decision"))
    own = decision.contribution.receipt_id == visit.actor.receipt_id
    form = TextForm(visit.form)
    if "text" not in visit.form:
        return _appeal_page(visit, decision, form, own=own)
    try:
        made = commands.appeal(session, visit.actor, decision, token=visit.token, text=form.text.data, language=language())
    except Refused as fault:
        form.blame("text", fault.sentence)
        return _appeal_page(visit, decision, form, own=own)
    return page(visit, "moderation/contested.html", appeal=made, ticket=visit.form["ticket"])


def _appeal_page(visit: Visit, decision: Any, form: TextForm, *, own: bool) -> Response[bytes]:
    form.text.label.text = _("Why is the decision wrong?")
    return page(
        visit,
        "moderation/contest.html",
        status=422 if form.faults() else 200,
        faults=form.faults(),
        form=form,
        decision=decision,
        passage=decision.passage if own else "",
        until=queries.appeal_until(decision),
        ticket=visit.form["ticket"],
    )


@post("/track/message", needs=Permission.ANYONE)
def answer(visit: Visit, session: Session) -> Response[bytes]:
    """A message to the moderators, about one's own words."""
    _holder(visit)
    words = contributions.of_holder(session, visit.actor, _number(visit, "contribution"))
    form = TextForm(visit.form)
    messages = queries.messages_on(session, visit.actor, [words.id]).get(words.id, [])
    if "text" in visit.form:
        try:
            commands.answer_message(session, visit.actor, words, token=visit.token, text=form.text.data, language=language())
        except Refused as fault:
            form.blame("text", fault.sentence)
        else:
            return page(visit, "moderation/message_sent.html", ticket=visit.form["ticket"])
    form.text.label.text = _("Your message to the moderators")
    return page(
        visit, "moderation/message.html", status=422 if form.faults() else 200, faults=form.faults(), form=form, words=words, messages=messages, ticket=visit.form["ticket"]
    )


def _holder(visit: Visit) -> None:
    if visit.actor.receipt_id is None:
        raise Refused(_("Your page was open for too long. Please type your number again."), next_url=visit.url("/track"), next_label=_("Type your number"))


def _number(visit: Visit, name: str) -> int:
    typed = visit.form.get(name, "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 20):  # noqa: PLR2004 - ids have 63 bits
        raise NotFound
    return int(typed)

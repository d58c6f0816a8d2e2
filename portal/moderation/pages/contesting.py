"""Contesting a decision, at once or later: what is unfinished can be kept under a number of its own.

That number opens the words and nothing else. To send them the person types the number of their page, as ever.
"""

from datetime import date
from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _, language
from portal.base.text import tidy
from portal.drafts import commands as drafts
from portal.drafts import opening
from portal.drafts.commands import Opened
from portal.moderation import commands, queries
from portal.moderation.forms import LaterForm, TextForm
from portal.moderation.pages.own import needs_holder, number_in
from portal.receipts import commands as receipts
from portal.receipts import tickets
from portal.web.doors import post
from portal.web.pages import page
from portal.web.visitors import Visit

KIND = "appeal"
HERE = "/track/appeal"


@post(HERE, needs=Permission.ANYONE)
def contest(visit: Visit, session: Session) -> Response[bytes]:
    """First the form, then the appeal; or kept for later."""
    form = LaterForm(visit.form) if "code" in visit.form else TextForm(visit.form)
    if isinstance(form, LaterForm) and not _opens(visit, session, form):
        return _again(visit, form, token=visit.same_token())
    needs_holder(visit)
    decision = queries.for_appeal(session, visit.actor, number_in(visit, "decision"))
    step = visit.form.get("step", "send")
    if "text" not in visit.form:
        return _form(visit, decision, form, token=visit.new_token())
    if visit.switching or step == "change":
        return _form(visit, decision, form, token=visit.same_token())
    try:
        return _kept(visit, session, decision) if step == "later" else _sent(visit, session, decision, form)
    except Refused as fault:
        form.blame("text", fault.sentence)
        return _form(visit, decision, form, token=visit.same_token())


def _opens(visit: Visit, session: Session, form: LaterForm) -> bool:
    """Whether the number that was typed opens the page whose decision this is; the ticket takes its place from here on."""
    if visit.switching:
        return False
    try:
        visit.form["ticket"] = _ticket(visit, session, form.code.data or "")
    except Refused as fault:
        form.blame("code", fault.sentence)
        return False
    visit.actor = tickets.holder_of(session, visit) or visit.actor
    return True


def _ticket(visit: Visit, session: Session, typed: str) -> str:
    if receipts.brake.wait() > 0:
        raise Refused(_("Many numbers are being tried just now. Please send it again in a minute."))
    receipt = receipts.open_with(session, visit.actor, typed)
    if receipt.by_helper:
        raise Refused(_("Somebody who helped saw this number. Open your page with it first, and take a number of your own."))
    return tickets.issue(receipt)


def _sent(visit: Visit, session: Session, decision: Any, form: TextForm) -> Response[bytes]:
    made = commands.appeal(session, visit.actor, decision, token=visit.token, text=form.text.data, language=language())
    drafts.erase_sent(session, visit.actor, visit.token)
    return page(visit, "moderation/contested.html", appeal=made, ticket=visit.form["ticket"])


def _kept(visit: Visit, session: Session, decision: Any) -> Response[bytes]:
    """Seal what was typed and which decision it is about; no number of the person goes with it."""
    text = tidy(visit.form["text"])
    if not text.strip():
        raise Refused(_("Say why the decision should be looked at again."))
    fields = {"decision": str(decision.id), "text": text}
    kept = drafts.keep(session, visit.actor, visit.token, KIND, fields, until=queries.appeal_until(decision))
    return page(visit, "drafts/kept.html", kept=kept, to=HERE, token=visit.same_token(), fields=[*fields.items(), ("ticket", visit.form["ticket"])])


@opening.open_with(KIND)
def fill_again(visit: Visit, _session: Session, opened: Opened) -> Response[bytes]:
    """The words as they were left. Nothing of the decision is shown before the number of the page is typed."""
    return _again(visit, LaterForm(visit.form), token=opening.same_form(visit, opened, visit.now), kept_until=opened.ends_on)


def _again(visit: Visit, form: LaterForm, *, token: str, kept_until: date | None = None) -> Response[bytes]:
    form.text.label.text = _("Why is the decision wrong?")
    facts: dict[str, Any] = {"form": form, "faults": form.faults(), "token": token, "kept_until": kept_until, "decision": number_in(visit, "decision")}
    return page(visit, "moderation/contest_again.html", status=422 if form.faults() else 200, **facts)


def _form(visit: Visit, decision: Any, form: TextForm, *, token: str) -> Response[bytes]:
    own = decision.contribution.receipt_id == visit.actor.receipt_id
    form.text.label.text = _("Why is the decision wrong?")
    facts: dict[str, Any] = {"passage": decision.passage if own else "", "until": queries.appeal_until(decision), "ticket": visit.form["ticket"], "token": token}
    return page(visit, "moderation/contest.html", status=422 if form.faults() else 200, faults=form.faults(), form=form, decision=decision, **facts)

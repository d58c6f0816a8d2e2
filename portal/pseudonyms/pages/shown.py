"""The two pages that everything here ends in: the page of an open pseudonym, and the way in."""

from typing import Any

from litestar.response import Response

from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.pseudonyms import commands, passkeys, queries, tickets
from portal.pseudonyms.forms import BeginForm, NumberForm, OpenForm, PassphraseForm, WriteForm
from portal.pseudonyms.tickets import FIELD, Opened
from portal.receipts import tickets as receipts
from portal.web.forms import Form
from portal.web.pages import page
from portal.web.visitors import Visit


def the_way_in(visit: Visit, *, opening: OpenForm | None = None, beginning: BeginForm | None = None, sentence: str = "", status: int = 200) -> Response[bytes]:
    """What it is, and the two forms. A number that came along goes along."""
    faults = [*(opening.faults() if opening else []), *(beginning.faults() if beginning else [])]
    return page(
        visit,
        "pseudonyms/way_in.html",
        status=422 if faults else status,
        faults=faults,
        opening=opening or OpenForm(),
        beginning=beginning or BeginForm(),
        sentence=sentence,
        keepsake=_comes_along(visit),
        passkey=passkeys.to_open(),
    )


def _comes_along(visit: Visit) -> str:
    """The sealed number that the form carries, as long as it can be opened."""
    text = visit.form.get("keep", "")
    return text if text and receipts.unwrap(text) else ""


def ended(visit: Visit) -> Response[bytes]:
    """The ticket has ended: the way in again."""
    return the_way_in(visit, sentence=_("Your page was open for a long time, or the passphrase has changed. Please open it again."), status=422)


def opened_by(visit: Visit, session: Session) -> Opened | None:
    """Whose page the form came from."""
    return queries.of_ticket(session, visit.actor, visit.form.get(FIELD, ""))


def open_now(visit: Visit, session: Session, opened: Opened, *, done: str = "") -> Response[bytes]:
    """The page right after the passphrase or the passkey: what is new is told now, and a number that came along is kept."""
    now = queries.numbers(session, visit.actor, queries.wallet(session, visit.actor, opened))
    new = frozenset(queries.sign_of(one.kept) for one in now if one.kept.seen and one.sign != one.kept.seen)
    opened = Opened(opened.id, opened.key, opened.mark, new)
    commands.note_opened(session, visit.actor, opened, {one.kept.code: one.sign for one in now if one.receipt is not None})
    return with_what_came_along(visit, session, opened, done=done)


def with_what_came_along(visit: Visit, session: Session, opened: Opened, *, done: str = "") -> Response[bytes]:
    """The page, after putting the number into the wallet that the form carried."""
    code = receipts.unwrap(visit.form.get("keep", ""))
    if not code:
        return the_page(visit, session, opened, done=done)
    try:
        commands.keep(session, visit.actor, opened, code)
    except Refused as full:
        form = NumberForm()
        form.blame("code", full.sentence)
        return the_page(visit, session, opened, number=form)
    return the_page(visit, session, opened, done=_("The number is kept under your made-up name."))


def the_page(
    visit: Visit, session: Session, opened: Opened, *, done: str = "", number: NumberForm | None = None, passphrase: PassphraseForm | None = None, sentence: str = ""
) -> Response[bytes]:
    """Everything that is kept under the made-up name."""
    faults = [*(number.faults() if number else []), *(passphrase.faults() if passphrase else [])]
    kept = queries.wallet(session, visit.actor, opened)
    places = queries.open_questions(session, visit.actor)
    facts: dict[str, Any] = {
        "numbers": [(one, receipts.issue(one.receipt) if one.receipt else "", queries.sign_of(one.kept) in opened.new) for one in queries.numbers(session, visit.actor, kept)],
        "known": queries.passkeys(session, visit.actor, opened),
        "number": number or NumberForm(),
        "passphrase": passphrase or PassphraseForm(),
        "write": write_form(places, sorted({one.name for one in kept if one.name})),
        "passkey": passkeys.to_add(_("Your consultations")),
        "sign_of": queries.sign_of,
    }
    return page(visit, "pseudonyms/open.html", status=422 if faults or sentence else 200, faults=faults, sentence=sentence, done=done, ticket=tickets.issue(opened), **facts)


def write_form(places: list[tuple[Any, list[Any]]], names: list[str]) -> Form | None:
    """Where one can write now; without a place there is no form."""
    form = WriteForm()
    form.question.choices = [(f"{place.slug}/{question.number}", question.title.choice(f"{place.title}: ")) for place, questions in places for question in questions]
    form.shown.choices = [("", _("A name for that consultation alone")), *[(name, _("%(name)s, as in another consultation", name=name)) for name in names]]
    form.shown.data = ""
    return form if form.question.choices else None

"""Writing under a pseudonym: the same form as everybody's, with the ticket inside."""

from litestar.response import Response

from portal.base.access import Actor, Kind, Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.contributions import keeping
from portal.contributions.commands import Submitted
from portal.contributions.pages import writing
from portal.pseudonyms import commands, names, queries
from portal.pseudonyms.pages.shown import ended, opened_by
from portal.web.doors import post
from portal.web.visitors import Visit


@post("/pseudonym/write", needs=Permission.CONTRIBUTE)
def write(visit: Visit, session: Session) -> Response[bytes]:
    """The form for words, with a name filled in that no other consultation has, unless the person asks for one that has."""
    opened = opened_by(visit, session)
    if opened is None:
        return ended(visit)
    slug, _slash, number = visit.form.get("question", "").partition("/")
    if not (number.isascii() and number.isdigit() and len(number) < 10):  # noqa: PLR2004 - more digits fit no column
        raise NotFound
    kept = queries.wallet(session, visit.actor, opened)
    used = {one.name for one in kept if one.name}
    here = next((one.kept.name for one in queries.numbers(session, visit.actor, kept) if one.consultation and one.consultation.slug == slug), "")
    wanted = visit.form.get("shown", "")
    name = wanted if wanted in used else here or names.fresh(used)
    return writing.begin_under(visit, session, slug, int(number), name)


def _holder(session: Session, visit: Visit, consultation_id: int) -> Actor | None:
    """In one consultation one number is enough: the one that is in the wallet already."""
    opened = opened_by(visit, session)
    if opened is None:
        return None
    found = queries.numbers(session, visit.actor, queries.wallet(session, visit.actor, opened))
    receipt = next((one.receipt for one in found if one.receipt is not None and one.receipt.consultation_id == consultation_id), None)
    return Actor(kind=Kind.RECEIPT, receipt_id=receipt.id) if receipt else None


def _keep(session: Session, visit: Visit, made: Submitted) -> str:
    """Into the wallet. The words are sent whatever happens here; then the person must write the number down."""
    opened = opened_by(visit, session)
    if opened is None:
        return _("The page of your made-up name has ended. Write this number down, or keep it there later.")
    found = queries.numbers(session, visit.actor, queries.wallet(session, visit.actor, opened))
    code = made.code or next((one.kept.code for one in found if one.receipt is not None and one.receipt.id == made.receipt.id), "")
    if code:
        try:
            commands.keep(session, visit.actor, opened, code, name=made.contribution.shown_name)
        except Refused as full:
            return full.sentence
    return _("It is kept under your made-up name.")


keeping.keep_with(keeping.Keeper(_holder, _keep))

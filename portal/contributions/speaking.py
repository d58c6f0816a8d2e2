"""Proving to be a confirmed organisation: by its number, once; the next step of the form carries a sealed sign and not the number."""

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.secrets import Unsealable, from_text, seal, to_text, unseal
from portal.identity.models import Organisation
from portal.identity.queries.organisations import speaking_as, still_speaking
from portal.receipts import codes
from portal.receipts.commands import brake
from portal.receipts.tickets import LIFETIME

FIELD = "proven"
"""The hidden field with the sign."""
PURPOSE = "proven organisation"


def proven_by(session: Session, viewer: Actor, typed: str) -> Organisation:
    """The organisation whose number was typed. Raises Refused with what to look at; numbers that could be right are slowed."""
    code = codes.typed(typed)
    if not code:
        raise Refused(_("Type the speaking number. It has 20 digits."))
    if not codes.is_whole(code):
        raise Refused(_("This is not a speaking number. Please compare its 20 digits with what you wrote down."))
    if brake.wait() > 0:
        raise Refused(_("Many numbers are being tried just now. Please send it again in a minute."))
    found = speaking_as(session, viewer, code)
    if found is None:
        raise Refused(_("No confirmed organisation has this number. Please compare it with what you wrote down."))
    return found


def sign(organisation: Organisation) -> str:
    """For the next step of the form."""
    return to_text(seal(PURPOSE, f"{organisation.id} {int((clock.now() + LIFETIME).timestamp())}"))


def proven_before(session: Session, viewer: Actor, sign: str) -> Organisation | None:
    """The organisation that proved itself a step before, if it is still confirmed."""
    try:
        organisation_id, until = unseal(PURPOSE, from_text(sign)).split()
    except (Unsealable, ValueError):
        return None
    return still_speaking(session, viewer, int(organisation_id)) if int(until) >= clock.now().timestamp() else None

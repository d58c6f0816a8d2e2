"""Nobody goes who cannot be spared: the last administrator, and the last one who may hear an appeal.

A change of roles, units or accounts is made inside `somebody_must_stay`. It looks before and after. What lacks somebody
only afterwards undoes the change and says why; what lacked somebody before may still be mended step by step.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from portal.base.access import SYSTEM, Role
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.identity.models import HeldRole
from portal.identity.queries.standing import gaps, moderators_of, reviewers_of


@contextmanager
def somebody_must_stay(session: Session) -> Iterator[None]:
    """Undo what is done inside, with the reason, if it leaves nobody where somebody is needed."""
    # Two who go at the same moment take turns here; each sees what the other left (PostgreSQL; SQLite has one writer anyway).
    session.execute(select(HeldRole.id).where(HeldRole.role.in_((Role.ADMINISTRATOR, Role.REVIEWER))).order_by(HeldRole.id).with_for_update()).all()
    before = gaps(session, SYSTEM)
    with session.begin_nested():
        yield
        session.flush()
        for gap, sentence in gaps(session, SYSTEM).items():
            if gap not in before:
                raise Refused(sentence)


@contextmanager
def judges_must_stay(session: Session, consultation: Any) -> Iterator[None]:
    """Undo what is done inside, with the reason, if it takes a consultation its last moderator or its last reviewer who counts."""
    moderated, heard = (bool(ask(session, SYSTEM, consultation)) for ask in (moderators_of, reviewers_of))
    with somebody_must_stay(session):
        yield
        session.flush()
        if moderated and not moderators_of(session, SYSTEM, consultation):
            raise Refused(_("Nobody would be left to moderate. Invite moderators of another organisation first."))
        if heard and not reviewers_of(session, SYSTEM, consultation):
            raise Refused(_("Nobody would be left to hear appeals. Invite or borrow a reviewer of another organisation first."))

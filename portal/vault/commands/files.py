"""Files of a case: the original sealed as it came, and the cleaned copy beside it."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.text import one_line
from portal.vault import sealing
from portal.vault.arriving import Arrived
from portal.vault.holding import Held, Opened
from portal.vault.models import CaseFile

MOST = 40
LONGEST_NAME = 200


@command(Permission.ANYONE)
def keep_files(session: Session, actor: Actor, holding: Held | Opened, arrived: Sequence[Arrived]) -> list[int]:
    """Keep files with a case; their numbers in it. From whom they are is told by who holds it. Raises Refused when there are too many."""
    last = session.scalar(select(func.max(CaseFile.number)).where(CaseFile.case_id == holding.case.id)) or 0
    if last + len(arrived) > MOST:
        raise Refused(_("A case can hold %(most)s files. Please send fewer.", most=MOST))
    for number, one in enumerate(arrived, last + 1):
        about = {"name": one_line(one.name)[:LONGEST_NAME], "shown": one.cleaned.name(number), "media_type": one.cleaned.media_type, "size": len(one.data)}
        key, case_id = holding.key, holding.case.id
        session.add(
            CaseFile(
                case_id=case_id,
                number=number,
                from_holder=isinstance(holding, Held),
                about=holding.seal(about),
                original=sealing.seal_bytes(one.data, key, case_id),
                cleaned=sealing.seal_bytes(one.cleaned.data, key, case_id),
            )
        )
    session.flush()
    return list(range(last + 1, last + 1 + len(arrived)))


@command(Permission.FOLLOW_CASE, on="held")
def delete_files(session: Session, actor: Actor, held: Held, numbers: Collection[int]) -> None:
    """The holder takes files out of the case, such as those of a message that is deleted."""
    session.execute(delete(CaseFile).where(CaseFile.case_id == held.case.id, CaseFile.number.in_(numbers)))

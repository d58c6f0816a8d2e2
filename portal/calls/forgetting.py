"""Forgetting somebody who leaves: address, lists, words, names, and letters that wait."""

from sqlalchemy import delete, select, update

from portal.base.database import Session
from portal.calls import letters
from portal.calls.models import Call, JoinRequest, Member, Note
from portal.calls.sealing import ADDRESS, opened


def forget_requests(session: Session, address_hash: bytes, sealed_address: bytes) -> None:
    """Nothing is left of what this address asked for; whoever is on a list stays there."""
    letters.erase_asked(session, opened(ADDRESS, sealed_address))
    session.execute(delete(JoinRequest).where(JoinRequest.address_hash == address_hash), execution_options={"synchronize_session": False})


def forget(session: Session, address_hash: bytes, sealed_address: bytes) -> None:
    """Nothing is left of whoever had this address but counts of what was done."""
    member_id = session.scalar(select(Member.id).where(Member.address_hash == address_hash).with_for_update())  # first: no letter is written meanwhile
    letters.erase_waiting(session, opened(ADDRESS, sealed_address))
    forget_requests(session, address_hash, sealed_address)
    if member_id is None:
        return
    session.execute(update(Note).where(Note.member_id == member_id).values(sealed_text=None, sealed_name=None, member_id=None), execution_options={"synchronize_session": False})
    session.execute(update(Call).where(Call.lead_member_id == member_id).values(lead="", lead_member_id=None), execution_options={"synchronize_session": False})
    session.execute(delete(Member).where(Member.id == member_id), execution_options={"synchronize_session": False})
    session.expire_all()

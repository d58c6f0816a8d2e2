"""What the demo shows of lists and calls: one that asks people to act, one that ended, one for members alone, a proposal, a request.

As in an import, rows of days gone by are written straight through the tables. The member's number is made at this very
moment and told once.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.base import clock
from portal.base.database import Session
from portal.base.languages import Texts
from portal.base.secrets import keyed_hash, random_id, random_token, seal
from portal.calls import tickets
from portal.calls.models import Call, CallList, CallState, CallUpdate, ContactList, JoinRequest, Member, Membership, Naming, Note, NoteKind, Outcome, Sending, Step, Topic
from portal.calls.numbers import fresh_number
from portal.calls.sealing import ADDRESS, LINE, WORDS, address_hash, code_hash, leaving_key, link_hash, request_key
from portal.web import tokens

TEXTS = Path(__file__).parent / "demo.json"
MEMBER, ASKING = "demo-member@example.org", "demo-asking@example.org"


def fill(session: Session, chairs: Sequence[int] = ()) -> str:
    """Fill an empty room; the number of a member, or nothing when there were lists already. `chairs`: who proposed, and who checked (staff ids)."""
    if session.scalar(select(ContactList.id).limit(1)) is not None:
        return ""
    given = json.loads(TEXTS.read_text())
    lists = {one["slug"]: _list(session, one) for one in given["lists"]}
    code, member = _member(session, list(lists.values()))
    for one in given["calls"]:
        _call(session, one, [lists[slug] for slug in one["lists"]], chairs, member if one.get("by_member") else None)
    _request(session, given["request"], next(iter(lists.values())))
    for words in given["ideas"]:
        token_hash = keyed_hash("form", random_token())
        session.add(Note(member_id=member.id, list_id=next(iter(lists.values())).id, token_hash=token_hash, kind=NoteKind.IDEA, language="en", sealed_text=seal(WORDS, words)))
    session.flush()
    return code


def _texts(given: dict[str, Any], *names: str) -> dict[str, Texts]:
    return {name: Texts(given[name]) for name in names if name in given}


def _list(session: Session, given: dict[str, Any]) -> ContactList:
    made = ContactList(slug=given["slug"], takes_requests=given["open"], asks_topics=given["open"], asks_regions=given["open"], **_texts(given, "title", "purpose", "who_may"))
    session.add(made)
    session.flush()
    return made


def _member(session: Session, lists: Sequence[ContactList]) -> tuple[str, Member]:
    token = tokens.read(tokens.issue())
    assert token is not None
    member_id, code = random_id(), tickets.for_form(token)
    facts = {"sealed_address": seal(ADDRESS, MEMBER), "address_hash": address_hash(MEMBER), "code_hash": code_hash(code), "link_hash": link_hash(leaving_key(member_id))}
    made = Member(id=member_id, language="en", **facts)
    session.add(made)
    session.flush()
    session.add_all(Membership(member_id=member_id, list_id=one.id) for one in lists)
    return code, made


def _call(session: Session, given: dict[str, Any], lists: Sequence[ContactList], chairs: Sequence[int], member: Member | None) -> None:
    state, sent_on = CallState(given["state"]), _day(given["sent"]) if "sent" in given else None
    made = Call(
        number=fresh_number(session),
        state=state,
        state_since=_day(given["since"]),
        public=given["public"],
        topic=Topic(given["topic"]),
        region=given["region"],
        sources=[[address, _day(day).isoformat()] for address, day in given["sources"]],
        sent_on=sent_on,
        member_id=member.id if member else None,
        proposed_by=chairs[0] if chairs and member is None else None,
        lead=given.get("lead", ""),
        outcome=Outcome(given["outcome"]) if "outcome" in given else None,
        counted=given.get("counted", {}),
        **_texts(given, "title", "happens", "aim", "addressees", "outcome_text"),
    )
    if sent_on is not None:
        made.harm, made.naming, made.checked_on, made.checked_by = given["harm"], Naming.NOBODY, sent_on, chairs[1] if len(chairs) > 1 else None
    session.add(made)
    session.flush()
    session.add_all(CallList(call_id=made.id, list_id=one.id) for one in lists)
    session.add_all(Step(call_id=made.id, number=number, what=Texts(one["what"]), until=_day(one["until"])) for number, one in enumerate(given.get("steps", []), 1))
    session.add_all(CallUpdate(call_id=made.id, number=number, day=_day(one["day"]), text=Texts(one["text"])) for number, one in enumerate(given.get("news", []), 1))
    if sent_on is not None:
        session.add(Sending(call_id=made.id, number=0, begun_on=sent_on, finished_on=sent_on))


def _request(session: Session, line: str, place: ContactList) -> None:
    request_id = random_id()
    sealed = {"sealed_address": seal(ADDRESS, ASKING), "address_hash": address_hash(ASKING), "sealed_line": seal(LINE, line), "link_hash": link_hash(request_key(request_id))}
    session.add(JoinRequest(id=request_id, list_id=place.id, language="en", token_hash=keyed_hash("form", random_token()), confirmed_on=clock.today(), **sealed))


def _day(days: int) -> date:
    return clock.today() + timedelta(days=days)

"""Contact lists, members and calls for action."""

from datetime import date, timedelta
from typing import Any

from portal.base import clock
from portal.base.access import SYSTEM
from portal.base.languages import Texts
from portal.base.secrets import keyed_hash, random_id, seal
from portal.calls.models import Call, CallList, CallState, ContactList, JoinRequest, Member, Membership, Naming, Step
from portal.calls.numbers import fresh_number
from portal.calls.sealing import ADDRESS, LINE, address_hash, code_hash, leaving_key, link_hash, request_key
from portal.receipts import codes


class MakeCalls:
    """Builders of the room `calls`."""

    def contact_list(self: Any, title: str = "Early warning", **more: Any) -> ContactList:
        """A list that takes requests."""
        facts: dict[str, Any] = {"slug": f"list-{self.next()}", "title": Texts(en=title), "purpose": Texts(en="To warn each other early."), "takes_requests": True}
        return self.save(ContactList(**{**facts, **more}))

    def join_request(self: Any, place: ContactList | None = None, address: str = "asks@example.org", *, line: str = "I know the place.", **more: Any) -> JoinRequest:
        """A confirmed request; its key is at `request.key`."""
        place, request_id = place or self.contact_list(), random_id()
        facts: dict[str, Any] = {
            "id": request_id,
            "list_id": place.id,
            "sealed_address": seal(ADDRESS, address),
            "address_hash": address_hash(address),
            "sealed_line": seal(LINE, line) if line else None,
            "language": "en",
            "link_hash": link_hash(request_key(request_id)),
            "token_hash": keyed_hash("form", f"request {self.next()}"),
            "confirmed_on": clock.today(),
        }
        made = self.save(JoinRequest(**{**facts, **more}))
        made.key = request_key(request_id)
        return made

    def member(self: Any, *places: ContactList, address: str = "", language: str = "en", topics: list[str] | None = None, regions: list[str] | None = None, **more: Any) -> Member:
        """Somebody on these lists; the number is at `member.code`, the key of leaving at `member.key`."""
        turn, member_id = self.next(), random_id()
        code = codes.from_token(f"member {turn}".encode())
        address = address or f"member{turn}@example.org"
        facts: dict[str, Any] = {
            "id": member_id,
            "sealed_address": seal(ADDRESS, address),
            "address_hash": address_hash(address),
            "language": language,
            "code_hash": code_hash(code),
            "link_hash": link_hash(leaving_key(member_id)),
        }
        made = self.save(Member(**{**facts, **more}))
        for place in places or (self.contact_list(),):
            self.save(Membership(member_id=made.id, list_id=place.id, topics=topics or [], regions=regions or []))
        made.code, made.key, made.address = code, leaving_key(member_id), address
        return made

    def call(
        self: Any, *places: ContactList, title: str = "A law against associations", state: CallState = CallState.SENT, public: bool = True, until: date | None = None, **more: Any
    ) -> Call:
        """A call with one step, for these lists; sent and public unless said otherwise."""
        facts: dict[str, Any] = {
            "title": Texts(en=title),
            "happens": Texts(en="A bill asks every association to ask for leave before it meets."),
            "sources": [["https://example.org/bill", "2027-05-01"]],
            "sent_on": clock.today() if state in (CallState.SENT, CallState.OUTCOME, CallState.CLOSED) else None,
            "number": self.database.read(fresh_number),
        }
        if state is not CallState.PROPOSED:
            facts |= {"harm": "Nobody is named.", "naming": Naming.NOBODY, "checked_on": clock.today()}
        made = self.save(Call(state=state, public=public, **{**facts, **more}))
        self.save(Step(call_id=made.id, number=1, what=Texts(en="Write to your foreign ministry."), until=until or clock.today() + timedelta(days=14)))
        for place in places:
            self.save(CallList(call_id=made.id, list_id=place.id))
        return made

    def lay_letters(self: Any) -> None:
        """What the clock does until every letter of every sending lies in the outbox."""
        from portal.calls import commands

        while self.database.write(lambda session: commands.lay_letters(session, SYSTEM)):
            pass

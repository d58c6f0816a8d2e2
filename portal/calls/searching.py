"""What the search finds of calls: those that were sent and are public, with their news. Nothing of calls for members alone."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _l
from portal.calls.models import Call, CallUpdate
from portal.calls.queries.calls import OUT
from portal.search import sources
from portal.search.sources import TITLE, Shown, Source, Told, Watched, Words, of_texts

_TEXTS = ("happens", "aim", "addressees", "outcome_text")


def _out() -> Select[int]:
    return select(Call.id).where(Call.public, Call.state.in_(OUT))


def _public(session: Session, ids: Sequence[int]) -> Iterator[Call]:
    yield from session.scalars(select(Call).where(Call.id.in_(ids), Call.public, Call.state.in_(OUT)).options(selectinload(Call.updates)))


def _words(call: Call) -> list[Words]:
    news = [said for one in call.updates for said in of_texts(one.text)]
    return [*(said for name in _TEXTS for said in of_texts(getattr(call, name))), *news]


def _told(session: Session, ids: Sequence[int]) -> Iterator[Told]:
    for one in _public(session, ids):
        yield Told(one.id, one.sent_on or one.state_since, [*of_texts(one.title, TITLE), *_words(one)])


def _shown(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, Shown]:
    return {one.id: Shown(f"/calls/{one.number}", title=one.title, texts=_words(one), day=one.sent_on) for one in _public(session, ids)}


sources.add(
    Source(
        kind="call",
        label=_l("Calls for action"),
        every=_out,
        told=_told,
        seen=lambda _viewer: _out(),
        shown=_shown,
        watched=(
            Watched(Call, Call.id, frozenset({"state", "public", "sent_on", "title", *_TEXTS})),
            Watched(CallUpdate, CallUpdate.call_id, frozenset({"text"})),
        ),
    )
)

"""What the search finds of contributions: the words that everybody can read now. Names are not searched: nobody collects what somebody said."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _, _l
from portal.base.text import plain
from portal.consultations import retelling
from portal.consultations.searching import announced, seen_of, with_consultation
from portal.contributions import translating as _translating  # noqa: F401  enters what can be translated
from portal.contributions.models import PUBLIC, Contribution
from portal.search import sources
from portal.search.sources import Shown, Source, Told, Watched, Words
from portal.translations.models import Kind

_READABLE = Contribution.state.in_(PUBLIC)


def _told(session: Session, ids: Sequence[int]) -> Iterator[Told]:
    rows = select(Contribution.id, Contribution.day, Contribution.text, Contribution.language).where(Contribution.id.in_(ids), _READABLE, announced(Contribution))
    found = session.execute(rows).all()
    retold = retelling.retold(session, Kind.CONTRIBUTION, [own for own, *_more in found])
    for own, day, text, language in found:
        yield Told(own, day, [Words(text, language), *retold.get(own, [])])


def _shown(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, Shown]:
    rows = with_consultation(session, viewer, Contribution, ids)
    retold = retelling.retold(session, Kind.CONTRIBUTION, ids)
    return {
        one.id: Shown(
            f"/consultations/{slug}/contributions/{one.number}",
            named=_("Contribution No. %(number)s", number=one.number),
            texts=[Words(plain(one.html), one.language), *retold.get(one.id, [])],
            where=title,
            day=one.day,
        )
        for one, slug, title in rows
        if one.state in PUBLIC
    }


sources.add(
    Source(
        kind="contribution",
        label=_l("Contributions"),
        every=lambda: select(Contribution.id).where(_READABLE, announced(Contribution)),
        told=_told,
        seen=lambda viewer: seen_of(viewer, Contribution, _READABLE),
        shown=_shown,
        watched=(
            Watched(Contribution, Contribution.id, frozenset({"state", "text", "language", "day"}), when_new=lambda words: words.state in PUBLIC),
            retelling.watched(Kind.CONTRIBUTION),
        ),
        consultation=Contribution.consultation_id,
    )
)

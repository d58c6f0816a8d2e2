"""Who took part, for the public figures: how many numbers, in which languages, as whom."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from portal.base.database import Session
from portal.base.languages import _l, language_name
from portal.consultations.counting import counted
from portal.contributions.models import PUBLIC, Channel, Contribution, Voice
from portal.figures import sources
from portal.figures.days import Span
from portal.figures.measures import Measure, Shares, Total
from portal.figures.sources import Table


def published_in(span: Span) -> ColumnElement[bool]:
    """The published contributions that a figure counts, by the day on which they were sent."""
    here = and_(Contribution.consultation_id.in_(counted(span.scope)), Contribution.state.in_(PUBLIC), Contribution.day < span.end)
    return and_(here, Contribution.day >= span.first) if span.first else here


def took_part(session: Session, span: Span) -> Mapping[str, Measure]:
    """Contributions and the numbers behind them. One person may have several numbers, and none can be joined to another."""
    here = published_in(span)
    contributions, numbers = session.execute(select(func.count(), func.count(Contribution.receipt_id.distinct())).where(here)).one()

    def by(column: Any) -> dict[str, int]:
        return {str(answer): number for answer, number in session.execute(select(column, func.count()).where(here).group_by(column).order_by(column))}

    voices, channels = by(Contribution.voice), by(Contribution.channel)
    return {
        "contributions": Total(contributions),
        "numbers": Total(numbers),
        "voices": Shares({voice.value: voices.get(voice.value, 0) for voice in Voice}),
        "languages": Shares(by(Contribution.language)),
        "channels": Shares({channel.value: channels.get(channel.value, 0) for channel in Channel}),
    }


sources.add(
    "participation",
    took_part,
    _l("Taking part"),
    [
        Table("contributions", _l("Published contributions")),
        Table("numbers", _l("Numbers under which they came")),
        Table("voices", _l("As whom people spoke"), _l("Voice"), sources.named(Voice)),
        Table("languages", _l("Languages of the contributions"), _l("Language"), language_name),
        Table("channels", _l("By which way contributions came"), _l("Way"), sources.named(Channel)),
    ],
)

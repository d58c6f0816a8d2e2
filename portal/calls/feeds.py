"""The feed of public calls: each entry with a way to act."""

from collections.abc import Sequence

from portal.base import clock
from portal.base.languages import _, format_day, language
from portal.base.settings import settings
from portal.calls.models import Call
from portal.web import atom
from portal.web.atom import Entry


def feed(title: str, calls: Sequence[Call], tag: str = "") -> bytes:
    """A whole feed, in the language of the reader; `tag` is the one to which it was narrowed down."""
    entries = [_entry(one, tag or language()) for one in calls]
    path = "/calls/feed.atom" + (f"?language={tag}" if tag else "")
    return atom.feed(title, path, "/calls", entries, max((one.day for one in entries), default=clock.today()))


def _entry(call: Call, tag: str) -> Entry:
    act = f"/calls/{call.number}#act"
    first, words = call.sent_on or call.state_since, call.happens.for_reader(tag)
    news = [f"{format_day(one.day)}\n{one.text.for_reader(tag).text}" for one in reversed(call.updates)]
    outcome = [f"{_('Outcome:')} {call.outcome.label}"] if call.outcome else []
    parts = [*news, format_day(first), words.text, *outcome, f"{_('Take action')}{_(': ')}{atom.address(act)}"]
    return Entry(
        name=f"{settings().address}/calls/{call.number}",
        title=call.title.for_reader(tag).text,
        day=call.changed_on,
        path=f"/calls/{call.number}",
        text="\n\n".join(parts),
        text_language=words.language,
        published=first,
        action=(act, _("Take action")),
        category=(call.topic.value, call.topic.label),
    )

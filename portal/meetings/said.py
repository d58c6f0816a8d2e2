"""What was said at a meeting: the room of contributions enters itself here, since this one lies below it."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from portal.base.access import Actor
from portal.base.database import Session

Source = Callable[[Session, Actor, Any, str, str], tuple[list[Markup], str]]
_sources: list[Source] = []


def told_by(source: Source) -> Source:
    """Name the function that gives a page of the words of a meeting, ready to be shown, and where the next page begins."""
    _sources[:] = [source]
    return source


def there(session: Session, viewer: Actor, meeting: Any, on: str, after: str = "") -> tuple[list[Markup], str]:
    """The words of a meeting; `on` is the address of its consultation."""
    return _sources[0](session, viewer, meeting, on, after) if _sources else ([], "")

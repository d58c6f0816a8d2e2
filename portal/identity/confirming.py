"""What rooms above keep of a confirmed name: they enter here what is done when a confirmation ends, in the same transaction."""

from collections.abc import Callable

from portal.base.database import Session

Ending = Callable[[Session, int], None]
ENDINGS: list[Ending] = []


def when_a_confirmation_ends(ending: Ending) -> Ending:
    """Enter what is done then; it is given the organisation's id."""
    if ending not in ENDINGS:
        ENDINGS.append(ending)
    return ending

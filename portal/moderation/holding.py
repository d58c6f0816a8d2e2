"""What stands on somebody's words, so that publishing them is no slip any more; rooms above enter their own checks with `also`."""

from collections.abc import Callable

from portal.base.access import Actor
from portal.base.database import Session
from portal.contributions.models import Contribution

Check = Callable[[Session, Actor, Contribution], bool]
_checks: list[Check] = []


def also(check: Check) -> Check:
    """Enter a room's own reason why words cannot be put back into the queue."""
    if check not in _checks:
        _checks.append(check)
    return check


def held(session: Session, actor: Actor, contribution: Contribution) -> bool:
    """Whether any room has built on the words."""
    return any(check(session, actor, contribution) for check in _checks)

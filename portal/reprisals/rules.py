"""Who keeps the hours of duty and the helplines. Whoever works on a report itself has a key to it: portal.vault.rules."""

from portal.base.access import Actor, Role
from portal.base.errors import NotAllowed
from portal.base.languages import _


def is_protection_officer(actor: Actor) -> bool:
    """Whether somebody works on reports at all."""
    return actor.is_staff and actor.holds(Role.PROTECTION_OFFICER)


def require_protection_officer(actor: Actor) -> None:
    """A key alone is not enough: focal points hold keys too. Raises NotAllowed."""
    if not is_protection_officer(actor):
        raise NotAllowed(_("This is for protection officers."))

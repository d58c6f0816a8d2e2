"""Words for counts of what members did."""

from portal.base.languages import _
from portal.calls.models import ActionKind
from portal.figures.suppression import OTHERS


def action_words() -> dict[str, str]:
    """Each kind of action in words, and those that are counted together."""
    return {**{kind.value: kind.label for kind in ActionKind}, OTHERS: _("All others together")}

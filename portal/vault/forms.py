"""What the holder of a case types."""

from portal.base.languages import _l, ngettext
from portal.web.addresses import LONGEST_ADDRESS, Address
from portal.web.forms import Form, Longest, Needed, Words

LONGEST = 20_000
OTHER = "und"


def too_long(text: str) -> str:
    """What is wrong with the length of words; nothing when it is not."""
    over = len(text) - LONGEST
    if over <= 0:
        return ""
    return ngettext(
        "This is %(num)s character too long. The limit is %(most)s for everybody.",
        "This is %(num)s characters too long. The limit is %(most)s for everybody.",
        over,
        most=LONGEST,
    )


class NumberForm(Form):
    """The number, however it is written; what is wrong with it is told by whoever opens it."""

    code = Words(_l("Your number"))


class WishForm(Form):
    """An address for letters, and nothing else."""

    address = Words(_l("Your e-mail address"), [Needed(_l("Type your e-mail address.")), Longest(LONGEST_ADDRESS), Address()])

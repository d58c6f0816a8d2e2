"""The slip on which a number is handed over: printed, folded, and in the language of the person to whom it belongs."""

from dataclasses import dataclass

from portal.base.languages import _, direction, speaking
from portal.base.settings import settings


@dataclass(frozen=True)
class Slip:
    """One slip: in which language it speaks, what stands outside, the number, and what stands beside it."""

    language: str
    outside: str
    code: str
    inside: list[str]
    address: str
    line: str = ""

    @property
    def direction(self) -> str:
        """The way its words run."""
        return direction(self.language)


def slip(code: str, tag: str, *, line: str = "") -> Slip:
    """A slip for a number. `line` is the helper's own number for it, so that it reaches the right person."""
    with speaking(tag):
        inside = [
            _("With this number you can see what became of your words. Nobody can find it for you."),
            _("Open the page below and type the number. You then get a new number. This one opens nothing from then on."),
            _("Do this soon: whoever wrote for you has seen this number."),
            _("Show your new number to nobody. Without it, nobody can open your page."),
        ]
        outside = _("For you alone: your number")
    return Slip(tag, outside, code, inside, f"{settings().address}/{tag}/track", line)

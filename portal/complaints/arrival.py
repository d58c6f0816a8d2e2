"""What a complainant tells, before it is sealed."""

from dataclasses import dataclass
from typing import Any

from portal.complaints.models import Category


@dataclass(frozen=True)
class Told:
    """A complaint as it was typed."""

    category: Category
    text: str
    language: str
    """Of the words; `und` for a language that the portal does not know."""
    answer_in: str
    """The portal's language in which the complainant is answered."""
    place: str = ""
    number: int | None = None
    region: str = ""
    who: str = ""
    name: str = ""
    as_written: str = ""
    """The words letter by letter, where `text` was tidied."""
    referral_allowed: bool = False
    by_helper: bool = False
    help_kind: str = ""
    """With what help is asked for; of a complaint it is empty."""
    chosen: int | None = None
    """The officer whom the complainant chose."""

    @property
    def facts(self) -> dict[str, Any]:
        """What is sealed."""
        sealed: dict[str, Any] = {"text": self.text, "language": self.language, "number": str(self.number or ""), "who": self.who, "contact": "", "name": self.name}
        more = {"as_written": self.as_written, "help_kind": self.help_kind}
        return {**sealed, **{name: value for name, value in more.items() if value}}

    @property
    def matter(self) -> dict[str, Any]:
        """What the choice of an officer depends on."""
        return {"category": self.category, "place": self.place, "number": self.number, "region": self.region, "language": self.answer_in, "named": self.who}

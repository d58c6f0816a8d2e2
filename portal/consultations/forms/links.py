"""What an organiser types to make a link into a consultation."""

import unicodedata
from datetime import date
from typing import Any

from portal.base.languages import _, _l
from portal.web.forms import Form, Longest, Needed, ValidationError, Words

MOST = 1_000_000


class LinkForm(Form):
    """For whom a link is, how often it may be used, and until when."""

    label = Words(_l("For whom it is"), [Needed(_l("Write for whom this link is. Only your team reads it.")), Longest(120)])
    most_uses = Words(_l("How often it may be used"))
    ends_on = Words(_l("Last day on which it works"))

    def validate_most_uses(self, field: Any) -> None:
        """Nothing, or a whole number."""
        typed = _digits(field.data)
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) < len(str(MOST)) and int(typed) > 0):
            raise ValidationError(_("Write a whole number, such as 50, or leave it empty."))

    def validate_ends_on(self, field: Any) -> None:
        """Nothing, or a day."""
        if field.data:
            try:
                date.fromisoformat(_digits(field.data))
            except ValueError:
                raise ValidationError(_("Write the day like this: 2027-05-02. Or leave it empty.")) from None

    @property
    def most(self) -> int | None:
        """How often the link may be used; None for any number."""
        return int(_digits(self.most_uses.data)) if self.most_uses.data else None

    @property
    def last_day(self) -> date | None:
        """The last day on which it works; None for no end."""
        return date.fromisoformat(_digits(self.ends_on.data)) if self.ends_on.data else None


def _digits(typed: str | None) -> str:
    """The digits of every script, as a computer reads them."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in (typed or "").strip())

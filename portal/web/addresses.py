"""E-mail addresses that a person types."""

import re

from portal.base.languages import _
from portal.web.forms import Field, Form, ValidationError

LONGEST_ADDRESS = 254  # RFC 5321
_BEFORE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_BEHIND = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}")


class Address:
    """The address as it goes over the wire: the domain in ASCII and small letters. Nothing that could write a header passes."""

    def __call__(self, form: Form, field: Field) -> None:
        """Check and tidy; raises ValidationError."""
        before, _at, behind = str(field.data).rpartition("@")
        try:
            domain = behind.encode("idna").decode().lower()
        except UnicodeError:
            domain = ""
        if not _BEFORE.fullmatch(before) or not _BEHIND.fullmatch(domain):
            raise ValidationError(_("Type an e-mail address, such as name@example.org."))
        field.data = f"{before}@{domain}"

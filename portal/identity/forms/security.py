"""What is looked for in the security log."""

from typing import Any

from portal.base.languages import _, _l
from portal.web.forms import Form, SelectField, Words


class SecurityForm(Form):
    """Look for lines."""

    kind = SelectField(_l("What happened"))
    person = Words(_l("Sign-in name"))

    def __init__(self, sent: Any, *, kinds: list[tuple[str, str]]) -> None:
        super().__init__(sent)
        self.kind.choices = [("", _("Anything")), *kinds]

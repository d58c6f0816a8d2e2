"""Fields with answers to choose from, and a sentence of our own when none was chosen."""

from collections.abc import Sequence
from typing import Any

from portal.base.languages import _
from portal.web.forms import Form, RadioField, SelectField, ValidationError

Offers = Sequence[tuple[str, Any]]


class Choice(RadioField):
    """Radio buttons; `offers` are (value, label)."""

    def __init__(self, label: object = "", validators: object = None, *, offers: Offers = (), **more: Any) -> None:
        super().__init__(label, validators, validate_choice=False, **more)
        self.choices = list(offers)

    def pre_validate(self, form: Form) -> None:
        """One of the answers; raises ValidationError."""
        if self.data not in [value for value, _label in self.choices]:
            raise ValidationError(_("Choose one of the answers."))


class Selected(SelectField):
    """A list to choose from; its choices are set by whoever makes the form."""

    def __init__(self, label: object = "", validators: object = None, **more: Any) -> None:
        super().__init__(label, validators, validate_choice=False, **more)

    def pre_validate(self, form: Form) -> None:
        """One of the list; raises ValidationError."""
        if self.data not in [value for value, _label in self.choices]:
            raise ValidationError(_("Choose one of the answers."))

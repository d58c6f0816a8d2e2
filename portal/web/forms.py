"""Forms: what a person may type, every fault named at once, in their language and next to its field."""

import contextlib
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from multidict import MultiDict
from wtforms import Form as WtForm
from wtforms.fields import BooleanField, Field, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import RadioField as WtRadioField
from wtforms.fields import SelectField as WtSelectField
from wtforms.validators import Optional, StopValidation, ValidationError

from portal.base import text
from portal.base.languages import Lazy, _, ngettext

__all__ = [
    "BooleanField",
    "Field",
    "Form",
    "IntegerField",
    "Lines",
    "Longest",
    "Needed",
    "Optional",
    "RadioField",
    "SelectField",
    "StringField",
    "Ticked",
    "ValidationError",
    "Words",
    "choices",
    "moment_in",
    "number_in",
    "tags_in",
]


_shown_again: ContextVar[bool] = ContextVar("shown_again", default=False)


@contextlib.contextmanager
def shown_again(yes: bool) -> Iterator[None]:
    """While somebody only wants to see a form in another language, no form is found good and none is blamed (R02)."""
    token = _shown_again.set(yes)
    try:
        yield
    finally:
        _shown_again.reset(token)


class _Form(MultiDict[str]):
    def getlist(self, name: str) -> list[str]:
        return self.getall(name, [])


class Form(WtForm):  # type: ignore[misc]  # the library tells no types
    """The base of all forms. `faults()` lists every fault with the field it belongs to, in the order of the page."""

    def __init__(self, sent: MultiDict[str] | None = None, **more: Any) -> None:
        super().__init__(_Form(sent) if sent is not None else None, **more)

    def validate(self, *args: Any, **more: Any) -> bool:
        """Whether everything is well; never while the form is only shown again."""
        return not _shown_again.get() and bool(super().validate(*args, **more))

    def faults(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) for the list at the top of the page."""
        return [(field.id if not isinstance(field, RadioField) else f"{field.id}-0", str(fault)) for field in self for fault in field.errors]

    def blame(self, name: str, sentence: str) -> None:
        """Put a fault found elsewhere (by a command) next to its field."""
        if _shown_again.get():
            return
        field = self[name]
        field.errors = [*field.errors, sentence]

    class Meta:
        """Our own words, never the library's."""

        def get_translations(self, form: WtForm) -> Any:
            """The words of the language spoken now."""
            return _Words()


class _Words:
    def gettext(self, message: str) -> str:
        return _(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return singular if number == 1 else plural


class SelectField(WtSelectField):  # type: ignore[misc]
    """A list to choose from."""

    def pre_validate(self, form: WtForm) -> None:
        """Look the choice up; the library first makes an object of each, and a list may have two hundred."""
        if not any(isinstance(choice, tuple) and self.coerce(choice[0]) == self.data for choice in self.choices or ()):
            super().pre_validate(form)


class RadioField(SelectField, WtRadioField):  # type: ignore[misc]
    """The same as radio buttons."""


class Words(StringField):  # type: ignore[misc]
    """One line of text: tidied, on one line."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed."""
        self.data = text.one_line(valuelist[0]) if valuelist else ""


class Lines(TextAreaField):  # type: ignore[misc]
    """Several lines of text: tidied."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed."""
        self.data = text.tidy(valuelist[0]) if valuelist else ""


class Ticked(SelectMultipleField):  # type: ignore[misc]
    """Several of a list. What may be chosen is looked at with all other facts."""

    def pre_validate(self, form: WtForm) -> None:
        """Nothing yet."""


class Needed:
    """The field must not be left empty; `sentence` says what to do."""

    def __init__(self, sentence: Lazy) -> None:
        self.sentence = sentence

    def __call__(self, form: WtForm, field: Field) -> None:
        """Refuse an empty field, with this sentence alone."""
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            field.errors = []
            raise StopValidation(str(self.sentence))


class Longest:
    """At most so many characters; the sentence tells how many there are and how many may be."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: WtForm, field: Field) -> None:
        """Refuse what is longer."""
        if field.data and len(field.data) > self.most:
            over = len(field.data) - self.most
            raise ValidationError(
                ngettext(
                    "This is %(num)s character too long. The limit is %(most)s for everybody.",
                    "This is %(num)s characters too long. The limit is %(most)s for everybody.",
                    over,
                    most=self.most,
                )
            )


def tags_in(typed: str) -> list[str]:
    """The language codes of a line, with commas or blanks between them."""
    return typed.lower().replace(",", " ").replace("،", " ").split()


def number_in(typed: str, most_digits: int = 5) -> int | None:
    """A whole number that was typed; nothing when nothing was, and 0, which no such field takes, when it is none."""
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= most_digits else 0


def moment_in(typed: str, zone: str) -> datetime:
    """A typed local moment (2027-05-02 18:00 or with a T) in a zone; raises ValueError when it is none, or does not exist there."""
    local = datetime.fromisoformat(text.one_line(typed)).replace(tzinfo=ZoneInfo(zone))
    if local.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError("The clocks skip this moment.")
    return local


def choices(members: Iterable[Any]) -> list[tuple[str, Any]]:
    """Radio or select choices from an enumeration whose members have a `label`."""
    return [(member.value, member.label) for member in members]

"""What officers and administrators may type at the desk of complaints."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms.fields import SelectMultipleField

from portal.base.languages import _, _l
from portal.base.regions import REGIONS
from portal.base.settings import settings
from portal.complaints.queries import Category, Finding, Pause, Remedy
from portal.web.forms import Form, Lines, Longest, Needed, RadioField, SelectField, ValidationError, Words, choices

LONGEST = 20_000


class DeedForm(Form):
    """A form of one deed. Several stand on one page, so the name of the deed is part of every field's id."""

    def __init__(self, verb: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self:
            field.id = field.label.field_id = f"{verb}-{field.name}"


def _one_of(field: Any, sentence: str) -> None:
    if field.data not in [value for value, *_label in field.choices if value]:
        raise ValidationError(sentence)


def _text() -> Lines:
    return Lines(_l("Your words"), [Needed(_l("Write your words.")), Longest(LONGEST)])


class TextForm(DeedForm):
    """A text alone; the deed says what it is."""

    text = _text()


class ReferForm(DeedForm):
    """To whom it is passed on, and why."""

    to = Words(_l("To whom"), [Needed(_l("Say to whom you pass it on.")), Longest(200)])
    text = _text()


class DeclineForm(DeedForm):
    """Never without a reason and another way (p57)."""

    reason = Lines(_l("The reason"), [Needed(_l("Say why it is not taken up.")), Longest(LONGEST)])
    alternative = Lines(_l("Where the complainant can turn instead"), [Needed(_l("Say where the complainant can turn instead.")), Longest(LONGEST)])


class DecideForm(DeedForm):
    """A decision has all of these parts (p55)."""

    finding = RadioField(_l("Finding"), validate_choice=False)
    reason = Lines(_l("Reasons"), [Needed(_l("Give the reasons.")), Longest(LONGEST)])
    remedy = RadioField(_l("Remedy"), validate_choice=False)
    measure = Lines(_l("What makes it good, who does it, until when"), [Longest(LONGEST)])
    avenue = RadioField(_l("Which external body can be asked next?"), validate_choice=False)

    def __init__(self, verb: str, *args: Any, avenues: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(verb, *args, **more)
        self.finding.choices, self.remedy.choices, self.avenue.choices = choices(Finding), choices(Remedy), list(avenues)

    def validate_finding(self, field: RadioField) -> None:
        """There is one."""
        _one_of(field, _("Choose what you found."))

    def validate_remedy(self, field: RadioField) -> None:
        """There is one, or it is said that there is none."""
        _one_of(field, _("Choose a remedy, or say that there is none."))

    def validate_measure(self, field: Lines) -> None:
        """A remedy needs words."""
        if self.remedy.data not in (None, "", Remedy.NONE.value) and not field.data:
            raise ValidationError(_("Say what makes it good, who does it, and until when."))

    def validate_avenue(self, field: RadioField) -> None:
        """Somebody outside can be asked next."""
        _one_of(field, _("Choose an external body. If there is none, ask an administrator to enter one.") if not field.choices else _("Choose an external body."))


class ExtendForm(DeedForm):
    """Until when, and why."""

    until = Words(_l("New day"), [Needed(_l("Choose the new day."))])
    text = _text()

    def validate_until(self, field: Words) -> None:
        """A day of the calendar."""
        if self.day is None:
            raise ValidationError(_("Write the day like this: 2027-05-31."))

    @property
    def day(self) -> date | None:
        """The typed day."""
        try:
            return date.fromisoformat(self.until.data or "")
        except ValueError:
            return None


class PauseForm(DeedForm):
    """For what the clocks stand still."""

    why = RadioField(_l("What is awaited?"), validate_choice=False)
    text = _text()

    def __init__(self, verb: str, *args: Any, **more: Any) -> None:
        super().__init__(verb, *args, **more)
        self.why.choices = choices(Pause)

    def validate_why(self, field: RadioField) -> None:
        """One of the reasons that both sides can read."""
        _one_of(field, _("Choose what is awaited."))


class HandForm(DeedForm):
    """To whom it goes."""

    officer = RadioField(_l("Who takes it?"), validate_choice=False)
    text = _text()

    def __init__(self, verb: str, *args: Any, officers: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(verb, *args, **more)
        self.officer.choices = list(officers)

    def validate_officer(self, field: RadioField) -> None:
        """One of those who are not concerned."""
        _one_of(field, _("Choose who takes it."))


class StatementForm(DeedForm):
    """A named person, and the words."""

    who = Words(_l("The person"), [Needed(_l("Say which person it is.")), Longest(200)])
    text = _text()


class PublicForm(DeedForm):
    """A decision for everybody, in a language."""

    language = SelectField(_l("Language"), validate_choice=False)
    text = _text()

    def __init__(self, verb: str, *args: Any, languages: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(verb, *args, **more)
        self.language.choices = list(languages)

    def validate_language(self, field: SelectField) -> None:
        """One that the portal speaks."""
        if field.data not in settings().languages:
            raise ValidationError(_("Choose the language."))


class PressForm(DeedForm):
    """A deed that needs no words."""


class RouteForm(Form):
    """Who gets complaints of a category and region first."""

    category = SelectField(_l("Category"), validate_choice=False)
    region = SelectField(_l("Region"), validate_choice=False)
    officer = SelectField(_l("Focal point"), validate_choice=False)

    def __init__(self, *args: Any, officers: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.category.choices = [("", _("Any")), *choices(Category)]
        self.region.choices = [("", _("Any")), *((name, str(label)) for name, label in REGIONS.items())]
        self.officer.choices = [("", _("Choose")), *officers]

    def validate_category(self, field: SelectField) -> None:
        """A category, or any."""
        if field.data:
            _one_of(field, _("Choose a category of the list."))

    def validate_region(self, field: SelectField) -> None:
        """A region, or any."""
        if field.data:
            _one_of(field, _("Choose a region of the list."))

    def validate_officer(self, field: SelectField) -> None:
        """Somebody."""
        _one_of(field, _("Choose a focal point of the list."))


class AvenueForm(Form):
    """An external body that hears complaints."""

    name = Words(_l("Name"), [Needed(_l("Write the name of the body.")), Longest(200)])
    ways = Lines(_l("How to reach it"), [Needed(_l("Write how to reach it.")), Longest(500)])
    categories = SelectMultipleField(_l("For which complaints?"), validate_choice=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.categories.choices = choices(Category)

    @property
    def chosen(self) -> list[Category]:
        """The ticked categories; none means all."""
        return [one for one in Category if one.value in (self.categories.data or [])]

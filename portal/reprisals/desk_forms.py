"""What protection officers type on the page of a report. There are many forms on that page, so every field's id begins with its form's name."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from multidict import MultiDict

from portal.base.languages import Lazy, Named, _, _l, language, language_name
from portal.base.regions import REGIONS
from portal.base.settings import settings
from portal.reprisals.queries import ActorType, Danger, IncidentKind, ProtectiveAction
from portal.web.forms import BooleanField, Form, Lines, Longest, Needed, SelectField, ValidationError, Words

LONGEST = 20_000
LONGEST_NOTE = 5000


def _members(kind: type[Named]) -> list[tuple[str, Lazy]]:
    """Translated when they are shown."""
    return [(member.value, member.said) for member in kind]


class DeskForm(Form):
    """A form of the desk."""

    def __init__(self, name: str, sent: MultiDict[str] | None = None, **more: Any) -> None:
        super().__init__(sent, **more)
        self.name = name
        for field in self:
            field.id = f"{name}-{field.name}"

    def blame_first(self, sentence: str) -> None:
        """Put what a command refused beside the first field."""
        self.blame(next(iter(self)).name, sentence)


class Day(Words):
    """A day, as browsers send it."""

    @property
    def day(self) -> date | None:
        """None for anything that is no day."""
        try:
            return date.fromisoformat(self.data or "")
        except ValueError:
            return None

    def pre_validate(self, form: Any) -> None:
        """Something that is a day, or nothing."""
        if self.data and self.day is None:
            raise ValidationError(_("Write a day such as 2027-05-31."))


class WordsForm(DeskForm):
    """A message, a note, or the words that go with a deed."""

    text = Lines(_l("Your words"), [Needed(_l("Write something first.")), Longest(LONGEST)])
    language = SelectField(_l("Language of your words"), validate_choice=False)

    def __init__(self, name: str, sent: MultiDict[str] | None = None, *, label: str = "", chosen: str = "") -> None:
        super().__init__(name, sent)
        self.language.choices = [(tag, language_name(tag)) for tag in settings().languages]
        if self.language.data not in settings().languages:
            self.language.data = chosen if chosen in settings().languages else language()
        if label:
            self.text.label.text = label


class CheckForm(DeskForm):
    """The urgent check."""

    danger = SelectField(_l("What is in danger at this moment?"))

    def __init__(self, name: str, sent: MultiDict[str] | None = None) -> None:
        super().__init__(name, sent)
        self.danger.choices = _members(Danger)

    @property
    def chosen(self) -> Danger:
        """What was chosen."""
        return Danger(self.danger.data)


class ClosingForm(WordsForm):
    """Closing by agreement."""

    agreed = BooleanField(_l("The person agreed to close the report"))


class StepForm(DeskForm):
    """A step of the plan."""

    action = SelectField(_l("Kind of action"))
    what = Lines(_l("What is to be done?"), [Needed(_l("Say what is to be done.")), Longest(LONGEST_NOTE)])
    risk = Lines(_l("Do no harm: what could go wrong?"), [Needed(_l("Say what could go wrong. If it is nothing, say why.")), Longest(LONGEST_NOTE)])
    due_on = Day(_l("By which day?"))
    owner = SelectField(_l("Who does it?"), validate_choice=False)
    number = Words()

    def __init__(self, name: str, sent: MultiDict[str] | None = None, *, officers: Sequence[tuple[int, str]] = (), number: int = 1) -> None:
        super().__init__(name, sent)
        self.action.choices = _members(ProtectiveAction)
        self.owner.choices = [(str(officer_id), label) for officer_id, label in officers]
        if sent is None:
            self.number.data = str(number)

    @property
    def chosen(self) -> ProtectiveAction:
        """Which kind of action."""
        return ProtectiveAction(self.action.data)


class MoveForm(DeskForm):
    """Another day for a look."""

    due_on = Day(_l("New day"), [Needed(_l("Choose the new day."))])
    text = Lines(_l("Why is the day moved?"), [Needed(_l("Say why the day is moved.")), Longest(LONGEST_NOTE)])


class TextForm(DeskForm):
    """One text."""

    text = Lines(_l("Your words"), [Needed(_l("Write something first.")), Longest(LONGEST_NOTE)])

    def __init__(self, name: str, sent: MultiDict[str] | None = None, *, label: str = "") -> None:
        super().__init__(name, sent)
        if label:
            self.text.label.text = label


class GlassForm(DeskForm):
    """Asking that a third officer is let in."""

    officer = SelectField(_l("Who is to be let in?"), validate_choice=False)
    reason = Lines(_l("Why?"), [Needed(_l("Say why somebody else has to be let in.")), Longest(LONGEST_NOTE)])

    def __init__(self, name: str, sent: MultiDict[str] | None = None, *, thirds: Sequence[tuple[int, str]] = ()) -> None:
        super().__init__(name, sent)
        self.officer.choices = [(str(officer_id), label) for officer_id, label in thirds]


class IncidentForm(DeskForm):
    """What happened, for the yearly figures."""

    incident = SelectField(_l("What happened?"))
    actor_type = SelectField(_l("Who did it?"))
    region = SelectField(_l("In which part of the world?"))
    text = Lines(_l("More about it. These words stay sealed."), [Longest(LONGEST_NOTE)])

    def __init__(self, name: str, sent: MultiDict[str] | None = None) -> None:
        super().__init__(name, sent)
        self.incident.choices, self.actor_type.choices = _members(IncidentKind), _members(ActorType)
        self.region.choices = [("", _("Not known")), *REGIONS.items()]


def number_in(text: str) -> int:
    """A number of a form; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0  # noqa: PLR2004  ids have 63 bits

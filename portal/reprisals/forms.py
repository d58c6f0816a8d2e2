"""What somebody in danger may type, what the holder of a report changes, and what officers keep: hours and helplines."""

from collections.abc import Sequence
from typing import Any

from multidict import MultiDict

from portal.base.languages import Texts, _, _l, language, language_name
from portal.base.regions import REGIONS
from portal.base.settings import settings
from portal.receipts import codes
from portal.reprisals.duty import DAY
from portal.reprisals.queries import Danger, ProtectiveAction
from portal.vault.outside import Place
from portal.web.forms import BooleanField, Field, Form, Lines, Longest, Needed, RadioField, SelectField, ValidationError, Words, choices

LONGEST = 20_000
LONGEST_MORE = 2000
OTHER = "und"
CONSENT = "consent"
"""The name of the checkboxes of what is allowed."""
IN_DANGER = (Danger.LIFE, Danger.LIBERTY, Danger.OTHER)


def numbers_in(text: str) -> tuple[list[str], list[str]]:
    """The numbers of contributions in what was typed, one on each line: those that are whole, and the lines that are none."""
    lines = [line for line in text.splitlines() if line.strip()]
    typed = [codes.typed(line) for line in lines]
    return [code for code in typed if codes.is_whole(code)], [line for line, code in zip(lines, typed, strict=True) if not codes.is_whole(code)]


def allowed_in(sent: MultiDict[str] | None) -> list[ProtectiveAction]:
    """The actions that were ticked."""
    ticked = set(sent.getall(CONSENT, [])) if sent is not None else set()
    return [action for action in ProtectiveAction if action.value in ticked]


class Traces(Lines):
    """Numbers of contributions, one on each line."""

    @property
    def numbers(self) -> list[str]:
        """Those that are whole."""
        return numbers_in(self.data or "")[0]

    def pre_validate(self, form: Any) -> None:
        """Each line is a number."""
        wrong = numbers_in(self.data or "")[1]
        if wrong:
            raise ValidationError(_("This is no number of a contribution: %(line)s. It has 20 digits. Write each number on a line of its own.", line=wrong[0][:60]))


class WriteForm(Form):
    """A report: one field is needed, all others may stay empty."""

    text = Lines(_l("What happened? A few words are enough."), [Needed(_l("Write a few words about what happened.")), Longest(LONGEST)])
    danger = RadioField(_l("Is somebody in danger at this moment?"), validate_choice=False, default="")
    who = Lines(_l("Who did it?"), [Longest(LONGEST_MORE)])
    when = Words(_l("When was it?"), [Longest(200)])
    for_another = BooleanField(_l("I write for somebody else"))
    place = SelectField(_l("Which consultation is it about?"), validate_choice=False, default="")
    region = SelectField(_l("In which part of the world?"), validate_choice=False, default="")
    language = SelectField(_l("Language of your words, and of our answer"), validate_choice=False)
    contact = Lines(_l("Is there another safe way to reach you?"), [Longest(LONGEST_MORE)])
    traces = Traces(_l("Numbers of your contributions, if they should be hidden"), [Longest(LONGEST_MORE)])
    files = Field(_l("Files"))

    def __init__(self, sent: MultiDict[str] | None = None, *, places: Sequence[Place] = ()) -> None:
        super().__init__(sent)
        self.danger.choices = [("", _("No, or I do not want to say")), *choices(IN_DANGER)]
        self.place.choices = [("", _("I do not want to say")), *((one.slug, one.title) for one in places)]
        self.region.choices = [("", _("I do not want to say")), *REGIONS.items()]
        tags = list(dict.fromkeys([language(), *settings().languages]))
        self.language.choices = [*((tag, language_name(tag)) for tag in tags), (OTHER, _("Another language"))]
        self.allowed = allowed_in(sent)
        if self.language.data not in [tag for tag, _name in self.language.choices]:
            self.language.data = language()

    @property
    def in_danger(self) -> Danger | None:
        """What is in danger; nothing when it was not told."""
        return next((one for one in IN_DANGER if one.value == self.danger.data), None)

    @property
    def told(self) -> dict[str, Any]:
        """What is sealed: the words, and whatever was told besides."""
        more = {"who": self.who.data, "when": self.when.data, "place": self._one_of(self.place), "contact": self.contact.data, "traces": self.traces.numbers}
        return {"text": self.text.data, "language": self.language.data, **{name: value for name, value in more.items() if value}}

    @property
    def part_of_the_world(self) -> str:
        """One of those that are offered, or nothing."""
        return self._one_of(self.region)

    def _one_of(self, field: SelectField) -> str:
        return field.data if field.data in [value for value, _label in field.choices] else ""


class AllowForm(Form):
    """Allow one kind of action, perhaps on a condition."""

    action = SelectField(_l("What may be done?"), validate_choice=False)
    conditions = Lines(_l("On which condition? You may leave this empty."), [Longest(LONGEST_MORE)])

    def __init__(self, sent: MultiDict[str] | None = None, *, offered: Sequence[ProtectiveAction] = tuple(ProtectiveAction)) -> None:
        super().__init__(sent)
        self.action.choices = choices(offered)

    def validate_action(self, field: SelectField) -> None:
        """One of the catalogue."""
        if field.data not in [action.value for action in ProtectiveAction]:
            raise ValidationError(_("Choose what may be done."))

    @property
    def chosen(self) -> ProtectiveAction:
        """The action."""
        return ProtectiveAction(self.action.data)


class ContactForm(Form):
    """Which contact is safe; empty: the page behind the number alone."""

    contact = Lines(_l("Another safe way to reach you"), [Longest(LONGEST_MORE)])


class TracesForm(Form):
    """Further numbers whose traces are to be hidden."""

    traces = Traces(_l("Numbers of your contributions"), [Needed(_l("Type the number of a contribution.")), Longest(LONGEST_MORE)])


def hour(number: int) -> str:
    """A full hour as it is written."""
    return f"{number:02d}:00"


def weekdays() -> list[tuple[str, str]]:
    """The days of a week, Monday 0."""
    return [("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")), ("4", _("Friday")), ("5", _("Saturday")), ("6", _("Sunday"))]


class DutyForm(Form):
    """Hours of duty on one weekday."""

    weekday = SelectField(_l("Day"))
    from_hour = SelectField(_l("From (UTC)"))
    to_hour = SelectField(_l("To (UTC)"))

    def __init__(self, sent: MultiDict[str] | None = None) -> None:
        super().__init__(sent)
        self.weekday.choices = weekdays()
        self.from_hour.choices = [(str(number), hour(number)) for number in range(DAY)]
        self.to_hour.choices = [(str(number), hour(number)) for number in range(1, DAY + 1)]

    def validate_to_hour(self, field: SelectField) -> None:
        """Hours have a length."""
        if field.data == self.from_hour.data:
            raise ValidationError(_("The end must not be the beginning. The whole day is from 00:00 to 24:00."))

    @property
    def hours(self) -> tuple[int, int, int]:
        """Weekday, first hour, last hour."""
        return int(self.weekday.data), int(self.from_hour.data), int(self.to_hour.data)


class _HelplineForm(Form):
    region = SelectField(_l("Part of the world"), default="")
    speaks = Words(_l("Languages that it speaks, as tags with blanks: en ar fr"), [Longest(200)])
    position = Words(_l("Place in the list (a number)"), [Longest(4)], default="0")
    day_and_night = BooleanField(_l("It answers day and night"))

    tags: tuple[str, ...] = ()

    def texts(self, name: str) -> Texts:
        """What was typed, by language."""
        return Texts({tag: self[f"{name}_{tag}"].data for tag in self.tags if self[f"{name}_{tag}"].data})

    def fields_of(self, name: str) -> list[Field]:
        """The fields of one text, in the order of the languages."""
        return [self[f"{name}_{tag}"] for tag in self.tags]

    def validate_position(self, field: Words) -> None:
        """A small number."""
        if field.data and not (field.data.isascii() and field.data.isdigit()):
            raise ValidationError(_("Write a number such as 10."))

    @property
    def columns(self) -> dict[str, Any]:
        """What stands in the table."""
        return {
            **{name: self.texts(name) for name in ("name", "ways", "what")},
            "region": self.region.data or "",
            "languages": self.spoken,
            "position": int(self.position.data or 0),
            "day_and_night": self.day_and_night.data,
        }

    @property
    def spoken(self) -> list[str]:
        """The tags, once each."""
        return list(dict.fromkeys((self.speaks.data or "").lower().replace(",", " ").split()))


def helpline_form(sent: MultiDict[str] | None = None, *, one: Any = None) -> Any:
    """The form of a helpline, with its texts in each language of the portal."""
    tags = settings().languages
    made: dict[str, Any] = {"tags": tags}
    texts = {
        "name": (Words, _l("Name"), 200, [Needed(_l("Give its name."))]),
        "ways": (Lines, _l("How to reach it"), 500, [Needed(_l("Say how to reach it."))]),
        "what": (Lines, _l("What it does, and for whom"), 500, []),
    }
    for name, (kind, label, most, needed) in texts.items():
        for tag in tags:
            said = _("%(field)s (%(language)s)", field=str(label), language=language_name(tag))
            made[f"{name}_{tag}"] = kind(said, [*(needed if tag == tags[0] else []), Longest(most)])
    data = {} if one is None else _data_of(one, tags)
    form = type("HelplineForm", (_HelplineForm,), made)(sent, data=data)
    form.region.choices = [("", _("Everywhere")), *REGIONS.items()]
    return form


def _data_of(one: Any, tags: Sequence[str]) -> dict[str, Any]:
    texts = {f"{name}_{tag}": (getattr(one, name) or {}).get(tag, "") for name in ("name", "ways", "what") for tag in tags}
    return {**texts, "region": one.region, "speaks": " ".join(one.languages), "position": str(one.position), "day_and_night": one.day_and_night}

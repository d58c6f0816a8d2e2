"""What a complainant types. One field is needed beside the choice of what it is about."""

import json
from collections.abc import Sequence
from typing import Any

from multidict import MultiDict

from portal.base import text as words
from portal.base.languages import _, _l, language, language_name
from portal.base.regions import REGIONS
from portal.base.secrets import Unsealable, from_text, seal, to_text, unseal
from portal.base.settings import settings
from portal.complaints.arrival import Told
from portal.complaints.queries import Category, HelpKind
from portal.vault.forms import LONGEST, OTHER
from portal.vault.outside import Place
from portal.web.forms import BooleanField, Field, Form, Lines, Longest, Needed, RadioField, SelectField, StringField, ValidationError, Words, choices

LONGEST_NAMES = 500
LONGEST_NAME = 200
MOST_DIGITS = 9  # more fit no column
AS_WRITTEN = "written"
PURPOSE = "words as written"


class ComplaintForm(Form):
    """The first step: what it is about, and what happened."""

    category = RadioField(_l("What is it about?"), validate_choice=False)
    text = Lines(_l("What happened?"), [Needed(_l("Say what happened. A few words are enough.")), Longest(LONGEST)])
    language = SelectField(_l("Language of your words"))
    place = SelectField(_l("Is it about one of these consultations?"))
    number = Words(_l("Number of the contribution, if it is about one"))
    who = Words(_l("Names of the persons that it is about, if you want to tell"), [Longest(LONGEST_NAMES)])
    region = SelectField(_l("Part of the world"))
    answer_in = SelectField(_l("In which language shall we answer?"))
    name = Words(_l("Your name, if you want to tell"), [Longest(LONGEST_NAME)])
    by_helper = BooleanField(_l("I write this for somebody else, who gets the number"))

    def __init__(self, sent: MultiDict[str] | None = None, *, places: Sequence[Place]) -> None:
        super().__init__(sent)
        tags = list(dict.fromkeys([language(), *settings().languages]))
        self.category.choices = choices(one for one in Category if one is not Category.HELP)
        self.language.choices = [*((tag, language_name(tag)) for tag in tags), (OTHER, _("Another language"))]
        self.answer_in.choices = [(tag, language_name(tag)) for tag in tags]
        self.place.choices = [("", _("No, or I do not want to say")), *((one.slug, one.title) for one in places)]
        self.region.choices = [("", _("I do not want to say")), *((code, str(label)) for code, label in REGIONS.items())]

    def validate_category(self, field: Field) -> None:
        """One of the list."""
        if field.data not in [value for value, _label in self.category.choices]:
            raise ValidationError(_("Choose what it is about."))

    def validate_number(self, field: Field) -> None:
        """A number, in the digits of any script."""
        digits = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in field.data if not sign.isspace()).removeprefix("No.").removeprefix("#")
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS and int(digits)):
            raise ValidationError(_("Type the number alone, such as 41. Or leave it empty."))
        field.data = digits

    @property
    def told(self) -> Told:
        """What was told, without what the second step asks."""
        return Told(
            category=Category(self.category.data),
            text=self.text.data,
            language=self.language.data,
            answer_in=self.answer_in.data,
            place=self.place.data,
            number=int(self.number.data) if self.number.data else None,
            region=self.region.data,
            who=self.who.data,
            name=self.name.data,
            by_helper=self.by_helper.data,
        )


class HelpForm(Form):
    """The first step of a question to the help desk: a kind and a few words."""

    kind = RadioField(_l("With what do you need help?"), validate_choice=False)
    text = Lines(_l("What do you want to ask?"), [Needed(_l("Write your question. A few words are enough.")), Longest(LONGEST)])
    language = SelectField(_l("Language of your words"))
    answer_in = SelectField(_l("In which language shall we answer?"))
    region = SelectField(_l("Part of the world"))
    name = Words(_l("Who asks: an office, a group, or your name, if you want to tell"), [Longest(LONGEST_NAME)])
    by_helper = BooleanField(_l("I write this for somebody else, who gets the number"))

    def __init__(self, sent: MultiDict[str] | None = None) -> None:
        super().__init__(sent)
        tags = list(dict.fromkeys([language(), *settings().languages]))
        self.kind.choices = choices(HelpKind)
        self.language.choices = [*((tag, language_name(tag)) for tag in tags), (OTHER, _("Another language"))]
        self.answer_in.choices = [(tag, language_name(tag)) for tag in tags]
        self.region.choices = [("", _("I do not want to say")), *((code, str(label)) for code, label in REGIONS.items())]

    def validate_kind(self, field: Field) -> None:
        """One of the list."""
        if field.data not in [one.value for one in HelpKind]:
            raise ValidationError(_("Choose with what you need help."))

    @property
    def told(self) -> Told:
        """What was told, without what the second step asks."""
        words = {name: self[name].data for name in ("text", "language", "answer_in", "region", "name", "by_helper")}
        return Told(category=Category.HELP, help_kind=self.kind.data, **words)


class SendForm(Form):
    """The second step: who reads it, what comes along, and what is allowed."""

    officer = RadioField(_l("Who shall read it?"), validate_choice=False)
    referral = BooleanField(_l("You may pass it on to somebody outside who can help better"))
    files = StringField(_l("Files, if you like"))

    def __init__(self, sent: MultiDict[str] | None = None, *, offered: Sequence[Any]) -> None:
        super().__init__(sent)
        self.officer.choices = [("", _("Choose one for me")), *((str(one.officer_id), one.label) for one in offered)]
        if self.officer.data not in [value for value, _label in self.officer.choices]:
            self.officer.data = ""

    @property
    def chosen(self) -> int | None:
        """The officer who was chosen; None leaves it to the portal."""
        return int(self.officer.data) if self.officer.data else None


def as_written(sent: MultiDict[str]) -> str:
    """The words letter by letter, where tidying them changed any; from the field itself, or as an earlier step had sealed it."""
    try:
        raw = json.loads(unseal(PURPOSE, from_text(sent.get(AS_WRITTEN, ""))))
    except (Unsealable, ValueError):
        raw = sent.get("text", "")
    raw = raw.replace("\r\n", "\n")
    return raw if words.tidy(raw) == words.tidy(sent.get("text", "")) and raw != words.tidy(raw) and raw.strip() != words.tidy(raw) else ""


def kept_as_written(sent: MultiDict[str]) -> str:
    """The same, for a hidden field of the next step; some of it no page can hold as it is."""
    raw = as_written(sent)
    return to_text(seal(PURPOSE, json.dumps(raw))) if raw else ""

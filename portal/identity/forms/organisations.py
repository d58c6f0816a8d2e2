"""What administrators type about organisations and contact points: every text in each language, side by side."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from portal.base import clock
from portal.base.languages import Texts, _, _l, language_name
from portal.base.regions import REGIONS
from portal.web.forms import Form, Lines, Longest, Needed, SelectField, ValidationError, Words

LONGEST_NAME, LONGEST_TEXT, MOST_LANGUAGES = 200, 2000, 40


class Line(Words):
    """One line in one language."""

    def __init__(self, label: str = "", validators: Any = None, *, tag: str = "", **more: Any) -> None:
        super().__init__(label, validators, **more)
        self.tag = tag


class Block(Lines):
    """Several lines in one language."""

    def __init__(self, label: str = "", validators: Any = None, *, tag: str = "", **more: Any) -> None:
        super().__init__(label, validators, **more)
        self.tag = tag


class Day(Words):
    """A day, written as 2027-05-02; `day` is None for an empty field."""

    day: date | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, and understand it; raises ValueError with the sentence for the field."""
        super().process_formdata(valuelist)
        if self.data:
            try:
                self.day = date.fromisoformat(self.data)
            except ValueError:
                raise ValueError(_("Write the day like this: 2027-05-02.")) from None


class InLanguages(Form):
    """A form with texts in several languages; the field of a text is named `part-tag`."""

    def texts(self, part: str) -> Texts:
        """What was typed of one text, by language; empty ones are left out."""
        return Texts({field.tag: field.data for field in self.fields_of(part) if field.data})

    def fields_of(self, part: str) -> list[Any]:
        """The fields of one text, in the order of the languages."""
        return [field for field in self if isinstance(field, (Line, Block)) and field.name.startswith(f"{part}-")]

    def one_of(self, part: str, sentence: str) -> bool:
        """Whether a text stands there in one language at least; else its first field says so."""
        if self.texts(part):
            return True
        self.blame(self.fields_of(part)[0].name, sentence)
        return False


def _fields(parts: list[tuple[str, Any, type[Words] | type[Lines], int]], tags: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part, label, kind, most in parts:
        for tag in tags:
            found[f"{part}-{tag}"] = kind(_("%(what)s (%(language)s)", what=label, language=language_name(tag)), [Longest(most)], tag=tag)
    return found


class OrganisationForm(InLanguages):
    """Name and contact of an organisation."""

    def whole(self) -> bool:
        """Whether it can be saved; every fault stands at its field."""
        return bool(self.validate()) & self.one_of("name", _("Write the name in one language at least."))


def organisation_form(tags: Sequence[str], sent: Any = None, name: Texts | None = None, contact: Texts | None = None) -> OrganisationForm:
    """The form, filled with what is known."""
    parts: list[Any] = [("name", _("Name"), Line, LONGEST_NAME), ("contact", _("How to reach it"), Block, LONGEST_TEXT)]
    made: type[OrganisationForm] = type("WholeOrganisationForm", (OrganisationForm,), _fields(parts, tags))
    return made(sent, data=_filled(tags, name=name, contact=contact))


class ContactForm(InLanguages):
    """A contact point."""

    organisation = SelectField(_l("Organisation"))
    region = SelectField(_l("Part of the world"))
    spoken = Words(_l("Languages in which somebody answers"), [Needed(_l("Name one language at least.")), Longest(200)])
    checked = Day(_l("Checked on"), [Needed(_l("Say on which day somebody checked that this is right."))])

    def faults(self) -> list[tuple[str, str]]:
        """In the order of the page: the texts stand above the rest."""
        texts = {field.id for part in ("title", "ways", "hours") for field in self.fields_of(part)}
        return sorted(super().faults(), key=lambda fault: fault[0] not in texts)

    def validate_spoken(self, field: Words) -> None:
        """Codes of languages that have a name."""
        unknown = [tag for tag in self.tags() if language_name(tag) == tag]
        if unknown:
            raise ValidationError(_("There is no language with this code: %(codes)s.", codes=", ".join(unknown)))

    def tags(self) -> list[str]:
        """The codes that were typed, each once."""
        return list(dict.fromkeys((self.spoken.data or "").lower().replace(",", " ").replace("،", " ").split()))[:MOST_LANGUAGES]

    def whole(self) -> bool:
        """Whether it can be saved; every fault stands at its field."""
        fits = bool(self.validate())
        told = self.one_of("title", _("Say in one language at least what it is for."))
        return self.one_of("ways", _("Say in one language at least how to reach it.")) and told and fits

    def columns(self) -> dict[str, Any]:
        """What the command takes."""
        texts = {part: self.texts(part) for part in ("title", "ways", "hours")}
        return {**texts, "languages": self.tags(), "region": self.region.data, "checked_on": self.checked.day}


def contact_form(tags: Sequence[str], organisations: list[tuple[str, str]], sent: Any = None, point: Any = None, organisation: str = "") -> ContactForm:
    """The form, filled with what is known; a new one was checked today."""
    parts: list[Any] = [("title", _("What it is for"), Line, LONGEST_NAME), ("ways", _("How to reach it"), Block, LONGEST_TEXT), ("hours", _("When"), Block, 500)]
    made: type[ContactForm] = type("WholeContactForm", (ContactForm,), _fields(parts, tags))
    known: dict[str, Any] = {"organisation": organisation, "checked": clock.today().isoformat(), "spoken": ", ".join(tags)}
    if point is not None:
        known |= _filled(tags, title=point.title, ways=point.ways, hours=point.hours)
        known |= {"region": point.region, "spoken": ", ".join(point.languages), "checked": point.checked_on.isoformat(), "organisation": point.organisation.slug}
    form = made(sent, data=known)
    form.organisation.choices = organisations
    form.region.choices = regions()
    return form


def regions() -> list[tuple[str, str]]:
    """Parts of the world for a form; nothing chosen is the whole world."""
    return [("", _("The whole world")), *((code, str(label)) for code, label in REGIONS.items())]


def _filled(tags: Sequence[str], **texts: Texts | None) -> dict[str, str]:
    return {f"{part}-{tag}": (text or Texts()).get(tag, "") for part, text in texts.items() for tag in tags}

"""Texts in several languages side by side: what an organiser types for questions, themes, documents, translations, corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from multidict import MultiDict

from portal.base.languages import Lazy, Texts, _, _l, language_name
from portal.consultations.parts import Shape, Sort
from portal.web.forms import Field, Form, Lines, Longest, Needed, SelectField, Words

WRITE = _l("Write this text.")


@dataclass(frozen=True)
class Asked:
    """One text to be typed, in some languages; `needed` says in which it must not be left empty, and why."""

    name: str
    label: str
    sort: Sort
    needed: Sequence[str] = ()
    sentence: Lazy = WRITE


@dataclass(frozen=True)
class Themes:
    """The themes to choose from, as (value, title), and the one under which a question stands; empty is none."""

    choices: Sequence[tuple[str, str]]
    chosen: str = ""


class TextsForm(Form):
    """A form of texts. Its fields are called by text and language: `title-en`."""

    asked: Sequence[Asked] = ()
    languages: Sequence[str] = ()

    def texts(self, name: str) -> Texts:
        """What was typed for one text, by language."""
        return Texts({tag: self[f"{name}-{tag}"].data or "" for tag in self.languages})

    @property
    def groups(self) -> list[tuple[Asked, list[tuple[str, Field]]]]:
        """Every text with its fields, by language."""
        return [(one, [(tag, self[f"{one.name}-{tag}"]) for tag in self.languages]) for one in self.asked]


def texts_form(
    asked: Sequence[Asked], languages: Sequence[str], sent: MultiDict[str] | None = None, *, texts: Mapping[str, Texts] | None = None, themes: Themes | None = None, **more: Field
) -> TextsForm:
    """A form for some texts in some languages, filled with what stands there or with what was sent."""
    fields: dict[str, Any] = {"asked": tuple(asked), "languages": tuple(languages)}
    for one in asked:
        for tag in languages:
            fields[f"{one.name}-{tag}"] = _field(one, tag, alone=len(languages) == 1)
    if themes is not None:
        more["theme"] = SelectField(_("Theme"), default=themes.chosen)
    whole: type[TextsForm] = type("WholeTextsForm", (TextsForm,), {**fields, **more})
    there = {f"{one.name}-{tag}": (texts or {}).get(one.name, Texts()).get(tag, "") for one in asked for tag in languages}
    form = whole(sent, data=there)
    if themes is not None:
        form["theme"].choices = [("", _("No theme")), *themes.choices]
    return form


def _field(one: Asked, tag: str, *, alone: bool) -> Field:
    kind = Words if one.sort.shape is Shape.LINE else Lines
    label = one.label if alone else _("%(text)s (%(language)s)", text=one.label, language=language_name(tag))
    rules: list[Any] = [Needed(one.sentence)] if tag in one.needed else []
    return kind(label, [*rules, Longest(one.sort.most)])

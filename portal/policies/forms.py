"""What administrators type: texts in all languages side by side, and from which day they hold."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from multidict import MultiDict
from wtforms.form import Form as WtForm
from wtforms.validators import StopValidation

from portal.base.languages import Lazy, Texts, _, _l, language, language_name
from portal.web.forms import Field, Form, Lines, Longest, Needed, Words

__all__ = ["Day", "InLanguages", "Texts", "in_languages", "policy_form", "word_form"]

LONGEST = 40_000
LONGEST_CHANGE = 2000


class Day(Words):
    """A day as browsers send it (2027-09-30), also typed by hand and in the digits of any script; `day` is the day, if it is one."""

    day: date | None = None

    def pre_validate(self, form: WtForm) -> None:
        """Understand the day; raises StopValidation with how a day is written."""
        if not self.data:
            return
        plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in self.data)
        try:
            self.day = date.fromisoformat(plain)
        except ValueError:
            raise StopValidation(_("Write a day that exists, as year, month and day: 2027-09-30.")) from None


class InLanguages(Form):
    """A form with the same fields in each language, named `text_en`, `text_ar` and so on."""

    languages: tuple[str, ...] = ()

    def texts(self, name: str) -> Texts:
        """What was typed, by language; empty ones are left out."""
        return Texts({tag: self[f"{name}_{tag}"].data for tag in self.languages if self[f"{name}_{tag}"].data})

    def fields_of(self, name: str) -> list[Field]:
        """The fields of one text, in the order of the languages."""
        return [self[f"{name}_{tag}"] for tag in self.languages]

    def own(self, name: str) -> str:
        """The field of a text in the language of the page."""
        return f"{name}_{language() if language() in self.languages else self.languages[0]}"

    def needed_everywhere(self, names: Mapping[str, str]) -> bool:
        """Whether these texts are there in every language; each gap is named at its field."""
        gaps = [(f"{name}_{tag}", said, tag) for name, said in names.items() for tag in self.languages if not self[f"{name}_{tag}"].data]
        for field, said, tag in gaps:
            self.blame(field, _("%(text)s is missing in this language: %(language)s.", text=said, language=language_name(tag)))
        return not gaps


def in_languages(base: type[InLanguages], languages: Sequence[str], texts: Mapping[str, tuple[Any, Lazy, int]]) -> type[Any]:
    """A form class with the fields of `base` and each text (kind of field, label, longest) in each language."""
    made: dict[str, Any] = {"languages": tuple(languages)}
    for name, (kind, label, most) in texts.items():
        for tag in languages:
            made[f"{name}_{tag}"] = kind(_("%(field)s (%(language)s)", field=str(label), language=language_name(tag)), [Longest(most)])
    return type(base.__name__, (base,), made)


def known(languages: Sequence[str], **texts: Texts | None) -> dict[str, str]:
    """Texts as the data of such a form."""
    return {f"{name}_{tag}": (said or Texts()).get(tag, "") for name, said in texts.items() for tag in languages}


class _PolicyForm(InLanguages):
    from_day = Day(_l("In force from which day"), [Needed(_l("Name the day from which it holds."))])


def policy_form(languages: Sequence[str], sent: MultiDict[str] | None = None, data: Mapping[str, str] | None = None) -> Any:
    """The form of a version."""
    kind = in_languages(_PolicyForm, languages, {"text": (Lines, _l("The text"), LONGEST), "change": (Lines, _l("What is new"), LONGEST_CHANGE)})
    return kind(sent, data=data)


class _WordForm(Form):
    word = Words(_l("The word or words"), [Needed(_l("Type the word."))])
    advice = Lines(_l("What to write instead, or why to think twice"), [Needed(_l("Say what to write instead, or why to think twice."))])


def word_form(sent: MultiDict[str] | None = None, *, word: str = "", advice: str = "") -> Any:
    """The form of a careful word."""
    return _WordForm(sent, data={"word": word, "advice": advice})

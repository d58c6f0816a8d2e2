"""What a reporter types, and what staff answer."""

import re
from collections.abc import Sequence
from typing import Any

from multidict import MultiDict

from portal.barriers.queries import ANSWERS, LONGEST
from portal.base.languages import _, _l, language, language_name
from portal.base.settings import settings
from portal.policies.forms import Day, InLanguages, in_languages, known
from portal.web.forms import Form, Lines, Longest, Needed, RadioField, SelectField, ValidationError, choices

LONGEST_ANSWER = 2000
LONGEST_PAGE = 200
OTHER = "und"
_PATH = re.compile(r"(?:/[a-zA-Z0-9._-]+)+/?")


def page_of(text: str) -> str:
    """The path of a page of this portal, without its language, query and place in it; nothing for anything else."""
    path = text.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    return path if len(path) <= LONGEST_PAGE and _PATH.fullmatch(path) and ".." not in path else ""


class ReportForm(Form):
    """The report: words, and the language that they are in."""

    text = Lines(_l("What keeps you from taking part?"), [Needed(_l("Say what keeps you from taking part. A few words are enough.")), Longest(LONGEST)])
    language = SelectField(_l("Language of your words"))

    def __init__(self, sent: MultiDict[str] | None = None, *, wording: bool = False) -> None:
        super().__init__(sent)
        tags = list(dict.fromkeys([language(), *settings().languages]))
        self.language.choices = [*((tag, language_name(tag)) for tag in tags), (OTHER, _("Another language"))]
        if wording:
            self.text.label.text = _("Which words hurt or label people, and why?")


class _AnswerForm(InLanguages):
    """A public answer."""

    state = RadioField(_l("What comes of it?"), validate_choice=False)
    until = Day(_l("Until which day, if it will be changed"))

    def validate_state(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in [value for value, _label in field.choices]:
            raise ValidationError(_("Choose what comes of the report."))

    def validate_until(self, field: Day) -> None:
        """A plan has a day."""
        if self.state.data == ANSWERS[0].value and not field.data:
            raise ValidationError(_("Name the day until which it will be changed: today or later."))


def answer_form(languages: Sequence[str], sent: MultiDict[str] | None = None, **data: Any) -> Any:
    """The form of an answer; `data` may hold barrier and adaptation by language, state and until."""
    texts = {"barrier": (Lines, _l("The barrier, in your own words"), LONGEST_ANSWER), "adaptation": (Lines, _l("What was changed, or why it cannot be"), LONGEST_ANSWER)}
    kind = in_languages(_AnswerForm, languages, texts)
    form = kind(sent, data={**known(languages, barrier=data.get("barrier"), adaptation=data.get("adaptation")), "state": data.get("state"), "until": data.get("until", "")})
    form.state.choices = choices(ANSWERS)
    return form

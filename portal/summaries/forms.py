"""What moderators write into the summary, and what people say when they check it."""

from collections.abc import Sequence
from typing import Any

from portal.base.languages import Lazy, Texts, _, _l, language, language_name, speaking
from portal.base.settings import settings
from portal.summaries.queries import ObjectionKind
from portal.web.forms import Form, IntegerField, Lines, Longest, Needed, RadioField, SelectField, ValidationError, Words

LONGEST_ASK = 300
LONGEST_BODY = 5000
LONGEST_CHECK_BACK = 90

OTHER = ""


class InLanguages(Form):
    """A form with the same field in each language of the consultation; named `title_en`, `title_ar` and so on."""

    def __init__(self, sent: Any = None, *, languages: Sequence[str] = (), **more: Any) -> None:
        self.languages = list(languages)
        super().__init__(sent, **more)

    def texts(self, name: str) -> Texts:
        """What was typed, by language; the page's own language is not moved to the front: the first is the original."""
        return Texts({tag: self[f"{name}_{tag}"].data for tag in self.languages if self[f"{name}_{tag}"].data})

    def own(self, name: str) -> str:
        """The name of the field in the page's language, or in the consultation's first one."""
        return f"{name}_{language() if language() in self.languages else self.languages[0]}"

    def fields(self, name: str) -> list[Any]:
        """The fields of one name in all languages, for the page."""
        return [self[f"{name}_{tag}"] for tag in self.languages]


def _in(base: type[InLanguages], languages: Sequence[str], fields: dict[str, tuple[Any, Lazy, int]]) -> type[Any]:
    """A form class with the fields of `base` and one for each language."""
    made = {f"{name}_{tag}": kind(_labelled(label, tag), [Longest(most)]) for tag in languages for name, (kind, label, most) in fields.items()}
    return type(base.__name__, (base,), made)


def _labelled(label: Lazy, tag: str) -> str:
    return _("%(field)s (%(language)s)", field=str(label), language=language_name(tag))


class _PointForm(InLanguages):
    """One key ask."""

    question = SelectField(_l("Question"))


def point_form(sent: Any, languages: Sequence[str], questions: list[tuple[str, str]], *, title: Texts | None = None, body: Texts | None = None, question: str = "") -> Any:
    """The form of a point, empty or with what stands there now."""
    kind = _in(_PointForm, languages, {"title": (Words, _l("The ask in one sentence"), LONGEST_ASK), "body": (Lines, _l("More words, if needed"), LONGEST_BODY)})
    known = {f"title_{tag}": text for tag, text in (title or {}).items()} | {f"body_{tag}": text for tag, text in (body or {}).items()}
    form = kind(sent, languages=languages, data={**known, "question": question})
    form.question.choices = [("", _("No single question")), *questions]
    return form


READY = {
    "nothing": _l("It makes no proposal of its own."),
    "question": _l("It asks something. The question is answered where it stands."),
    "elsewhere": _l("It is about another matter. We passed it on to those who can decide on it."),
    "power": _l("Nobody here can decide on it. We passed it on to those who can."),
    "thanks": _l("It thanks or agrees, and asks for nothing more."),
}
"""Why words have no point of their own, in sentences that are needed again and again."""


class _PlacingForm(InLanguages):
    """What to do with the ticked contributions."""

    point = SelectField(_l("Point"))
    ready = SelectField(_l("A ready reason"), validate_choice=False)
    tag = Words(_l("Tag"), [Longest(80)])
    campaign = Words(_l("Name of the campaign"), [Longest(200)])

    def reasons(self) -> Texts:
        """What was typed, and in every language without typed words the ready reason, if one was chosen."""
        typed, ready = self.texts("reason"), READY.get(self.ready.data or "")
        return Texts({tag: typed.get(tag) or _spoken(ready, tag) for tag in self.languages if tag in typed or ready is not None})


def _spoken(sentence: Lazy | None, tag: str) -> str:
    with speaking(tag):
        return str(sentence or "")


def placing_form(sent: Any, languages: Sequence[str], points: list[tuple[str, str]]) -> Any:
    """The form under a list of contributions."""
    form = _in(_PlacingForm, languages, {"reason": (Lines, _l("No separate point, because"), LONGEST_BODY)})(sent, languages=languages)
    form.point.choices = [("", _("Choose a point")), *points]
    form.ready.choices = [("", _("None: I write it myself")), *((name, str(sentence)) for name, sentence in READY.items())]
    return form


def intro_form(sent: Any, languages: Sequence[str], intro: Texts | None = None) -> Any:
    """The words before the points."""
    known = {f"intro_{tag}": text for tag, text in (intro or {}).items()}
    return _in(InLanguages, languages, {"intro": (Lines, _l("Words before the points"), LONGEST_BODY)})(sent, languages=languages, data=known)


class CheckBackForm(Form):
    """For how long the summary can be checked."""

    days = IntegerField(_l("Days to check the summary"))

    def validate_days(self, field: Any) -> None:
        """Between one day and a quarter of a year."""
        if field.data is None or not 1 <= field.data <= LONGEST_CHECK_BACK:
            field.errors = []
            raise ValidationError(_("Type a number of days from 1 to %(most)s.", most=LONGEST_CHECK_BACK))


class ObjectionForm(Form):
    """What was misread or missed."""

    kind = RadioField(_l("What is wrong?"), validate_choice=False)
    point = SelectField(_l("Which point do you mean?"))
    text = Lines(_l("Say it in your own words"), [Needed(_l("Say what was misread or missed."))])
    language = SelectField(_l("Language of your words"))
    code = Words(_l("Your number, if you have one"))

    def __init__(self, sent: Any = None, *, points: list[tuple[str, str]], languages: Sequence[str], longest: int, data: dict[str, Any] | None = None) -> None:
        super().__init__(sent, data=data)
        self.kind.choices = [(ObjectionKind.MISREAD.value, _("A point says it wrongly")), (ObjectionKind.MISSED.value, _("Something is missing"))]
        self.point.choices = [("", _("No point, or all of them")), *points]
        tags = list(dict.fromkeys([language(), *languages, *settings().languages]))
        self.language.choices = [*((tag, language_name(tag)) for tag in tags), (OTHER, _("Another language"))]
        self.longest = longest

    def validate_kind(self, field: Any) -> None:
        """One of the two must be chosen."""
        if field.data not in list(ObjectionKind):
            raise ValidationError(_("Choose what is wrong."))

    def validate_text(self, field: Any) -> None:
        """The limit of the consultation holds here too."""
        Longest(self.longest)(self, field)


class _AnswerForm(InLanguages):
    """The answer to an objection."""

    verdict = RadioField(_l("What follows from it?"), validate_choice=False)
    shown = RadioField(_l("Are its words shown to everybody?"), validate_choice=False)

    def validate_verdict(self, field: Any) -> None:
        """Accepted or not."""
        if field.data not in ("accepted", "not accepted"):
            raise ValidationError(_("Choose whether the objection is accepted."))

    def validate_shown(self, field: Any) -> None:
        """A decision, never a default."""
        if field.data not in ("yes", "no"):
            raise ValidationError(_("Decide whether its words are shown."))


def answer_form(sent: Any, languages: Sequence[str]) -> Any:
    """The form under an objection."""
    form = _in(_AnswerForm, languages, {"answer": (Lines, _l("Answer"), LONGEST_BODY)})(sent, languages=languages)
    form.verdict.choices = [("accepted", _("Accepted. The summary was changed.")), ("not accepted", _("Not accepted."))]
    form.shown.choices = [("yes", _("Yes, show the words")), ("no", _("No, show the answer only"))]
    return form


__all__ = ["CheckBackForm", "ObjectionForm", "answer_form", "intro_form", "placing_form", "point_form"]

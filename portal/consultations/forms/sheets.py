"""The forms on which a draft is settled, task by task. What is missing may be missing; what cannot be is told at its field."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from multidict import MultiDict
from wtforms.fields import SelectMultipleField

from portal.base.languages import Texts, _, _l, language_name, ngettext
from portal.base.settings import settings
from portal.base.text import one_line, words_in
from portal.consultations import narrowing, parts, risks
from portal.consultations.choices import LONGEST_ALLOWED, SHORTEST_ALLOWED, influences, voices, zones
from portal.consultations.forms.contents import Asked, TextsForm, texts_form
from portal.web.forms import BooleanField, Field, Lines, Longest, RadioField, SelectField, ValidationError, Words

LONGEST_MEASURE = 3000


class Count(Words):
    """A whole number within limits, in the digits of any script."""

    def __init__(self, label: str = "", *, least: int, most: int, **more: Any) -> None:
        super().__init__(label, **more)
        self.least = least
        self.most = most
        self.number: int | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, and understand it; raises ValueError with the sentence for the field."""
        super().process_formdata(valuelist)
        typed = one_line(valuelist[0]) if valuelist else ""
        plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in typed)
        if not (plain.isascii() and plain.isdigit() and len(plain) < 7 and self.least <= int(plain) <= self.most):  # noqa: PLR2004
            raise ValueError(_("Write a whole number from %(least)s to %(most)s.", least=self.least, most=self.most))
        self.number = int(plain)


class Checks(SelectMultipleField):  # type: ignore[misc]
    """Several boxes to tick; `sentence` is said when none is ticked and one is needed."""

    def __init__(self, label: str = "", *, needed: str = "", **more: Any) -> None:
        super().__init__(label, validate_choice=False, **more)
        self.needed = needed

    def pre_validate(self, form: Any) -> None:
        """Only what was offered counts."""
        offered = [choice.value for choice in self.iter_choices()]
        chosen: list[str] = self.data or []  # type: ignore[has-type]
        self.data = [value for value in chosen if value in offered]
        if self.needed and not self.data:
            raise ValidationError(self.needed)


def languages_to_choose(known: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The languages in which this portal can be read, and those that a consultation has already."""
    return [(tag, language_name(tag)) for tag in dict.fromkeys([*settings().languages, *known])]


def in_order(first: str, chosen: Sequence[str]) -> list[str]:
    """The languages of a consultation: the original first."""
    return list(dict.fromkeys([first, *(tag for tag, _name in languages_to_choose(chosen) if tag in chosen)]))


def address_for(title: str) -> str:
    """An address made of the letters of a title that an address may have."""
    plain = unicodedata.normalize("NFKD", one_line(title).casefold()).encode("ascii", "ignore").decode()
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    address = ""
    for word in words:
        if len(address) + len(word) > 60:  # noqa: PLR2004  short enough to be read out
            break
        address = f"{address}-{word}" if address else word
    return address or "consultation"


def new_form(hosts: Sequence[tuple[str, str]], sent: MultiDict[str] | None = None) -> TextsForm:
    """What one must say to begin; `hosts` is empty for whoever can only set up for the own organisation."""
    offered = languages_to_choose()
    fields: dict[str, Any] = {
        "first": SelectField(_("First language"), choices=dict(offered), default=offered[0][0]),
        "title": Words(_("Title in the first language"), [_Needed(_("Write a title.")), Longest(parts.LONGEST_TITLE)]),
        "more": Checks(_("Languages in which people can read it"), choices=dict(offered), default=[tag for tag, _name in offered]),
        "slug": Words(_("Address, if you want to choose it"), default=""),
        "zone": SelectField(_("Time zone"), choices=dict(zones()), default="UTC"),
    }
    if hosts:
        fields["host"] = SelectField(_("Who asks"), choices=dict(hosts))
    return texts_form([], [], sent, **fields)


class _Needed:
    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, _form: Any, field: Field) -> None:
        if not field.data:
            raise ValidationError(self.sentence)


def copy_form(consultation: Any, sent: MultiDict[str] | None = None) -> TextsForm:
    """A new title and address for a copy."""
    asked = [Asked("title", str(parts.OWN["title"].label), parts.OWN["title"], consultation.languages[:1], _l("Write a title."))]
    team = BooleanField(_("Take the team along, too"))
    slug = Words(_("Address, if you want to choose it"), default="")
    return texts_form(asked, consultation.languages, sent, texts={"title": consultation.title}, slug=slug, team=team)


def basics_form(consultation: Any, sent: MultiDict[str] | None = None) -> TextsForm:
    """Title, summary, zone, address, topics and region. Languages come and go on the page of the translations."""
    title = Asked("title", str(parts.OWN["title"].label), parts.OWN["title"], consultation.languages[:1], _l("Write a title."))
    return texts_form(
        [title, _asked("plain"), _asked("summary")],
        consultation.languages,
        sent,
        texts=_texts(consultation, "title", "plain", "summary"),
        zone=SelectField(_("Time zone"), choices=dict(_with(zones(), consultation.zone)), default=consultation.zone),
        slug=Words(_("Address"), [_Needed(_("Write an address."))], default=consultation.slug),
        **place_fields(consultation),
    )


def place_fields(consultation: Any) -> dict[str, Field]:
    """By what people find it."""
    return {
        "topics": Checks(str(parts.CODED["topics"].label), choices=dict(narrowing.topics()), default=list(consultation.topics)),
        "region": SelectField(str(parts.CODED["region"].label), choices={"": _("Worldwide"), **dict(narrowing.regions())}, default=consultation.region),
    }


def mandate_form(consultation: Any, sent: MultiDict[str] | None = None) -> TextsForm:
    """Why, what can change, who decides, and where else words can go."""
    names = ("mandate", "influence_text", "decider", "alternative")
    level = RadioField(_("How much can people's words change?"), choices=dict(influences()), default=consultation.influence.value)
    return texts_form([_asked(name) for name in names], consultation.languages, sent, texts=_texts(consultation, *names), influence=level)


def who_form(consultation: Any, organisations: Sequence[tuple[str, str]], sent: MultiDict[str] | None = None) -> TextsForm:
    """How one may speak, when it is read, who moderates."""
    offered = voices()
    return texts_form(
        [],
        [],
        sent,
        voices=Checks(
            _("How may people speak?"),
            choices=dict(offered),
            default=list(consultation.voices or [voice for voice, _label in offered]),
            needed=_("Choose at least one way to speak."),
        ),
        moderation=RadioField(
            _("When does a moderator read contributions?"),
            choices={"before": _("Before they appear"), "after": _("After they have appeared")},
            default="before" if consultation.premoderated else "after",
        ),
        longest=Count(_("Most characters of one contribution"), least=SHORTEST_ALLOWED, most=LONGEST_ALLOWED, default=str(consultation.longest)),
        private=BooleanField(_("A private room: only those who get a link can read and write"), default=consultation.private),
        moderators=Checks(_("Which organisations moderate?"), choices=dict(organisations), default=[one.slug for one in consultation.moderators]),
        independent=BooleanField(_("Moderated independently of the host"), default=consultation.moderated_independently),
    )


def pledge_form(consultation: Any, beginning: Texts, sent: MultiDict[str] | None = None) -> TextsForm:
    """What the host binds itself to; where nothing is written yet the form begins with our words."""
    texts = Texts({tag: consultation.pledge.get(tag) or beginning.get(tag, "") for tag in consultation.languages})
    return texts_form([_asked("pledge")], consultation.languages, sent, texts={"pledge": texts})


def young_form(consultation: Any, sent: MultiDict[str] | None = None) -> TextsForm:
    """Whether there is a path for young people, and what it says instead of the short summary and the explanations."""
    asked = [_asked("young"), *(Asked(f"question-{one.number}-young", parts.label_of(f"question {one.number} young"), parts.QUESTION["young"]) for one in consultation.questions)]
    texts = {"young": consultation.young, **{f"question-{one.number}-young": one.young for one in consultation.questions}}
    offered = BooleanField(_("There is a simpler way for young people"), default=consultation.for_young)
    return texts_form(asked, consultation.languages, sent, texts=texts, for_young=offered)


def risk_form(consultation: Any, answers: Mapping[str, str], finished: bool, sent: MultiDict[str] | None = None) -> TextsForm:
    """The questions of the assessment, and its public part."""
    fields: dict[str, Any] = {}
    levels = [("", _("Not answered yet")), *((level, str(label)) for level, label in risks.LEVELS.items())]
    for risk in risks.RISKS:
        for aspect, label in ((risks.LIKELIHOOD, _("How likely is it?")), (risks.IMPACT, _("How bad would it be?"))):
            name = risks.name(risk, aspect)
            fields[name] = SelectField(label, choices=dict(levels), default=answers.get(name, ""))
        name = risks.name(risk, risks.MEASURE)
        fields[name] = Lines(_("What do you do about it?"), [Longest(LONGEST_MEASURE)], default=answers.get(name, ""))
    fields["finished"] = BooleanField(_("The assessment is finished"), default=finished)
    return texts_form([_asked("risk_public")], consultation.languages, sent, texts=_texts(consultation, "risk_public"), **fields)


def answers_of(form: TextsForm) -> dict[str, str]:
    """What was answered, by key."""
    return {name: form[name].data or "" for risk in risks.RISKS for name in (risks.name(risk, aspect) for aspect in (risks.LIKELIHOOD, risks.IMPACT, risks.MEASURE))}


def blame_open_questions(form: TextsForm) -> bool:
    """Whether an assessment that is said to be finished is not; each open question is told at its field."""
    missing = risks.open_questions(answers_of(form))
    for name, aspect in missing:
        form.blame(name, _("Write what you do about it.") if aspect == risks.MEASURE else _("Choose low, medium or high."))
    return bool(missing)


def length_hint(text: str) -> str:
    """How long a summary is, and how long its sentences are on average (R04)."""
    words = words_in(text)
    sentences = max(1, sum(text.count(sign) for sign in ".!?؟。"))
    counted = ngettext("%(num)s word.", "%(num)s words.", words)
    return counted + " " + ngettext("A sentence has about %(num)s word.", "A sentence has about %(num)s words.", round(words / sentences))


def _asked(name: str) -> Asked:
    return Asked(name, str(parts.OWN[name].label), parts.OWN[name])


def _texts(consultation: Any, *names: str) -> dict[str, Texts]:
    return {name: getattr(consultation, name) for name in names}


def _with(choices: list[tuple[str, str]], value: str) -> list[tuple[str, str]]:
    """A choice that was made elsewhere stays a choice."""
    return choices if any(value == known for known, _label in choices) else [(value, value), *choices]

"""What people may type when they contribute."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from multidict import MultiDict

from portal.base.languages import _, _l, language, language_name, place_in_alphabet
from portal.consultations import choices
from portal.contributions.queries import Voice
from portal.contributions.tongues import LANGUAGES, UNKNOWN
from portal.web.forms import BooleanField, Form, Lines, Longest, Needed, RadioField, SelectField, StringField, ValidationError, Words
from portal.web.forms import choices as choices_of

__all__ = ["LANGUAGES", "UNKNOWN", "ContributionForm", "LanguageForm", "YoungForm", "languages"]


def languages() -> list[tuple[str, str]]:
    """The languages to choose from, in the reader's words and order; the page's own stands first."""
    own = language()
    return [(own, language_name(own)), *[pair for pair in _named(own) if pair[0] != own], (UNKNOWN, _("Another language"))]


@lru_cache(maxsize=32)
def _named(_reader: str) -> tuple[tuple[str, str], ...]:
    """The list of one reader's language, sorted once: it cost more than saving what was sent with the form."""
    return tuple(sorted(((tag, language_name(tag)) for tag in LANGUAGES), key=lambda pair: place_in_alphabet(pair[1])))


class ContributionForm(Form):
    """The form of a contribution; its limit is the consultation's, equal for all."""

    text = Lines(_l("Your answer"), [Needed(_l("Write your answer before you continue."))])
    voice = RadioField(_l("How do you want to speak?"), validate_choice=False)
    shown_name = Words(_l("The name to show"), [Longest(80)])
    speaking_number = StringField(_l("The speaking number of a confirmed organisation"))
    text_language = SelectField(_l("In which language is your answer?"))
    code = StringField(_l("Your number, if you have one from this consultation"))
    no_machine = BooleanField(_l("Do not have my words translated by a machine"))
    helped = BooleanField(_l("I write this down for somebody else"))
    region = SelectField(_l("Which part of the world are you in?"), default="")
    sector = SelectField(_l("For whom do you speak?"), default="")

    def __init__(self, sent: MultiDict[str] | None = None, *, longest: int, voices: Sequence[str] = (), proven: Any = None, **more: Any) -> None:
        """`voices` are the ways of speaking that the consultation offers; `proven` is the organisation that has shown its speaking number a step before."""
        super().__init__(sent, **more)
        self.proven = proven
        self.longest = longest
        self.offered = [voice for voice in Voice if not voices or voice.value in voices]
        self.voice.choices = choices_of(self.offered)
        self.text_language.choices = languages()
        self.region.choices = choices.regions()
        self.sector.choices = choices.sectors()
        if self.text_language.data is None:
            self.text_language.data = language()
        if self.voice.data is None:
            self.voice.data = self.offered[0].value  # the first, without a name, is the safest, and needs no deed
        self.text.validators = [*self.text.validators, Longest(longest)]

    def validate_voice(self, field: RadioField) -> None:
        """One of those that are offered here."""
        if field.data not in [voice.value for voice in self.offered]:
            raise ValidationError(_("Choose how you want to speak."))

    def validate_shown_name(self, field: Words) -> None:
        """A name is needed by whoever wants to show one; a confirmed organisation has its own."""
        if self.voice.data == Voice.ORGANISATION.value and (self.proven is not None or (self.speaking_number.data or "").strip()):
            return
        if self.voice.data not in (None, Voice.ANONYMOUS.value) and self.voice.data in [voice.value for voice in Voice] and not field.data:
            raise ValidationError(_("Type the name to show, or choose to speak without a name."))

    def validate_speaking_number(self, field: StringField) -> None:
        """A number speaks for an organisation and for nothing else."""
        if (field.data or "").strip() and self.voice.data != Voice.ORGANISATION.value:
            raise ValidationError(_("This number speaks for an organisation. Choose “For an organisation”, or leave it empty."))

    @property
    def speaks_as(self) -> Voice:
        """The chosen voice."""
        return Voice(self.voice.data)


class YoungForm(Form):
    """The form for young people: words, a made-up name or none, the language; nothing about themselves."""

    text = Lines(_l("Your answer"), [Needed(_l("Write your answer before you continue."))])
    shown_name = Words(_l("A made-up first name, if you want one"), [Longest(30)])
    text_language = SelectField(_l("In which language is your answer?"))

    def __init__(self, sent: MultiDict[str] | None = None, *, longest: int, **more: Any) -> None:
        """The limit is the consultation's, equal for all."""
        super().__init__(sent, **more)
        self.longest = longest
        self.text_language.choices = languages()
        if self.text_language.data is None:
            self.text_language.data = language()
        self.text.validators = [*self.text.validators, Longest(longest)]

    def validate_shown_name(self, field: Words) -> None:
        """One word: whoever writes two is about to write the real ones."""
        if len((field.data or "").split()) > 1:
            raise ValidationError(_("Write one made-up first name and no family name, or leave it empty."))

    @property
    def speaks_as(self) -> Voice:
        """Without a name, or with a made-up one."""
        return Voice.PSEUDONYM if self.shown_name.data else Voice.ANONYMOUS


class LanguageForm(Form):
    """In which language words are; and for their author whether a machine may translate them."""

    text_language = SelectField()
    no_machine = BooleanField(_l("Do not have my words translated by a machine"))

    def __init__(self, sent: MultiDict[str] | None = None, *, present: str = "", **more: Any) -> None:
        """`present` is what was chosen before: words that came from elsewhere may have a language that is not in the list."""
        super().__init__(sent, **more)
        known = languages()
        self.text_language.choices = known if present in [tag for tag, _name in known] else [(present, language_name(present)), *known]

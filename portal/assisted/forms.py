"""What a helper types for somebody else, one person at a time or for a whole sheet."""

from collections.abc import Mapping, Sequence
from typing import Any

from multidict import MultiDict

from portal.assisted.sheets import NOT_PUBLIC, OTHER_QUESTION, number_in
from portal.base.languages import _, _l, format_day, language, language_name, local_day
from portal.base.settings import settings
from portal.contributions.forms import languages
from portal.contributions.queries import Channel, Voice
from portal.web.forms import BooleanField, Field, Form, Lines, Longest, Needed, RadioField, SelectField, ValidationError, Words
from portal.web.forms import choices as choices_of

LONGEST_FORM_NUMBER = 40
CONSENT = _l("The person knows what happens to these words, and that I have seen them.")
CONSENT_OF_ALL = _l("Each person knows what happens to these words, and that I have seen them.")
ASK_FIRST = _l("Ask the person first. Then tick this box.")
KEPT = ("question", "channel", "meeting", "text_language", "slip_language")
"""What the next entry begins with."""


class AssistForm(Form):
    """Somebody's words, as a helper writes them down."""

    question = SelectField(_l("Question"))
    text = Lines(_l("The person's words"), [Needed(_l("Write down what the person says."))])
    text_language = SelectField(_l("Language of the words"))
    voice = RadioField(_l("How does the person want to speak?"), validate_choice=False)
    shown_name = Words(_l("The name to show"), [Longest(80)])
    channel = RadioField(_l("How did the words reach you?"), validate_choice=False)
    meeting = SelectField(_l("Which meeting?"), default="")
    form_number = Words(_l("Number of the paper form, if it has one"), [Longest(LONGEST_FORM_NUMBER)])
    slip_language = SelectField(_l("Language of the slip with the number"))
    reply_to = Words(_l("Number of the words that they answer"))
    consent = BooleanField(CONSENT, [Needed(ASK_FIRST)])

    def __init__(self, sent: MultiDict[str] | None = None, *, consultation: Any, meetings: Sequence[Any], answerable: Mapping[int, Any] | None = None) -> None:
        """`answerable`: the public words that have the number which was typed."""
        super().__init__(sent)
        self.answerable = answerable or {}
        self.longest = consultation.longest
        self.text.validators = [*self.text.validators, Longest(consultation.longest)]
        self.offered = [voice for voice in Voice if not consultation.voices or voice.value in consultation.voices]
        self.question.choices = [(str(one.number), _("%(number)s. %(title)s", number=one.number, title=one.title)) for one in consultation.questions]
        self.voice.choices = choices_of(self.offered)
        self.channel.choices = choices_of(one for one in Channel if one is not Channel.ONLINE)
        self.meetings = list(meetings)
        self.meeting.choices = [("", _("None")), *((str(one.number), one.title.choice(after=f" ({format_day(local_day(one.starts_at, one.zone))})")) for one in meetings)]
        self.text_language.choices, self.slip_language.choices = languages(), slip_languages()
        self._begin()

    def _begin(self) -> None:
        first = {
            "text_language": language(),
            "slip_language": language(),
            "voice": self.offered[0].value,
            "channel": Channel.PAPER.value,
            "question": self.question.choices[0][0] if self.question.choices else "",
        }
        for name, value in first.items():
            if self[name].data is None:
                self[name].data = value

    def validate_voice(self, field: Field) -> None:
        """One of those that are offered here, with a name where it needs one."""
        if field.data not in [voice.value for voice in self.offered]:
            raise ValidationError(_("Choose how the person wants to speak."))

    def validate_shown_name(self, field: Field) -> None:
        """A name is needed by whoever wants to show one."""
        if self.voice.data != Voice.ANONYMOUS.value and not field.data:
            raise ValidationError(_("Type the name to show, or choose to speak without a name."))

    def validate_channel(self, field: Field) -> None:
        """One of the ways."""
        if field.data not in [value for value, _label in self.channel.choices]:
            raise ValidationError(_("Choose how the words reached you."))

    def validate_meeting(self, field: Field) -> None:
        """Words from a meeting name it."""
        if self.channel.data == Channel.MEETING.value and not field.data:
            raise ValidationError(_("Choose the meeting."))

    def validate_reply_to(self, field: Field) -> None:
        """Public words, under the chosen question."""
        if field.data and self.answered is None:
            raise ValidationError(str(NOT_PUBLIC))
        if self.answered is not None and str(self.answered.question.number) != self.question.data:
            raise ValidationError(str(OTHER_QUESTION))

    @property
    def answered(self) -> Any:
        """The words that are answered, or None."""
        return self.answerable.get(number) if (number := number_in(self.reply_to.data or "")) is not None else None

    @property
    def chosen_meeting(self) -> Any:
        """The meeting, or None."""
        return next((one for one in self.meetings if str(one.number) == self.meeting.data), None)


class SheetForm(Form):
    """A sheet, in what language its slips speak when nothing else tells, and that the people agreed."""

    sheet = Field(_l("Your sheet (CSV)"))
    slip_language = SelectField(_l("Language of the slip with the number"))
    consent = BooleanField(CONSENT_OF_ALL, [Needed(ASK_FIRST)])

    def __init__(self, sent: MultiDict[str] | None = None) -> None:
        super().__init__(sent)
        self.slip_language.choices = slip_languages()
        if self.slip_language.data is None:
            self.slip_language.data = language()


def slip_languages() -> list[tuple[str, str]]:
    """The languages in which the page behind the number can be read."""
    return [(tag, language_name(tag, own=True)) for tag in settings().languages]

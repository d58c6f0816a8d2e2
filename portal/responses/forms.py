"""What the responsible body types: answers, promises and news, each text once for every language of the consultation."""

from datetime import date
from typing import Any

from wtforms.form import Form as WtForm
from wtforms.validators import StopValidation

from portal.base.languages import Texts, _, _l, language_name
from portal.responses.pledges import Pledge
from portal.responses.queries import Verdict
from portal.web.forms import Field, Form, Lines, Longest, Needed, RadioField, Words, choices

LONGEST = 5000
LONGEST_LINE = 200


class Day(Words):
    """A day as browsers send it (2027-09-30), typed by hand where there is no calendar; `day` is the day, if it is one."""

    day: date | None = None

    def pre_validate(self, form: WtForm) -> None:
        """Say how a day is written."""
        if not self.data:
            return
        try:
            self.day = date.fromisoformat(self.data)
        except ValueError:
            raise StopValidation(_("Write the day as year, month and day, such as 2027-09-30.")) from None


class _InLanguages(Form):
    """A form with some texts in every language of a consultation."""

    languages: tuple[str, ...] = ()

    def texts(self, name: str) -> Texts:
        """What was typed, by language; empty ones are left out."""
        return Texts({tag: self[f"{name}_{tag}"].data for tag in self.languages if self[f"{name}_{tag}"].data})

    def boxes(self, name: str) -> list[Field]:
        """The fields of one text, in the order of the consultation's languages."""
        return [self[f"{name}_{tag}"] for tag in self.languages]

    def blame_first(self, name: str, sentence: str) -> None:
        """Put a fault next to the first field of a text."""
        self.blame(f"{name}_{self.languages[0]}", sentence)


def _in_languages(kind: type[Any], languages: list[str], texts: dict[str, Any]) -> type[Any]:
    fields: dict[str, Any] = {"languages": tuple(languages)}
    for name, label in texts.items():
        for tag in languages:
            said = f"{label} ({language_name(tag)})" if len(languages) > 1 else label
            fields[f"{name}_{tag}"] = Lines(said, [Longest(LONGEST)])
    return type(kind.__name__, (kind,), fields)


class _Pledging(_InLanguages):
    """The fields of a promise."""

    owner = Words(_l("Who keeps the promise"), [Longest(LONGEST_LINE)])
    due_on = Day(_l("Until which day"))

    def promised(self) -> bool:
        """Whether any field of the promise was filled."""
        return bool(self.owner.data or self.due_on.data or self.texts("what") or self.texts("measure"))

    def pledge(self) -> Pledge | None:
        """The promise, when it is whole; else the gaps are named at their fields."""
        gaps = not self._whole()
        if gaps or self.due_on.day is None:
            return None
        return Pledge(self.texts("what"), self.owner.data, self.due_on.day, self.texts("measure"))

    def _whole(self) -> bool:
        before = len(self.faults())
        if not self.texts("what"):
            self.blame_first("what", _("Say what is promised."))
        if not self.owner.data:
            self.blame("owner", _("Name who keeps the promise."))
        if not self.due_on.data:
            self.blame("due_on", _("Name the day until which it is done."))
        if not self.texts("measure"):
            self.blame_first("measure", _("Say how one will see that it was done."))
        return len(self.faults()) == before


class _Answering(_Pledging):
    verdict = RadioField(_l("The answer"), [Needed(_l("Choose an answer."))])
    unit = Words(_l("Which unit answers"), [Needed(_l("Say which unit answers.")), Longest(LONGEST_LINE)])

    def __init__(self, sent: Any = None, **more: Any) -> None:
        super().__init__(sent, **more)
        self.verdict.choices = choices(Verdict)

    def complete(self, has_promise: bool) -> bool:
        """Whether all is there that the chosen answer demands; else the gaps are named."""
        if not self.validate():
            return False
        if self.verdict.data == Verdict.NOT_ACCEPTED.value and not self.texts("reason"):
            self.blame_first("reason", _("A point that is not accepted needs a reason."))
        if self.promised() or (self.verdict.data == Verdict.ACCEPTED.value and not has_promise):
            self.pledge()
        return not self.faults()


class _Updating(_InLanguages):
    state = RadioField(_l("Where the promise stands now"), [Needed(_l("Choose where the promise stands."))])
    due_on = Day(_l("A new day, only if it moves"))

    def __init__(self, sent: Any = None, *, states: list[Any], **more: Any) -> None:
        super().__init__(sent, **more)
        self.state.choices = choices(states)


def answer_form(languages: list[str], sent: Any = None, **data: Any) -> _Answering:
    """The form of an answer with room for a promise."""
    texts = {"reason": _("The reason"), "what": _("What is promised"), "measure": _("How one will see that it was done")}
    form: _Answering = _in_languages(_Answering, languages, texts)(sent, data=data)
    return form


def pledge_form(languages: list[str], sent: Any = None) -> _Pledging:
    """The form of one more promise."""
    form: _Pledging = _in_languages(_Pledging, languages, {"what": _("What is promised"), "measure": _("How one will see that it was done")})(sent)
    return form


def update_form(languages: list[str], states: list[Any], sent: Any = None, **data: Any) -> _Updating:
    """The form of news about a promise."""
    form: _Updating = _in_languages(_Updating, languages, {"text": _("What is new")})(sent, states=states, data=data)
    return form

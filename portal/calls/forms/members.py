"""What a member types on the page behind the number."""

from typing import Any

from portal.base import clock
from portal.base.languages import _l
from portal.calls.forms.fields import Choice, Selected
from portal.calls.forms.sources import Sources
from portal.calls.queries.kinds import ActionKind, NoteKind
from portal.identity.forms.organisations import Day
from portal.web.forms import BooleanField, Form, Lines, Longest, Needed, Words, choices

LONGEST_TEXT, LONGEST_NAME, LONGEST_TITLE = 4000, 200, 200
COUNTED, READ = "counted", "read"
KINDS = [NoteKind.REPORT, NoteKind.IDEA, NoteKind.PLEDGE, NoteKind.LEAD]


class Number(Form):
    """The field for the member's number."""

    code = Words(_l("Your number"))


class Acting(Form):
    """What was done about a call."""

    action = Selected(_l("What did you do?"))
    day = Day(_l("On which day?"), [Needed(_l("Write the day like this: 2027-05-02."))])
    shown = Choice(
        _l("Who may know?"), offers=[(COUNTED, _l("Only count it. My words are not kept.")), (READ, _l("Members of the list and the chair may read my words."))], default=COUNTED
    )
    text = Lines(_l("Whom did you speak to, and how did it go?"), [Longest(LONGEST_TEXT)])


def acting_form(sent: Any = None) -> Acting:
    """The form, with today as the day."""
    form = Acting(sent, data={"day": clock.today().isoformat(), "shown": COUNTED})
    form.action.choices = choices(ActionKind)
    return form


class Telling(Form):
    """News from the field, an idea, help, or the wish to lead."""

    text = Lines(_l("Your words"), [Needed(_l("Write some words.")), Longest(LONGEST_TEXT)])
    agreed = BooleanField(_l("I agree to be named as the lead"))
    name = Words(_l("Under which name, if you want to be named"), [Longest(LONGEST_NAME)])


class Proposing(Form):
    """A call from the field."""

    place = Selected(_l("For which list"))
    title = Words(_l("Title"), [Needed(_l("Write some words.")), Longest(LONGEST_TITLE)])
    text = Lines(_l("What happens, and what should be done?"), [Needed(_l("Write some words.")), Longest(LONGEST_TEXT)])
    sources = Sources(_l("Sources, if you have some"))


def proposing_form(places: list[tuple[str, str]], sent: Any = None) -> Proposing:
    """The form, for the lists that the member is on."""
    form = Proposing(sent)
    form.place.choices = places
    return form

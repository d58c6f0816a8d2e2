"""What an organiser types about a meeting, before it and after it."""

from typing import Any

from multidict import MultiDict

from portal.base.languages import _, _l
from portal.consultations.forms import LocalMoment
from portal.consultations.forms.contents import Asked, TextsForm, texts_form
from portal.consultations.forms.dates import written
from portal.consultations.forms.sheets import Checks, languages_to_choose
from portal.consultations.parts import LONGEST_DOCUMENT, LONGEST_TITLE, Shape, Sort
from portal.web.forms import Field, Form, Longest, ValidationError, Words

LONGEST_LINK = 500
BEFORE = {
    "title": Sort(_l("Title"), Shape.LINE, LONGEST_TITLE),
    "place": Sort(_l("Place")),
    "access": Sort(_l("What makes it easy to take part")),
    "coming": Sort(_l("How to come")),
}
"""The texts that people need before a meeting."""
AFTER = {"notes": Sort(_l("Notes")), "transcript": Sort(_l("Everything that was said, as text"), Shape.MARKUP, LONGEST_DOCUMENT)}
"""The texts that stay of it."""


class WebAddress:
    """Empty, or an address that a browser opens."""

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse anything else."""
        if field.data and (not str(field.data).startswith(("https://", "http://")) or " " in field.data):
            raise ValidationError(_("Type an address that begins with https://"))


def meeting_form(consultation: Any, meeting: Any = None, sent: MultiDict[str] | None = None) -> TextsForm:
    """When, where, in which languages, and what people need to know before it."""
    original, zone = consultation.languages[0], consultation.zone
    asked = [Asked(name, str(sort.label), sort, [original] if name == "title" else []) for name, sort in BEFORE.items()]
    spoken = meeting.languages if meeting else consultation.languages
    return texts_form(
        asked,
        consultation.languages,
        sent,
        texts={name: getattr(meeting, name) for name in BEFORE} if meeting else None,
        starts_at=LocalMoment(_("Starts"), zone=zone, default=written(meeting.starts_at, zone) if meeting else ""),
        ends_at=LocalMoment(_("Ends"), zone=zone, default=written(meeting.ends_at, zone) if meeting else ""),
        link=Words(_("Link to take part, if it is online"), [Longest(LONGEST_LINK), WebAddress()], default=meeting.link if meeting else ""),
        spoken=Checks(_("Languages spoken there"), choices=dict(languages_to_choose(spoken)), default=spoken),
    )


def settled(form: TextsForm) -> dict[str, Any]:
    """What the command is given."""
    return {
        **{name: form.texts(name) for name in BEFORE},
        "starts_at": form["starts_at"].moment,
        "ends_at": form["ends_at"].moment,
        "link": form["link"].data,
        "languages": list(form["spoken"].data or []),
    }


def is_good(form: TextsForm) -> bool:
    """Whether it can be entered; what cannot be is told at its field."""
    good: bool = form.validate()
    starts, ends = form["starts_at"].moment, form["ends_at"].moment
    if starts is not None and ends is not None and ends <= starts:
        form.blame("ends_at", _("It must end after it starts."))
    if not form["link"].data and not any(form.texts("place").values()):
        form.blame(f"place-{form.languages[0]}", _("Write a place, or a link."))
    return good and not form.faults()


def outcome_form(consultation: Any, meeting: Any, sent: MultiDict[str] | None = None) -> TextsForm:
    """What came of a meeting."""
    asked = [Asked(name, str(sort.label), sort) for name, sort in AFTER.items()]
    return texts_form(
        asked,
        consultation.languages,
        sent,
        texts={name: getattr(meeting, name) for name in AFTER},
        recording=Words(_("Link to the recording"), [Longest(LONGEST_LINK), WebAddress()], default=meeting.recording),
        captions=Words(_("Link to the captions"), [Longest(LONGEST_LINK), WebAddress()], default=meeting.captions),
    )


def told(form: TextsForm) -> dict[str, Any]:
    """What the command is given."""
    return {**{name: form.texts(name) for name in AFTER}, "recording": form["recording"].data, "captions": form["captions"].data}

"""What an organiser types: a reason in every language of the consultation, and moments in its own zone."""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from multidict import MultiDict

from portal.base.languages import Texts, _, _l, format_moment, language_name
from portal.base.text import one_line
from portal.web.forms import Form, Lines, Longest, Needed, Words

LONGEST_REASON = 2000
HOURS, MINUTES = 24, 60
SHAPE = re.compile(r"(?P<day>\d{4}-\d{1,2}-\d{1,2})[ Tt](?P<hour>\d{1,2}):(?P<minute>\d{2})")


class LocalMoment(Words):
    """A moment as people of the consultation's place read it from their clock."""

    def __init__(self, label: str = "", *, zone: str = "UTC", optional: bool = False, **more: Any) -> None:
        super().__init__(label, **more)
        self.zone = zone
        self.optional = optional
        self.moment: datetime | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, and understand it; raises ValueError with the sentence for the field."""
        super().process_formdata(valuelist)
        if self.data or not self.optional:
            self.moment = local_moment(self.data, self.zone)


def local_moment(typed: str, zone: str) -> datetime:
    """A typed local moment in UTC. Of a moment that comes twice in the year it takes the later: nobody is cut off.

    Raises ValueError with a sentence for people.
    """
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in one_line(typed))
    try:
        naive = datetime.strptime(plain.replace("T", " ").replace("t", " "), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the zone is put in below
        local = naive.replace(tzinfo=ZoneInfo(zone), fold=1)
        moment = local.astimezone(UTC)
    except (ValueError, OverflowError):
        if shape := SHAPE.fullmatch(plain):
            raise ValueError(_no_such(shape)) from None
        raise ValueError(_("Write the day and the time like this: 2027-05-02 18:00.")) from None
    back = moment.astimezone(ZoneInfo(zone))
    if back.replace(tzinfo=None) != naive:
        raise ValueError(_("The clocks skip this moment. The next one that exists is %(moment)s.", moment=format_moment(_after_gap(naive, zone), zone)))
    return moment


def _no_such(shape: re.Match[str]) -> str:
    """What is written rightly and still is no moment: 29 February in most years, or 24:30."""
    if int(shape["hour"]) >= HOURS or int(shape["minute"]) >= MINUTES:
        return _("There is no such time of day: %(time)s.", time=f"{shape['hour']}:{shape['minute']}")
    return _("There is no such day in the calendar: %(day)s.", day=shape["day"])


def _after_gap(naive: datetime, zone: str) -> datetime:
    """The first moment after the clocks were put forward over this one."""
    low, high = (int(naive.replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp()) for fold in (1, 0))
    before = datetime.fromtimestamp(low, UTC).astimezone(ZoneInfo(zone)).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, UTC).astimezone(ZoneInfo(zone)).utcoffset() == before:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


class DeedForm(Form):
    """A decision of an organiser: its reason in every language, and for some a new closing moment."""

    def reason(self) -> Texts:
        """The reason, by language."""
        return Texts({field.tag: field.data for field in self if isinstance(field, Reason)})

    @property
    def reasons(self) -> list["Reason"]:
        """The fields of the reason, in the order of the consultation's languages."""
        return [field for field in self if isinstance(field, Reason)]

    @property
    def moment(self) -> datetime | None:
        """The new closing moment in UTC; None when none was typed."""
        moment: datetime | None = self["closes_at"].moment if "closes_at" in self else None
        return moment

    @property
    def needed_moment(self) -> datetime:
        """The new closing moment of a form that asks for one and was found right."""
        if self.moment is None:
            raise LookupError("The form was not checked.")
        return self.moment


class Reason(Lines):
    """The reason in one language."""

    def __init__(self, label: str = "", validators: Any = None, *, tag: str = "", **more: Any) -> None:
        super().__init__(label, validators, **more)
        self.tag = tag


def deed_form(deed: str, languages: list[str], zone: str, sent: MultiDict[str] | None = None, *, moment: str = "") -> DeedForm:
    """The form of one deed; `moment` says whether a closing moment is "needed", "optional" or not asked for."""
    fields: dict[str, Any] = {}
    if moment:
        label = _("New closing moment") if moment == "needed" else _("New closing moment, if time was lost")
        fields["closes_at"] = LocalMoment(label, zone=zone, optional=moment == "optional")
    for tag in languages:
        name = language_name(tag)
        needed = Needed(_l("Write the reason in this language, too: %(language)s. Everybody can read it.", language=name))
        fields[f"reason_{tag}"] = Reason(_("Reason (%(language)s)", language=name), [needed, Longest(LONGEST_REASON)], tag=tag)
    whole: type[DeedForm] = type("WholeDeedForm", (DeedForm,), fields)
    return whole(sent, prefix=f"{deed}-")

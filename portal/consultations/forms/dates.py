"""The dates of a draft, typed as the clocks of its place show them. What cannot be is told at its field."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from multidict import MultiDict

from portal.base.holidays import countries
from portal.base.languages import _, format_moment
from portal.consultations import parts
from portal.consultations.forms.contents import Asked, TextsForm, texts_form
from portal.consultations.forms.deeds import LocalMoment
from portal.consultations.forms.sheets import Count
from portal.consultations.reckoning import ANSWER_WITHIN, Dates
from portal.web.forms import RadioField, SelectField

FARTHEST = timedelta(days=5 * 366)
REASONS = ("notice_reason", "duration_reason")
AT_ONCE, LATER = "at once", "later"


def dates_form(consultation: Any, now: datetime, sent: MultiDict[str] | None = None) -> TextsForm:
    """All dates of a draft."""
    zone = consultation.zone
    later = consultation.announced_at > now
    asked = [Asked(name, str(parts.OWN[name].label), parts.OWN[name]) for name in REASONS]
    return texts_form(
        asked,
        consultation.languages,
        sent,
        texts={name: getattr(consultation, name) for name in REASONS},
        announce=RadioField(
            _("When is it announced?"),
            choices={AT_ONCE: _("At once, when I publish it"), LATER: _("At a moment that I choose")},
            default=LATER if later else AT_ONCE,
        ),
        announced_at=LocalMoment(_("Announced at, if you choose"), zone=zone, optional=True, default=written(consultation.announced_at, zone) if later else ""),
        opens_at=LocalMoment(_("Opens"), zone=zone, default=written(consultation.opens_at, zone)),
        closes_at=LocalMoment(_("Closes"), zone=zone, default=written(consultation.closes_at, zone)),
        response_due_at=LocalMoment(_("Answers are due"), zone=zone, optional=True, default=written(consultation.response_due_at, zone) or _proposed_answer(consultation)),
        check_back_days=Count(_("Days to check the summary"), least=1, most=90, default=str(consultation.check_back_days)),
        grace=Count(_("Hours in which a form that was opened in time can still be sent"), least=0, most=168, default=str(int(consultation.grace.total_seconds()) // 3600)),
        country=SelectField(_("Whose public holidays count?"), choices={"": _("No country"), **dict(countries())}, default=consultation.country),
    )


def written(moment: datetime | None, zone: str) -> str:
    """A moment in the way in which it is typed."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if moment is not None else ""


def _proposed_answer(consultation: Any) -> str:
    """As late as is recommended; it counts when it is saved."""
    local = consultation.closes_at.astimezone(ZoneInfo(consultation.zone)).replace(tzinfo=None) + ANSWER_WITHIN
    return f"{local:%Y-%m-%d %H:%M}"


def typed(form: TextsForm, consultation: Any, now: datetime) -> Dates | None:
    """The dates that were typed, when they can be; otherwise None, and every fault stands at its field."""
    good = form.validate()
    announced = _moment(form, consultation, "announced_at", now) if form["announce"].data == LATER else now
    moments = {name: _moment(form, consultation, name, now) for name in ("opens_at", "closes_at", "response_due_at")}
    opens, closes = moments["opens_at"], moments["closes_at"]
    if announced is None and not form["announced_at"].errors:
        form.blame("announced_at", _("Write when it is announced, or choose “at once”."))
    if announced is not None and opens is not None and opens <= announced:
        form.blame("opens_at", _("It must be announced before it opens."))
    if opens is not None and closes is not None and closes <= opens:
        form.blame("closes_at", _("It must close after it opens. It opens on %(moment)s.", moment=format_moment(opens, consultation.zone)))
    due = moments["response_due_at"]
    if due is not None and closes is not None and due <= closes:
        form.blame("response_due_at", _("Answers are due after it closes. It closes on %(moment)s.", moment=format_moment(closes, consultation.zone)))
    if not good or form.faults() or announced is None or opens is None or closes is None:
        return None
    return Dates(consultation.zone, form["country"].data, announced, opens, closes, due)


def _moment(form: TextsForm, consultation: Any, name: str, now: datetime) -> datetime | None:
    """What a field says, in the future and not too far away."""
    field = form[name]
    there = getattr(consultation, name)
    if field.errors or field.moment is None:
        return None
    if written(there, consultation.zone) == field.data:
        field.moment = there  # of an hour that comes twice the same one stays
    if field.moment <= now:
        form.blame(name, _("This moment has passed: %(moment)s.", moment=format_moment(field.moment, consultation.zone)))
        return None
    if field.moment > now + FARTHEST:
        form.blame(name, _("This is more than five years away. Look at the year."))
        return None
    moment: datetime = field.moment
    return moment


def settled(form: TextsForm, dates: Dates) -> dict[str, Any]:
    """What the command is given."""
    return {
        "announced_at": dates.announced_at.replace(second=0, microsecond=0),
        "opens_at": dates.opens_at,
        "closes_at": dates.closes_at,
        "response_due_at": dates.response_due_at,
        "check_back_days": form["check_back_days"].number,
        "grace": timedelta(hours=form["grace"].number),
        "country": dates.country,
        **{name: form.texts(name) for name in REASONS},
    }

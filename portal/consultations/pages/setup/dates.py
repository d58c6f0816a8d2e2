"""Announcement, opening, closing and answers, with what they come to in working days and weeks."""

from typing import Any

from portal.base.database import Session
from portal.base.languages import _, _l
from portal.consultations import commands, parts
from portal.consultations.forms.contents import TextsForm
from portal.consultations.forms.dates import REASONS, dates_form, settled, typed, written
from portal.consultations.pages.setup.sheets import Facts, Sheet, hang
from portal.consultations.reckoning import NOTICE, dates_of
from portal.web.visitors import Visit


def _form(visit: Visit, _session: Session, consultation: Any, sent: Any) -> TextsForm:
    return dates_form(consultation, visit.now, sent)


def _good(visit: Visit, consultation: Any, form: TextsForm) -> bool:
    return typed(form, consultation, visit.now) is not None


def _ground(visit: Visit, _session: Session, consultation: Any) -> dict[str, object]:
    moments = {_("Opens"): consultation.opens_at, _("Closes"): consultation.closes_at, _("Answers are due"): consultation.response_due_at}
    announced = consultation.announced_at if consultation.announced_at > visit.now else None
    return {
        _("Announced"): written(announced, consultation.zone),
        **{label: written(moment, consultation.zone) for label, moment in moments.items()},
        _("Days to check the summary"): str(consultation.check_back_days),
        _("Grace"): str(consultation.grace),
        _("Country"): consultation.country,
        **{parts.label_of(name): getattr(consultation, name) for name in REASONS},
    }


def _save(visit: Visit, session: Session, consultation: Any, form: TextsForm) -> bool:
    dates = typed(form, consultation, visit.now)
    if dates is None:
        return False
    commands.settle(session, visit.actor, consultation, "dates", **settled(form, dates))
    return True


def _facts(visit: Visit, _session: Session, consultation: Any, form: TextsForm) -> Facts:
    sent = visit.method == "POST"
    dates = (None if form.faults() else typed(form, consultation, visit.now)) if sent else dates_of(consultation, visit.now)
    proposed = not sent and consultation.response_due_at is None and dates is not None and dates.keeps_the_rules
    return {"dates": dates, "usual_notice": NOTICE, "proposed": proposed}


hang(Sheet("dates", _l("Dates"), _form, _ground, _save, good=_good, facts=_facts))

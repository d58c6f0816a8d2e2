"""How people may speak, when moderators read, and who they are."""

from typing import Any

from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _, _l
from portal.consultations import commands, queries
from portal.consultations.forms.contents import TextsForm
from portal.consultations.forms.sheets import who_form
from portal.consultations.pages.setup.sheets import Sheet, hang
from portal.identity import queries as people
from portal.web.visitors import Visit


def _form(visit: Visit, session: Session, consultation: Any, sent: Any) -> TextsForm:
    return who_form(consultation, [(one.slug, str(one.name)) for one in people.organisations(session, visit.actor)], sent)


def _ground(_visit: Visit, _session: Session, consultation: Any) -> dict[str, object]:
    return {
        _("Ways to speak"): ", ".join(consultation.voices),
        _("Moderation"): _("Before contributions appear") if consultation.premoderated else _("After contributions have appeared"),
        _("Most characters of one contribution"): str(consultation.longest),
        _("Private room"): _("Yes") if consultation.private else _("No"),
        _("Moderated by"): ", ".join(str(one.name) for one in consultation.moderators),
        _("Moderated independently of the host"): _("Yes") if consultation.moderated_independently else _("No"),
    }


def _good(_visit: Visit, consultation: Any, form: TextsForm) -> bool:
    good = bool(form.validate())
    if form["independent"].data and consultation.host.slug in form["moderators"].data:
        form.blame("moderators", _("The host cannot moderate where it is moderated independently. Choose others, or take back “independently”."))
        return False
    return good


def _save(visit: Visit, session: Session, consultation: Any, form: TextsForm) -> bool:
    slug = consultation.slug
    columns = {
        "voices": form["voices"].data,
        "premoderated": form["moderation"].data == "before",
        "longest": form["longest"].number,
        "private": form["private"].data,
        "moderated_independently": form["independent"].data,
    }
    try:
        commands.settle(session, visit.actor, consultation, "who", **columns)
    except Refused as fault:  # the host's people are all there is, so far
        queries.one(session, visit.actor, slug)  # what was undone is read anew
        form.blame("independent", fault.sentence)
        return False
    commands.name_moderators(session, visit.actor, consultation, form["moderators"].data)
    return True


hang(Sheet("who", _l("Who may speak, and who moderates"), _form, _ground, _save, good=_good))

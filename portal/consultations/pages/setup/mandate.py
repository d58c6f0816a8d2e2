"""Why people are asked, what their words can change, who decides, and where else words can go."""

from typing import Any

from portal.base.database import Session
from portal.base.languages import _, _l
from portal.consultations import commands, parts
from portal.consultations.forms.contents import TextsForm
from portal.consultations.forms.sheets import mandate_form
from portal.consultations.pages.setup.sheets import Sheet, hang
from portal.web.visitors import Visit

TEXTS = ("mandate", "influence_text", "decider", "alternative")


def _form(_visit: Visit, _session: Session, consultation: Any, sent: Any) -> TextsForm:
    return mandate_form(consultation, sent)


def _ground(_visit: Visit, _session: Session, consultation: Any) -> dict[str, object]:
    return {_("Influence"): consultation.influence.label, **{parts.label_of(name): getattr(consultation, name) for name in TEXTS}}


def _save(visit: Visit, session: Session, consultation: Any, form: TextsForm) -> bool:
    level = type(consultation.influence)(form["influence"].data)
    commands.settle(session, visit.actor, consultation, "mandate", influence=level, **{name: form.texts(name) for name in TEXTS})
    return True


hang(Sheet("mandate", _l("Mandate and influence"), _form, _ground, _save))

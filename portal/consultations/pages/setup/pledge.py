"""What the host binds itself to, so that nobody is harmed for taking part (R53)."""

from typing import Any

from portal.base.database import Session
from portal.base.languages import Texts, _l, speaking
from portal.consultations import commands, parts
from portal.consultations.forms.contents import TextsForm
from portal.consultations.forms.sheets import pledge_form
from portal.consultations.pages.setup.sheets import Facts, Sheet, hang
from portal.web.visitors import Visit

BEGINNING = _l(
    "Nobody will be punished or treated worse because of what they say here, or because they say nothing. "
    "We do not try to find out who wrote without a name. "
    "We protect people who are threatened because they took part. "
    "If we break this promise, you can complain. Your complaint is heard by people who do not depend on us."
)
"""Our words to begin with; a host changes them, and stands by what it saves."""


def beginning(languages: list[str]) -> Texts:
    """The words to begin with, in each language that this portal speaks; others are left empty, to be translated."""
    said = Texts()
    for tag in languages:
        with speaking(tag):
            words = str(BEGINNING)
        if words != BEGINNING.message or tag.split("-")[0] == "en":
            said[tag] = words
    return said


def _form(_visit: Visit, _session: Session, consultation: Any, sent: Any) -> TextsForm:
    return pledge_form(consultation, beginning(consultation.languages), sent)


def _ground(_visit: Visit, _session: Session, consultation: Any) -> dict[str, object]:
    return {parts.label_of("pledge"): consultation.pledge}


def _save(visit: Visit, session: Session, consultation: Any, form: TextsForm) -> bool:
    commands.settle(session, visit.actor, consultation, "pledge", pledge=form.texts("pledge"))
    return True


def _facts(_visit: Visit, _session: Session, consultation: Any, _form: TextsForm) -> Facts:
    return {"saved": any(consultation.pledge.values())}


hang(Sheet("pledge", _l("Pledge"), _form, _ground, _save, facts=_facts))

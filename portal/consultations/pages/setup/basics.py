"""Title, summary, time zone and address."""

from typing import Any

from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _, _l, language_name
from portal.consultations import commands
from portal.consultations.forms.contents import TextsForm
from portal.consultations.forms.sheets import basics_form, length_hint
from portal.consultations.pages.setup.sheets import Facts, Sheet, hang
from portal.web.visitors import Visit


def _form(_visit: Visit, _session: Session, consultation: Any, sent: Any) -> TextsForm:
    return basics_form(consultation, sent)


def _ground(_visit: Visit, _session: Session, consultation: Any) -> dict[str, object]:
    return {_("Title"): consultation.title, _("Summary"): consultation.summary, _("Time zone"): consultation.zone, _("Address"): consultation.slug}


def _save(visit: Visit, session: Session, consultation: Any, form: TextsForm) -> bool:
    try:
        commands.settle(session, visit.actor, consultation, "basics", slug=form["slug"].data, title=form.texts("title"), summary=form.texts("summary"), zone=form["zone"].data)
    except Refused as fault:
        form.blame("slug", fault.sentence)  # the command looks at the address before it changes anything
        return False
    return True


def _facts(_visit: Visit, _session: Session, consultation: Any, form: TextsForm) -> Facts:
    summary = form.texts("summary")
    return {"lengths": [(language_name(tag), length_hint(words)) for tag, words in summary.items() if words]}


hang(Sheet("basics", _l("Title and summary"), _form, _ground, _save, facts=_facts))

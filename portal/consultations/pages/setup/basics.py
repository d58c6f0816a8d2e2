"""Title, the short and the longer summary, time zone and address."""

from typing import Any

from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _, _l, language_name
from portal.consultations import commands, narrowing
from portal.consultations.forms.contents import TextsForm
from portal.consultations.forms.sheets import basics_form, length_hint
from portal.consultations.pages.setup.sheets import Facts, Sheet, hang
from portal.consultations.plain import reading_level
from portal.web.visitors import Visit


def _form(_visit: Visit, _session: Session, consultation: Any, sent: Any) -> TextsForm:
    return basics_form(consultation, sent)


def _ground(_visit: Visit, _session: Session, consultation: Any) -> dict[str, object]:
    return {
        _("Title"): consultation.title,
        _("In short"): consultation.plain,
        _("Summary"): consultation.summary,
        _("Time zone"): consultation.zone,
        _("Address"): consultation.slug,
        _("What is it about?"): narrowing.names_of(consultation.topics),
        _("Which part of the world is it for?"): narrowing.name_of_region(consultation.region),
    }


def _save(visit: Visit, session: Session, consultation: Any, form: TextsForm) -> bool:
    try:
        texts = {name: form.texts(name) for name in ("title", "plain", "summary")}
        columns = {name: form[name].data for name in ("slug", "zone", "topics", "region")}
        commands.settle(session, visit.actor, consultation, "basics", **columns, **texts)
    except Refused as fault:
        form.blame("slug", fault.sentence)  # the command looks at the address before it changes anything
        return False
    return True


def _facts(_visit: Visit, _session: Session, consultation: Any, form: TextsForm) -> Facts:
    summary, short = form.texts("summary"), form.texts("plain")
    return {
        "lengths": [(language_name(tag), length_hint(words)) for tag, words in summary.items() if words],
        "levels": [(language_name(tag), length_hint(words), reading_level(words, tag)) for tag, words in short.items() if words],
    }


hang(Sheet("basics", _l("Title and summary"), _form, _ground, _save, facts=_facts))

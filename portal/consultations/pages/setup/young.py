"""The path for young people (R07): whether there is one, and what it says in simple words."""

from typing import Any

from portal.base.database import Session
from portal.base.languages import Texts, _, _l, language_name
from portal.consultations import commands, parts
from portal.consultations.forms.contents import TextsForm
from portal.consultations.forms.sheets import young_form
from portal.consultations.pages.setup.sheets import Facts, Sheet, hang
from portal.consultations.plain import reading_level
from portal.web.visitors import Visit


def _form(_visit: Visit, _session: Session, consultation: Any, sent: Any) -> TextsForm:
    return young_form(consultation, sent)


def _ground(_visit: Visit, _session: Session, consultation: Any) -> dict[str, object]:
    told: dict[str, object] = {_("Young people"): _("Yes") if consultation.for_young else _("No"), parts.label_of("young"): consultation.young}
    return told | {parts.label_of(f"question {one.number} young"): one.young for one in consultation.questions}


def _save(visit: Visit, session: Session, consultation: Any, form: TextsForm) -> bool:
    commands.settle(session, visit.actor, consultation, "young", for_young=form["for_young"].data, young=_said(form.texts("young")))
    commands.write_texts(session, visit.actor, consultation, {f"question {one.number} young": form.texts(f"question-{one.number}-young") for one in consultation.questions})
    return True


def _said(texts: Texts) -> Texts:
    return Texts({tag: words for tag, words in texts.items() if words})


def _facts(_visit: Visit, _session: Session, _consultation: Any, form: TextsForm) -> Facts:
    return {"levels": [(language_name(tag), reading_level(words, tag)) for tag, words in form.texts("young").items() if words]}


hang(Sheet("young", _l("Young people"), _form, _ground, _save, facts=_facts))

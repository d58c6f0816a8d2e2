"""What could harm people who take part, and what is done about it (R52). The answers stay inside; the public part does not."""

from typing import Any

from portal.base.database import Session
from portal.base.languages import _, _l
from portal.consultations import commands, parts, queries, risks
from portal.consultations.forms.contents import TextsForm
from portal.consultations.forms.sheets import answers_of, blame_open_questions, risk_form
from portal.consultations.pages.setup.sheets import Facts, Sheet, hang
from portal.web.visitors import Visit

ASPECTS = ((risks.LIKELIHOOD, _l("likelihood")), (risks.IMPACT, _l("impact")), (risks.MEASURE, _l("what you do")))


def _form(visit: Visit, session: Session, consultation: Any, sent: Any) -> TextsForm:
    assessment = queries.risk_assessment(session, visit.actor, consultation)
    answers, finished = (assessment.answers, assessment.done_on is not None) if assessment else ({}, False)
    return risk_form(consultation, answers, finished, sent)


def _ground(visit: Visit, session: Session, consultation: Any) -> dict[str, object]:
    assessment = queries.risk_assessment(session, visit.actor, consultation)
    answers = assessment.answers if assessment else {}
    told: dict[str, object] = {
        f"{risk.question} ({label})": answers[risks.name(risk, aspect)] for risk in risks.RISKS for aspect, label in ASPECTS if answers.get(risks.name(risk, aspect))
    }
    return {**told, parts.label_of("risk_public"): consultation.risk_public, _("Finished"): _("Yes") if assessment and assessment.done_on else _("No")}


def _good(_visit: Visit, _consultation: Any, form: TextsForm) -> bool:
    good = bool(form.validate())
    return good and not (form["finished"].data and blame_open_questions(form))


def _save(visit: Visit, session: Session, consultation: Any, form: TextsForm) -> bool:
    commands.assess(session, visit.actor, consultation, answers_of(form), form.texts("risk_public"), finished=form["finished"].data)
    return True


def _facts(_visit: Visit, _session: Session, _consultation: Any, form: TextsForm) -> Facts:
    return {"risks": [(risk, [form[risks.name(risk, aspect)] for aspect, _label in ASPECTS]) for risk in risks.RISKS]}


hang(Sheet("risk", _l("Risk assessment"), _form, _ground, _save, good=_good, facts=_facts))

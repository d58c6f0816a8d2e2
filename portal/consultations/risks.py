"""What could harm people who take part: the questions that every host answers before opening (R52)."""

from dataclasses import dataclass

from portal.base.languages import Lazy, _l

LEVELS = {"low": _l("Low"), "medium": _l("Medium"), "high": _l("High")}
LIKELIHOOD, IMPACT, MEASURE = "likelihood", "impact", "measure"


@dataclass(frozen=True)
class Risk:
    """One question of the assessment."""

    code: str
    question: Lazy
    hint: Lazy


RISKS = (
    Risk("retaliation", _l("Could somebody be punished for taking part?"), _l("By an office, an employer, a landlord, a family or an armed group.")),
    Risk("gender", _l("Could people be harmed or kept away because of their gender?"), _l("Think of women, girls, and of lesbian, gay, bisexual, trans and intersex people.")),
    Risk("age", _l("Could people be harmed or kept away because of their age?"), _l("Think of children, young people and old people.")),
    Risk("children", _l("Could children be harmed because they wrote here?"), _l("Think of what they tell about themselves, and of who reads it before it appears.")),
    Risk("groups", _l("Could one group be harmed or kept away?"), _l("Think of minorities, indigenous peoples, migrants, poor people and people with disabilities.")),
    Risk("elections", _l("Is an election, a vote or a conflict near?"), _l("Words may then be used against those who spoke. Think of dates.")),
    Risk("digital", _l("Could somebody be found by their device or network?"), _l("Think of watched networks, shared devices, and names typed by mistake.")),
    Risk("hate", _l("Could hateful or violent words harm people who read?"), _l("Think of who moderates, in which languages, and how fast.")),
    Risk("staff", _l("Could staff or moderators be put under pressure?"), _l("Think of threats, orders from above, and hard texts all day.")),
    Risk("afterwards", _l("Could the result be used against people?"), _l("Think of what happens with the summary and the data after the end.")),
)


def name(risk: Risk, aspect: str) -> str:
    """The key of one answer in the assessment, and of its field."""
    return f"{risk.code}_{aspect}"


def open_questions(answers: dict[str, str]) -> list[tuple[str, str]]:
    """(key, aspect) of all that is not answered yet. What is low both ways needs no measure."""
    missing = [(name(risk, aspect), aspect) for risk in RISKS for aspect in (LIKELIHOOD, IMPACT) if answers.get(name(risk, aspect)) not in LEVELS]
    for risk in RISKS:
        levels = {answers.get(name(risk, aspect)) for aspect in (LIKELIHOOD, IMPACT)}
        if levels & {"medium", "high"} and not answers.get(name(risk, MEASURE), "").strip():
            missing.append((name(risk, MEASURE), MEASURE))
    return missing

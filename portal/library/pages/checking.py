"""The self-check. The answers are sent in a form, so that they stand in no address; they are weighed and forgotten."""

from http import HTTPStatus

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.library.questions import QUESTIONS, Answer, weigh
from portal.web.doors import get, post
from portal.web.pages import page
from portal.web.visitors import Visit


@get("/self-check", needs=Permission.ANYONE)
def show_questions(visit: Visit, session: Session) -> Response[bytes]:
    """The ten questions."""
    return _form(visit, {})


@post("/self-check", needs=Permission.ANYONE)
def check(visit: Visit, session: Session) -> Response[bytes]:
    """What raises the risk, what lowers it, what to do."""
    answers = {name: Answer(value) for name in QUESTIONS if (value := visit.form.get(name, "")) in list(Answer)}
    if visit.switching or not answers:
        return _form(visit, answers, status=200 if visit.switching else 422)
    return page(visit, "library/checked.html", result=weigh(answers), missing=len(QUESTIONS) - len(answers), faults=[])


def _form(visit: Visit, answers: dict[str, Answer], *, status: int = 200) -> Response[bytes]:
    return page(
        visit,
        "library/check.html",
        status=status,
        questions=QUESTIONS,
        choices=list(Answer),
        answers=answers,
        first=next(iter(QUESTIONS)),
        wrong=status == HTTPStatus.UNPROCESSABLE_ENTITY,
    )

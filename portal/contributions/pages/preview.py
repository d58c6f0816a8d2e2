"""A question and its form as people will see them, before anybody can: for those who set the consultation up."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.consultations import queries as consultations
from portal.consultations.pages.setup.preview import as_preview
from portal.consultations.pages.setup.shelves import managed
from portal.consultations.phases import Phase
from portal.contributions.forms import ContributionForm
from portal.contributions.pages.reading import thread_facts
from portal.contributions.pages.writing import form_facts
from portal.contributions.queries import Thread
from portal.web.doors import get
from portal.web.visitors import Visit

QUESTION = "/staff/{slug:str}/preview/questions/{number:int}"


@get(QUESTION, needs=Permission.MANAGE_CONSULTATION)
def show_thread(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The thread of a question, on which nobody has spoken yet."""
    consultation = managed(visit, session, slug)
    question = consultations.question(session, visit.actor, slug, number)
    facts = thread_facts(question, Phase.OPEN, Thread([], {}, None))
    here = f"/consultations/{slug}/questions/{number}"
    return as_preview(visit, consultation, "contributions/thread.html", **facts, newest=False, here=here, first="", later="")


@get(f"{QUESTION}/write", needs=Permission.MANAGE_CONSULTATION)
def show_form(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The form; what is typed here goes nowhere."""
    consultation = managed(visit, session, slug)
    question = consultations.question(session, visit.actor, slug, number)
    form = ContributionForm(longest=consultation.longest, voices=consultation.voices)
    return as_preview(visit, consultation, "contributions/write.html", **form_facts(visit, question, form, token=visit.new_token()))

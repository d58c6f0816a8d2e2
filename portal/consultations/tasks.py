"""The task list of a consultation that is being set up: what there is to do, in any order, and how far each task is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Lazy, Named, _l
from portal.consultations.models import Consultation, Document, EasyIdea, Question, RiskAssessment, Term, Theme
from portal.consultations.readiness import Gap, gaps, page_of


class Progress(Named):
    """How far a task is."""

    NOT_BEGUN = "not begun", _l("Not begun")
    TO_FINISH = "to be finished", _l("To be finished")
    DONE = "done", _l("Done")
    NOT_NEEDED = "not needed", _l("Nothing needed")


@dataclass(frozen=True)
class Begun:
    """What was begun, as far as the rows of the consultation itself do not tell."""

    questions: int
    themes: int
    documents: int
    terms: int
    ideas: int
    assessed: bool


@dataclass(frozen=True)
class Task:
    """One task: the last part of its address, its name, what it is for, and how one sees that it was begun."""

    path: str
    label: Lazy
    hint: Lazy
    begun: Callable[[Consultation, Begun], bool]
    needed: bool = True

    def state(self, session: Session, viewer: Actor, consultation: Consultation, found: Sequence[Gap] | None = None, begun: Begun | None = None) -> Progress:
        """How far it is; `found` and `begun` spare the questions when a whole list is shown."""
        missing = self.missing(consultation, gaps(session, viewer, consultation) if found is None else found)
        started = self.begun(consultation, begun or begun_in(session, viewer, consultation))
        if missing:
            return Progress.TO_FINISH if started else Progress.NOT_BEGUN
        return Progress.DONE if started or self.needed else Progress.NOT_NEEDED

    def missing(self, consultation: Consultation, found: Sequence[Gap]) -> list[Gap]:
        """The gaps that this task's page mends."""
        page = page_of(consultation, self.path)
        return [gap for gap in found if gap.path == page]


def begun_in(session: Session, viewer: Actor, consultation: Consultation) -> Begun:
    """What there is already; for whoever manages the consultation."""
    questions, themes, documents, terms, ideas = (
        session.scalar(select(func.count()).select_from(table).where(table.consultation_id == consultation.id)) or 0 for table in (Question, Theme, Document, Term, EasyIdea)
    )
    assessed = session.scalar(select(RiskAssessment.id).where(RiskAssessment.consultation_id == consultation.id)) is not None
    return Begun(questions, themes, documents, terms, ideas, assessed)


TASKS = (
    Task("basics", _l("Title, summary and languages"), _l("What it is about, in a few short sentences."), lambda one, _begun: bool(one.summary)),
    Task(
        "mandate",
        _l("Mandate and influence"),
        _l("Why people are asked, what can change, and who decides."),
        lambda one, _begun: bool(one.mandate or one.decider or one.influence_text),
    ),
    Task("questions", _l("Questions"), _l("What you ask. Each question has a thread of its own."), lambda _one, begun: begun.questions > 0),
    Task("themes", _l("Themes"), _l("Headings over some of the questions. You may do without."), lambda _one, begun: begun.themes > 0, needed=False),
    Task("documents", _l("Background documents"), _l("What people may want to read first. You may do without."), lambda _one, begun: begun.documents > 0, needed=False),
    Task("glossary", _l("Words explained"), _l("Hard words in your texts, and what they mean. You may do without."), lambda _one, begun: begun.terms > 0, needed=False),
    Task("easy", _l("Easy to read, with pictures"), _l("One idea in a line, with a picture. You may do without."), lambda _one, begun: begun.ideas > 0, needed=False),
    Task("young", _l("Young people"), _l("A simpler way for children and young people. You may do without."), lambda one, _begun: one.for_young, needed=False),
    Task("dates", _l("Dates"), _l("When it is announced, opens and closes, and when answers are due."), lambda one, _begun: one.response_due_at is not None),
    Task(
        "who",
        _l("Who may speak, and who moderates"),
        _l("With or without a name, before or after reading, by whom."),
        lambda one, _begun: one.moderated_independently or bool(one.voices),
    ),
    Task("risk", _l("Risk assessment"), _l("What could harm people, and what you do about it."), lambda _one, begun: begun.assessed),
    Task("pledge", _l("Pledge"), _l("That nobody is harmed for taking part."), lambda one, _begun: bool(one.pledge)),
    Task("team", _l("Team"), _l("Moderators, reviewers of appeals, and those who answer."), lambda _one, _begun: False),
    Task("translations", _l("Translations"), _l("All texts side by side, and what is missing."), lambda _one, _begun: True, needed=False),
)


def after(path: str) -> str:
    """The task that comes next; empty after the last."""
    paths = [task.path for task in TASKS]
    return paths[(paths.index(path) + 1)] if path in paths[:-1] else ""


def progress(session: Session, viewer: Actor, consultation: Consultation, found: Sequence[Gap]) -> list[tuple[Task, Progress, list[Gap]]]:
    """The whole list with the state of each task and what it lacks."""
    begun = begun_in(session, viewer, consultation)
    return [(task, task.state(session, viewer, consultation, found, begun), task.missing(consultation, found)) for task in TASKS]

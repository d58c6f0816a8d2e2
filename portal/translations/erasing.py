"""Translations go with the words that they tell. Rooms above call this in the transaction in which the words change."""

from sqlalchemy import delete, or_

from portal.base.database import Session
from portal.translations.models import COLUMNS, Errand, Kind, Translation


def forget(session: Session, kind: Kind, thing_id: int) -> None:
    """Erase every translation of a thing, and what was asked for: its words were taken back, or a passage was left out."""
    for table in (Translation, Errand):
        session.execute(delete(table).where(getattr(table, COLUMNS[kind]) == thing_id))


def forget_machines(session: Session, kind: Kind, thing_id: int) -> None:
    """Erase what a machine has translated, also where a person corrected it: its author wants no machine, or it was told a wrong language."""
    column = COLUMNS[kind]
    session.execute(delete(Translation).where(getattr(Translation, column) == thing_id, Translation.engine != ""))
    session.execute(delete(Errand).where(getattr(Errand, column) == thing_id))


def forget_into(session: Session, kind: Kind, thing_id: int, language: str) -> None:
    """The words turned out to be in this language, so a translation into it is none; what a machine made of them came from a wrong one."""
    column = COLUMNS[kind]
    session.execute(delete(Translation).where(getattr(Translation, column) == thing_id, or_(Translation.language == language, Translation.engine != "")))
    session.execute(delete(Errand).where(getattr(Errand, column) == thing_id))

"""What makes a consultation easier to read, in a file: words that are explained, and easy-read lines with their pictures.

A picture is an entry of its own, `pictures/1.png`. Nobody vouches for one that came from elsewhere: it is cleaned as
any other file that somebody sends.
"""

import re
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from portal.base.cleaning import Cleaned, Kind, clean
from portal.base.database import Base, Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.consultations.models import Consultation, EasyIdea, Term
from portal.consultations.pictures import BIGGEST, prepared
from portal.exchange.cleaning import texts
from portal.exchange.shape import Unfit

PICTURE = re.compile(r"pictures/[1-9][0-9]{0,2}\.(?:png|jpg|webp)")
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
MOST_AS_SENT = 4 * BIGGEST
"""A picture may come a little larger than it is kept."""


def told(session: Session, consultation: Consultation) -> tuple[dict[str, Any], dict[str, bytes]]:
    """For the file: its words and its lines, and the pictures by their names."""
    here = consultation.id
    terms = session.scalars(select(Term).where(Term.consultation_id == here).order_by(Term.number)).all()
    ideas = session.scalars(select(EasyIdea).where(EasyIdea.consultation_id == here).order_by(EasyIdea.number).options(undefer(EasyIdea.picture))).all()
    names = {one.id: f"pictures/{one.number}.{ENDINGS[one.media_type]}" for one in ideas}
    said = {
        "terms": [{"number": one.number, "term": texts(one.term), "meaning": texts(one.meaning)} for one in terms],
        "easy": [{"number": one.number, "words": texts(one.words), "alt": texts(one.alt), "picture": names[one.id]} for one in ideas],
    }
    return said, {names[one.id]: one.picture for one in ideas}


def cleaned(file: dict[str, Any], sent: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """The columns of each picture that a line names. Raises Unfit for one that is missing, unnamed, or no picture."""
    named = [one["picture"] for one in file["consultation"]["easy"]]
    if strange := sorted(set(named) ^ set(sent)):
        raise Unfit(
            [_("%(place)s: this entry is missing", place=strange[0][:120]) if strange[0] in named else _("%(place)s: this entry does not belong into the file", place=strange[0])]
        )
    try:
        return {name: prepared(clean(name, data)) for name, data in sent.items()}
    except Refused as fault:
        raise Unfit([fault.sentence]) from fault


def ours(file: dict[str, Any], folder: Path) -> dict[str, dict[str, Any]]:
    """The same for pictures that came with the portal."""
    return {one["picture"]: prepared(Cleaned(Kind.PNG, (folder / one["picture"]).read_bytes())) for one in file["consultation"]["easy"]}


def rows(file: dict[str, Any], pictures: dict[str, dict[str, Any]], where: dict[str, int]) -> list[tuple[type[Base], list[dict[str, Any]]]]:
    """The rows of both tables."""
    given = file["consultation"]
    lines = [{**where, "number": one["number"], "words": one["words"], "alt": one["alt"], **pictures[one["picture"]]} for one in given["easy"]]
    return [(Term, [{**where, **one} for one in given["terms"]]), (EasyIdea, lines)]

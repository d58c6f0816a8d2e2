"""A promise before it is one."""

from dataclasses import dataclass
from datetime import date

from portal.base.languages import Texts


@dataclass(frozen=True)
class Pledge:
    """What is promised, by whom, until when, and how one will see that it was done."""

    what: Texts
    owner: str
    due_on: date
    measure: Texts

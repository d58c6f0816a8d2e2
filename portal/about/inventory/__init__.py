"""The data inventory: every column of every table of both databases, with its purpose, its sensitivity and its retention.

Plain data, told by names: it knows no room's code, and no table knows of it. A house test compares it with the tables
(tests/house/test_inventory.py): a column without an entry fails, and so does an entry without a column.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.about.inventory import calls, cases, directory, drafts, letters, library, meetings, moderation, plans, public, search, staff, translations, vault
from portal.about.inventory.words import EXPOSURE, Column, Exposure, Sensitivity, Table
from portal.base.languages import Lazy, _l

__all__ = ["PUBLIC_DATABASE", "ROOMS", "VAULT_DATABASE", "Column", "Exposed", "Room", "Sensitivity", "Table", "exposed", "rooms"]


@dataclass(frozen=True)
class Room:
    """The tables of one room."""

    title: Lazy
    tables: dict[str, Table]
    vault: bool = False


ROOMS = (
    Room(_l("Consultations"), public.CONSULTATIONS),
    Room(_l("Contributions and numbers"), public.CONTRIBUTIONS),
    Room(_l("Moderation and the record of deeds"), moderation.MODERATION),
    Room(_l("Summaries"), public.SUMMARIES),
    Room(_l("Answers and promises"), public.RESPONSES),
    Room(_l("Barriers"), public.BARRIERS),
    Room(_l("Policies and rules"), public.POLICIES),
    Room(_l("Figures in public"), public.FIGURES),
    Room(_l("Letters"), letters.LETTERS),
    Room(_l("Made-up names"), letters.MADE_UP_NAMES),
    Room(_l("Meetings"), meetings.MEETINGS),
    Room(_l("Plans"), plans.PLANS),
    Room(_l("Translations"), translations.TRANSLATIONS),
    Room(_l("Words to be finished later"), drafts.DRAFTS),
    Room(_l("Search"), search.SEARCH),
    Room(_l("Directory of help"), directory.DIRECTORY),
    Room(_l("Library"), library.LIBRARY),
    Room(_l("Contact lists and calls for action"), calls.CALLS),
    Room(_l("Organisations and staff"), staff.STAFF_TABLES),
    Room(_l("The vault: cases and their keys"), vault.VAULT_TABLES, vault=True),
    Room(_l("The vault: complaints"), cases.COMPLAINTS, vault=True),
    Room(_l("The vault: reports of pressure"), cases.REPRISALS, vault=True),
)
PUBLIC_DATABASE: dict[str, Table] = {name: columns for room in ROOMS if not room.vault for name, columns in room.tables.items()}
VAULT_DATABASE: dict[str, Table] = {name: columns for room in ROOMS if room.vault for name, columns in room.tables.items()}


def rooms(sensitivity: Sensitivity | None = None) -> Iterator[tuple[Room, dict[str, Table]]]:
    """(room, its tables) with the columns of one sensitivity alone, or with all of them."""
    for room in ROOMS:
        kept = {name: {column: told for column, told in columns.items() if sensitivity in (None, told.sensitivity)} for name, columns in room.tables.items()}
        if found := {name: columns for name, columns in kept.items() if columns}:
            yield room, found


@dataclass(frozen=True)
class Exposed:
    """What one sensitivity comes to when the server is seized: how many columns, and all that they are for."""

    sensitivity: Sensitivity
    exposure: Exposure
    columns: int
    purposes: list[str]


def exposed() -> list[Exposed]:
    """The answer to a seizure, made from the inventory itself: from what lies open to what says nothing."""
    every = [told for room in ROOMS for columns in room.tables.values() for told in columns.values()]
    of = {sensitivity: [told for told in every if told.sensitivity is sensitivity] for sensitivity in Sensitivity}
    return [Exposed(one, EXPOSURE[one], len(found), list(dict.fromkeys(str(told.purpose) for told in found))) for one, found in of.items()]

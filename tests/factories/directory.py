"""Entries of the directory and resources of the library."""

from datetime import timedelta
from typing import Any

from portal.base import clock
from portal.base.languages import Texts
from portal.directory import bits
from portal.directory.models import DirectoryEntry, DirectorySuggestion, EntryState, SuggestionKind
from portal.library import bits as library_bits
from portal.library.models import Resource, ResourceKind


class MakeDirectory:
    """Builders of the rooms `directory` and `library`."""

    def help_entry(self: Any, name: str = "Legal Clinic", *, state: EntryState = EntryState.SHOWN, **more: Any) -> DirectoryEntry:
        """An entry with its bits; shown unless told otherwise."""
        number = self.next()
        facts: dict[str, Any] = {
            "number": number,
            "key": f"key {number}",
            "name": name,
            "what": Texts(en="Lawyers who advise people."),
            "kinds": ["legal"],
            "themes": ["assembly"],
            "audiences": ["protesters"],
            "regions": ["western-europe"],
            "languages": ["en"],
            "hours": "Mo-Fr 09:00-17:00",
            "zone": "UTC",
            "answer_hours": 24,
            "ways": [["phone", "+49 30 1234567"]],
            "source": "Their own web page",
            "source_on": clock.today() - timedelta(days=30),
            "reviewed_on": clock.today() - timedelta(days=10),
            "review_due_on": clock.today() + timedelta(days=100),
        }
        return self._with_bits(DirectoryEntry(state=state, **{**facts, **more}), bits)

    def _with_bits(self: Any, made: Any, room: Any) -> Any:
        def job(session: Any) -> None:
            session.add(made)
            session.flush()
            room.keep(session, [made])

        self.database.write(job)
        return made

    def help_suggestion(self: Any, text: str = "The line is cut off.", *, entry: DirectoryEntry | None = None, kind: SuggestionKind = SuggestionKind.BROKEN) -> DirectorySuggestion:
        """What somebody told the editors."""
        number = self.next()
        return self.save(DirectorySuggestion(entry_id=entry.id if entry else None, kind=kind, text=text, language="en", token_hash=number.to_bytes(32, "big")))

    def resource(self: Any, title: str = "Know your rights", *, shown: bool = True, **more: Any) -> Resource:
        """A resource with a text of our own."""
        number = self.next()
        facts: dict[str, Any] = {
            "number": number,
            "key": f"key {number}",
            "shown": shown,
            "title": Texts(en=title),
            "what": Texts(en="A guide in plain words."),
            "kind": ResourceKind.GUIDE,
            "topics": ["rights"],
            "languages": ["en"],
            "text": Texts(en="## First\n\nYou may **gather**."),
        }
        return self._with_bits(Resource(**{**facts, **more}), library_bits)

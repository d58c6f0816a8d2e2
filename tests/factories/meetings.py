"""Meetings."""

from datetime import timedelta
from typing import Any

from portal.base import clock
from portal.base.languages import Texts
from portal.meetings.models import Meeting, MeetingState


class MakeMeetings:
    """Builders of the room `meetings`."""

    def meeting(self: Any, consultation: Any, title: str = "An evening in the library", *, starts: timedelta = timedelta(days=2), number: int = 1, **more: Any) -> Meeting:
        """A planned meeting of two hours; `starts` is counted from now."""
        begin = clock.now().replace(second=0, microsecond=0) + starts
        facts: dict[str, Any] = {
            "state": MeetingState.PLANNED,
            "title": Texts(en=title),
            "starts_at": begin,
            "ends_at": begin + timedelta(hours=2),
            "zone": consultation.zone,
            "place": Texts(en="Town library, first floor"),
            "access": Texts(en="Step-free. Induction loop."),
            "languages": ["en", "ar"],
            "coming": Texts(en="Just come."),
        }
        return self.save(Meeting(consultation_id=consultation.id, number=number, **{**facts, **more}))

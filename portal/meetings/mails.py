"""No move of a meeting is a letter: nobody says here who comes. Calendars and feeds tell of it."""

from portal.meetings.models import MeetingState as State

LETTERS: dict[tuple[State, State], bool] = {(State.PLANNED, State.HELD): False, (State.PLANNED, State.CANCELLED): False}

"""Which moves are news for the holder of the number. The letter itself is the same for all news (portal.notifications)."""

from portal.contributions.models import ContributionState as State

_DECISIONS = [
    (State.RECEIVED, State.PUBLISHED),
    (State.RECEIVED, State.REDACTED),
    (State.RECEIVED, State.DECLINED),
    (State.RECEIVED, State.HELD),
    (State.HELD, State.PUBLISHED),
    (State.HELD, State.REDACTED),
    (State.HELD, State.DECLINED),
    (State.PUBLISHED, State.HIDDEN),
    (State.PUBLISHED, State.REDACTED),
    (State.REDACTED, State.REDACTED),
    (State.REDACTED, State.HIDDEN),
    (State.REDACTED, State.PUBLISHED),
    (State.HIDDEN, State.PUBLISHED),
    (State.HIDDEN, State.REDACTED),
    (State.DECLINED, State.PUBLISHED),
    (State.DECLINED, State.REDACTED),
    (State.ACCEPTED, State.PUBLISHED),
    (State.ACCEPTED, State.REDACTED),
    (State.ACCEPTED, State.DECLINED),
    (State.ACCEPTED, State.HELD),
    (State.HELD, State.RECEIVED),
    (State.PUBLISHED, State.RECEIVED),
    (State.DECLINED, State.RECEIVED),
]
_OWN_DEEDS = [(state, State.WITHDRAWN) for state in (State.RECEIVED, State.HELD, State.PUBLISHED, State.REDACTED, State.HIDDEN, State.DECLINED, State.ACCEPTED)]
_CLOCK = [(State.DECLINED, State.ERASED)]
# The letter comes when the words appear, at most a day later: one visit to the portal is enough.
_UNSEEN = [(State.RECEIVED, State.ACCEPTED), (State.HELD, State.ACCEPTED), (State.DECLINED, State.ACCEPTED), (State.ACCEPTED, State.ACCEPTED), (State.ACCEPTED, State.RECEIVED)]

#: What people do to their own words, and what the clock erases, is no news to them.
LETTERS: dict[tuple[State, State], bool] = {**dict.fromkeys(_DECISIONS, True), **dict.fromkeys([*_OWN_DEEDS, *_CLOCK, *_UNSEEN], False)}

#: What organisations do to words is no move of theirs. Support is good news; that it was taken back makes nobody's day.
NEWS: dict[str, bool] = {"support": True, "take support back": False}

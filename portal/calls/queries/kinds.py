"""Names that pages need of this room's tables."""

from portal.calls.models import ActionKind, CallState, Naming, NoteKind, Outcome, Topic

__all__ = ["ActionKind", "CallState", "Naming", "NoteKind", "Outcome", "Topic"]

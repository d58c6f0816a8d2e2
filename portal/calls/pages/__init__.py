"""Pages of calls and lists: for everybody, for whoever wants to join, for members, for the chair."""

from portal.calls.pages import chair_calls, chair_endings, chair_lists, chair_moves, joining, member, public, telling

__all__ = ["chair_calls", "chair_endings", "chair_lists", "chair_moves", "joining", "member", "public", "telling"]

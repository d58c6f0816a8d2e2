"""Writing the summary, giving every contribution a place in it, and checking it back."""

from portal.summaries import rules
from portal.summaries.commands.checking import Objected, answer_objection, finish, object_to, put_to_check_back, take_words_out
from portal.summaries.commands.placing import group, link, no_point, no_points, tag, ungroup, unlink, untag
from portal.summaries.commands.writing import add_point, begin, delete_point, edit_point, introduce, move_point

__all__ = [
    "Objected",
    "add_point",
    "answer_objection",
    "begin",
    "delete_point",
    "edit_point",
    "finish",
    "group",
    "introduce",
    "link",
    "move_point",
    "no_point",
    "no_points",
    "object_to",
    "put_to_check_back",
    "rules",
    "tag",
    "take_words_out",
    "ungroup",
    "unlink",
    "untag",
]

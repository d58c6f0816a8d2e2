"""Consultations are made, made public, extended, suspended, resumed and cancelled; each deed with a reason that all can read."""

from portal.consultations import rules
from portal.consultations.commands.contents import (
    add_document,
    add_language,
    add_question,
    add_theme,
    drop_language,
    move_down,
    move_up,
    put_under,
    remove,
    write_texts,
)
from portal.consultations.commands.copying import copy
from portal.consultations.commands.corrections import correct, correct_picture, correct_place
from portal.consultations.commands.helps import add_idea, add_term
from portal.consultations.commands.links import end_link, enter, make_link
from portal.consultations.commands.opening import publish
from portal.consultations.commands.outages import beat
from portal.consultations.commands.setting_up import add_moderator, assess, create, draft, name_moderators, settle
from portal.consultations.commands.telling import describe_oneself, fold_self_descriptions
from portal.consultations.commands.timeline import begin_check_back, cancel, extend, note_responded, resume, set_premoderation, suspend

__all__ = [
    "add_document",
    "add_idea",
    "add_language",
    "add_moderator",
    "add_question",
    "add_term",
    "add_theme",
    "assess",
    "beat",
    "begin_check_back",
    "cancel",
    "copy",
    "correct",
    "correct_picture",
    "correct_place",
    "create",
    "describe_oneself",
    "draft",
    "drop_language",
    "end_link",
    "enter",
    "extend",
    "fold_self_descriptions",
    "make_link",
    "move_down",
    "move_up",
    "name_moderators",
    "note_responded",
    "publish",
    "put_under",
    "remove",
    "resume",
    "rules",
    "set_premoderation",
    "settle",
    "suspend",
    "write_texts",
]

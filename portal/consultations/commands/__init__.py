"""Consultations are made, made public, extended, suspended, resumed and cancelled; each deed with a reason that all can read."""

from portal.consultations import rules
from portal.consultations.commands.contents import add_document, add_question, add_theme
from portal.consultations.commands.opening import publish
from portal.consultations.commands.setting_up import add_moderator, create
from portal.consultations.commands.telling import describe_oneself, fold_self_descriptions
from portal.consultations.commands.timeline import begin_check_back, cancel, extend, note_responded, resume, set_premoderation, suspend

__all__ = [
    "add_document",
    "add_moderator",
    "add_question",
    "add_theme",
    "begin_check_back",
    "cancel",
    "create",
    "describe_oneself",
    "extend",
    "fold_self_descriptions",
    "note_responded",
    "publish",
    "resume",
    "rules",
    "set_premoderation",
    "suspend",
]

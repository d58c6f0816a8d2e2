"""Speaking and taking one's words back (`speaking`); carrying decisions out (`carrying_out`); appearing together (`appearing`); support by organisations (`supporting`); what authors say of their language (`telling_languages`)."""

from portal.contributions.commands.appearing import accept, catch_up, catch_up_somewhere
from portal.contributions.commands.carrying_out import decline, erase, hide, hold, move, publish, publish_redacted, put_back, restore, rewrite, take_out
from portal.contributions.commands.speaking import UNTIL_THE_SUMMARY, Helped, Submitted, edit, submit, withdraw
from portal.contributions.commands.supporting import support, take_support_back
from portal.contributions.commands.telling_languages import correct_language, correct_language_for, let_machine

__all__ = [
    "UNTIL_THE_SUMMARY",
    "Helped",
    "Submitted",
    "accept",
    "catch_up",
    "catch_up_somewhere",
    "correct_language",
    "correct_language_for",
    "decline",
    "edit",
    "erase",
    "hide",
    "hold",
    "let_machine",
    "move",
    "publish",
    "publish_redacted",
    "put_back",
    "restore",
    "rewrite",
    "submit",
    "support",
    "take_out",
    "take_support_back",
    "withdraw",
]

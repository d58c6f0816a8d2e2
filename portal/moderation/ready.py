"""Sentences that moderators need again and again, said in the language of whoever wrote the words."""

from portal.base.languages import Lazy, _l, language, speaking
from portal.base.settings import settings

SENTENCES: dict[str, Lazy] = {
    "names": _l("The text names a person who holds no public office, or tells where somebody lives or works."),
    "oneself": _l("The text tells who you are. That could harm you, so it is left out."),
    "insult": _l("The text attacks a person, and not what the person says or does."),
    "group": _l("The text speaks of a group of people as if they were worth less."),
    "threat": _l("The text threatens somebody, or calls on others to do harm."),
    "claim": _l("The text says that somebody has committed a crime, and no court has said so."),
    "advertising": _l("The text advertises something for sale."),
    "elsewhere": _l("The text is about another matter than the question."),
    "empty": _l("The text has no words that anybody could read."),
}
"""What goes against a rule, as it is told to the author; the moderator adds what this text makes different."""


def tongue_of(tag: str) -> str:
    """The language in which an author is told: the author's own if the portal speaks it, else the moderator's."""
    return tag if tag in settings().languages else language()


def offered(tag: str) -> list[tuple[str, str, str]]:
    """(name, as the moderator reads it, as the author reads it) of each sentence."""
    said = [(name, str(sentence)) for name, sentence in SENTENCES.items()]
    with speaking(tongue_of(tag)):
        return [(name, mine, str(SENTENCES[name])) for name, mine in said]


def sentence(name: str, tag: str) -> str:
    """One of them for the author, or nothing."""
    with speaking(tongue_of(tag)):
        return str(SENTENCES[name]) if name in SENTENCES else ""

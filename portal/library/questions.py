"""The self-check: ten questions about one's own risk, what an answer tells, and what can be done. Pure; nothing of it is stored (R65)."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.base.languages import Lazy, Named, _l


class Answer(Named):
    """What can be answered. Who does not know finds out what to find out."""

    YES = "yes", _l("Yes")
    NO = "no", _l("No")
    UNSURE = "unsure", _l("I do not know")


@dataclass(frozen=True)
class Advice:
    """Something to do, and the page that helps with it."""

    sentence: Lazy
    path: str = ""
    label: Lazy | None = None


_FIND, _WRITE, _READ = _l("Find help"), _l("Write to us"), _l("Library")
ADVICE = {
    "go": Advice(_l("Go to a safe place first. Then call somebody who helps at once."), "/help?kind=hotline", _FIND),
    "device": Advice(_l("Use a device that is yours alone, or a private window. Close it afterwards."), "/library?topic=digital", _READ),
    "tor": Advice(_l("Use the Tor Browser, or another line. It hides from your network which site you visit."), "/library?topic=digital", _READ),
    "protected": Advice(_l("Do not answer in public. Use the protected channel."), "/write", _WRITE),
    "name": Advice(_l("Speak without a name, or under a made-up one."), "/pseudonym", _l("A made-up name")),
    "words": Advice(_l("Leave out what points to you: names, places, days, and what few people can know. Let it rest for a day, and read it again.")),
    "others": Advice(_l("Ask the people first whom your words could harm. Leave out what points to them.")),
    "trust": Advice(_l("Tell a person you trust what you do. Agree when you call, and what they do if you do not.")),
    "rights": Advice(_l("Read what rights you have, and write down what happens: day, place, words."), "/library?topic=rights", _READ),
    "before": Advice(_l("Look for help before you need it, and keep the ways of contact in a safe place."), "/help", _FIND),
}
"""In the order in which they are told."""


@dataclass(frozen=True)
class Question:
    """A question, what the two answers tell, and what to do. `risky`: the answer that raises the risk."""

    ask: Lazy
    raises: Lazy
    lowers: Lazy
    advice: tuple[str, ...]
    risky: Answer = Answer.YES


QUESTIONS = {
    "danger": Question(_l("Are you in danger at this moment?"), _l("You are in danger at this moment."), _l("You are not in danger at this moment."), ("go", "protected")),
    "power": Question(
        _l("Could somebody with power be angry about what you say?"),
        _l("Somebody with power could be angry."),
        _l("It is not likely that somebody with power is angry."),
        ("name", "words", "before"),
    ),
    "country": Question(
        _l("Were people punished for such words where you live?"),
        _l("People were punished for such words where you live."),
        _l("You know of no such case where you live."),
        ("protected", "rights", "before"),
    ),
    "threats": Question(_l("Did somebody threaten you before?"), _l("You were threatened before."), _l("You were not threatened before."), ("protected", "rights", "before")),
    "name": Question(_l("Do you want to show your real name?"), _l("Your real name stands beside your words."), _l("Your name does not stand beside your words."), ("name",)),
    "known": Question(
        _l("Could somebody know you by what you tell, or by how you write?"),
        _l("Somebody could know you by your words."),
        _l("Your words do not show who you are."),
        ("words",),
    ),
    "device": Question(
        _l("Do others use your phone or computer, or can they look into it?"),
        _l("Others can look into your device."),
        _l("Your device is yours alone."),
        ("device",),
    ),
    "line": Question(
        _l("Could somebody watch your line, at home, at work or at school?"),
        _l("Somebody could see which sites you visit."),
        _l("It is not likely that your line is watched."),
        ("tor",),
    ),
    "others": Question(
        _l("Could your words bring others into danger?"),
        _l("Your words could bring others into danger."),
        _l("Your words do not bring others into danger."),
        ("others",),
    ),
    "trust": Question(
        _l("Does a person you trust know what you do?"),
        _l("No person you trust knows what you do."),
        _l("A person you trust knows what you do."),
        ("trust",),
        risky=Answer.NO,
    ),
}


@dataclass(frozen=True)
class Result:
    """What the answers tell: what raises the risk, what lowers it, what to find out, what to do. No number is made of it."""

    raises: list[str]
    lowers: list[str]
    unsure: list[str]
    advice: list[Advice]


def weigh(answers: Mapping[str, Answer]) -> Result:
    """The result of some answers; questions may be left out."""
    given = [(question, answers[name]) for name, question in QUESTIONS.items() if name in answers]
    careful = [question for question, answer in given if answer in (question.risky, Answer.UNSURE)]
    wanted = {name for question in careful for name in question.advice}
    return Result(
        [str(question.raises) for question, answer in given if answer is question.risky],
        [str(question.lowers) for question, answer in given if answer not in (question.risky, Answer.UNSURE)],
        [str(question.ask) for question, answer in given if answer is Answer.UNSURE],
        [advice for name, advice in ADVICE.items() if name in wanted],
    )

"""What this portal promises, each sentence once, with the numbers of the tests that keep it.

A page prints a promise by its name, `ui.promise("no-address")`; it writes none of its own (tests/house/test_promises.py).
The tests p1 to p104 are numbered by the project's list of protection tests; from p201 on by this register.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.base.languages import Lazy, Named, _l
from portal.web import pages


class Part(Named):
    """What a promise is about."""

    KEPT = "kept", _l("What we keep")
    NEVER = "never", _l("What we never keep")
    WRITING = "writing", _l("Reading and writing")
    FAIR = "fair", _l("How your words are treated")
    ANSWERS = "answers", _l("That you hear back")
    LETTERS = "letters", _l("Letters")
    CASES = "cases", _l("When you complain or report pressure")
    PRESSURE = "pressure", _l("When somebody puts you under pressure")
    PUBLIC = "public", _l("What everybody can see of us")
    LIMITS = "limits", _l("What we cannot promise")


@dataclass(frozen=True)
class Promise:
    """A sentence that we stand by. What we cannot promise has no test, and says so by its part."""

    part: Part
    sentence: Lazy
    kept_by: tuple[str, ...] = ()
    what: Lazy | None = None
    """Of what is kept: the thing, while the sentence tells for how long."""

    @property
    def tests(self) -> str:
        """The numbers of its tests, as they stand behind the sentence."""
        return ", ".join(self.kept_by)


def _kept(what: Lazy, how_long: Lazy, *tests: str) -> Promise:
    return Promise(Part.KEPT, how_long, tests, what)


_AS_THE_TEXT = _l("As long as the text")

_KEPT = {
    "kept-words": _kept(_l("Your text, its language, and the name that you chose to show"), _l("In the archive. You can withdraw it until the summary is put up."), "p217"),
    "kept-withdrawn": _kept(_l("Words that you withdraw"), _l("They are erased at once, in every wording."), "p14", "p217"),
    "kept-declined": _kept(_l("Words that were not published"), _l("For six months, so that you can contest it, and 30 days more. Longer while an appeal is open."), "p202"),
    "kept-passages": _kept(_l("Passages that a moderator took out, sealed"), _l("Until an appeal is decided or can no longer be made"), "p203"),
    "kept-day": _kept(_l("The day on which you wrote, never the hour"), _AS_THE_TEXT, "p201"),
    "kept-messages": _kept(
        _l("What you write to moderators, and in appeals and reports"),
        _l("As long as the consultation is in the archive. Only you and staff can read it."),
        "p204",
    ),
    "kept-barriers": _kept(
        _l("What you write when something keeps you from taking part"),
        _l("For six months after the answer. Only you and staff can read it. If you take it back, it is erased at once."),
        "p205",
    ),
    "kept-objections": _kept(_l("Objections to a summary"), _l("As long as the consultation is in the archive. The answer is public; your words are if staff show them."), "p206"),
    "kept-number": _kept(
        _l("A scrambled form of your number"),
        _l("As long as anything under it is open, and until the consultation has been in the archive for 30 days"),
        "p10",
        "p207",
    ),
    "kept-name": _kept(
        _l("A made-up name, only if you begin one: scrambled, with your numbers sealed by its passphrase or passkey"),
        _l("Until you delete it, or until nobody has opened it for 24 months"),
        "p208",
    ),
    "kept-month": _kept(_l("The month in which a made-up name was opened last, never the day"), _l("As long as the made-up name"), "p209"),
    "kept-support": _kept(_l("Which confirmed organisation spoke or supports words, and on which day; no member of it"), _AS_THE_TEXT, "p210"),
    "kept-about-you": _kept(
        _l("What you told about yourself, if you did"),
        _l("Apart from your text, until the consultation closes. Then only counts stay: rounded, and of at least 10 people."),
        "p211",
    ),
    "kept-mail": _kept(
        _l("Your mail address, only if you ask for letters; sealed and apart"),
        _l("Until you end the letters, or the consultation has been in the archive for 30 days"),
        "p212",
    ),
    "kept-case": _kept(
        _l("A complaint or a report of pressure, sealed"),
        _l("For 90 days after it ended or came to rest, and while a second look can be asked for. You are told before, and you can ask for more time."),
        "p220",
    ),
    "kept-backups": _kept(_l("Back-ups of all this"), _l("14 days at most, as the instructions ask of whoever runs this portal"), "p216"),
}

_NEVER = {
    "no-address": Promise(Part.NEVER, _l("Your network address, not even scrambled."), ("p01", "p05")),
    "no-browser": Promise(Part.NEVER, _l("Your browser, or the page that you came from."), ("p02",)),
    "no-hour": Promise(Part.NEVER, _l("The hour or minute of anything that you do."), ("p06", "p201")),
    "no-number": Promise(Part.NEVER, _l("Your number itself. Nobody can find it for you."), ("p10",)),
    "no-passphrase": Promise(Part.NEVER, _l("A passphrase. Nobody can bring a lost one back."), ("p213",)),
    "no-inviter": Promise(Part.NEVER, _l("Who invited you, or whom you invited."), ("p35",)),
    "no-link": Promise(Part.NEVER, _l("A link between what you write in one consultation and in another, or in a complaint."), ("p08", "p09")),
    "no-typed-log": Promise(Part.NEVER, _l("What you type into a form that fails."), ("p04",)),
}

_WRITING = {
    "search-unkept": Promise(Part.WRITING, _l("What you look for in the directory of help is kept nowhere."), ("p98",)),
    "check-unkept": Promise(Part.WRITING, _l("What you answer in the self-check is kept nowhere."), ("p240",)),
    "no-cookie": Promise(Part.WRITING, _l("Reading sets no cookie. Writing sets no cookie. Only staff who sign in get one."), ("p20",)),
    "no-script": Promise(Part.WRITING, _l("Everything works without scripts."), ("p21",)),
    "nobody-else-asked": Promise(Part.WRITING, _l("A page asks no other site for anything."), ("p20", "p22")),
    "nothing-lost": Promise(Part.WRITING, _l("When something goes wrong, you get back what you typed."), ("p04", "p30", "p60")),
    "many-scripts": Promise(Part.WRITING, _l("You can type your number in the digits of your own script."), ("p12",)),
    "files-cleaned": Promise(Part.WRITING, _l("From files that you add we take out place, device and author."), ("p16",)),
    "busy-queues": Promise(Part.WRITING, _l("When very many write at once, your words wait in line. None are lost."), ("p34",)),
    "by-lot": Promise(Part.WRITING, _l("Where words appear at fixed hours, their numbers do not tell who came first."), ("p19",)),
    "grace": Promise(Part.WRITING, _l("A form that you opened before the end is still taken for a while."), ("p88",)),
    "helper-loses": Promise(Part.WRITING, _l("Somebody who wrote for you loses the way in when you set your own number."), ("p49",)),
    "staff-address": Promise(Part.WRITING, _l("When staff sign in, the network address is kept for 90 days, in a log that administrators read."), ("p215",)),
    "staff-address-only": Promise(Part.WRITING, _l("This is the only place where an address is kept."), ("p01", "p214")),
    "files-known": Promise(Part.WRITING, _l("By itself the portal writes its databases and letters, and no other file."), ("p102",)),
}

_FAIR = {
    "reasons": Promise(Part.FAIR, _l("Your words are never restricted without a rule, the facts and a reason."), ("p73",)),
    "reasons-told": Promise(Part.FAIR, _l("Your page shows the rule, the passage, the reason, who decided, and how to contest it."), ("p74",)),
    "six-months": Promise(Part.FAIR, _l("You can contest a decision for six months."), ("p76",)),
    "somebody-else": Promise(Part.FAIR, _l("Your appeal is read by somebody else, of another unit."), ("p218",)),
    "restored": Promise(Part.FAIR, _l("When a decision falls, your words are back in their place."), ("p77",)),
    "no-machine": Promise(Part.FAIR, _l("A machine can make words wait. Only a person can refuse them."), ("p78",)),
    "same-order": Promise(Part.FAIR, _l("Nobody's words are read first because of who they are."), ("p79",)),
    "reports-hide-nothing": Promise(Part.FAIR, _l("However many report your words, only a person can hide them."), ("p80",)),
    "old-rules": Promise(Part.FAIR, _l("Your words are judged by the rules of the day on which you wrote."), ("p83",)),
}

_ANSWERS = {
    "notice": Promise(Part.ANSWERS, _l("Less notice than our rules ask for needs a reason that everybody can read."), ("p86",)),
    "ready": Promise(Part.ANSWERS, _l("A consultation opens only when its host has done its part, down to the promise to harm nobody."), ("p87",)),
    "lost-time": Promise(Part.ANSWERS, _l("When the portal fails shortly before the end, there is more time, and everybody is told."), ("p89",)),
    "nothing-left-out": Promise(Part.ANSWERS, _l("No summary is published while it passes over anybody's words without a reason."), ("p90",)),
    "check-back": Promise(Part.ANSWERS, _l("You can say what a summary misread. Every objection is answered."), ("p91",)),
    "answered": Promise(Part.ANSWERS, _l("A no has a reason. A yes has a name and a date."), ("p93",)),
    "followed": Promise(Part.ANSWERS, _l("With your number you see what became of each of your words."), ("p94",)),
    "silence-shown": Promise(Part.ANSWERS, _l("Half a year without news about a promise is shown to everybody."), ("p95",)),
}

_LETTERS = {
    "no-mail-unless-wished": Promise(Part.LETTERS, _l("You get no mail unless you ask for it."), ("p39",)),
    "mails-alike": Promise(Part.LETTERS, _l("There is one letter a day at most. It is the same whatever happened, and tells nothing."), ("p36",)),
    "mails-bare": Promise(Part.LETTERS, _l("A letter is plain text. It names no machine and tells us nothing when you read it."), ("p37",)),
}

_CASES = {
    "no-name-needed": Promise(Part.CASES, _l("You need no name, no account and no mail."), ("p51",)),
    "sealed-on-arrival": Promise(Part.CASES, _l("What you write is sealed on arrival. A stolen copy of the server's disk does not open it."), ("p44",)),
    "opened-by-few": Promise(Part.CASES, _l("Only the officers of your case, and whoever has your number, can open it."), ("p42", "p44")),
    "opened-and-counted": Promise(Part.CASES, _l("Your page shows in which role your case was opened, and how often."), ("p46",)),
    "officers-trained": Promise(Part.CASES, _l("Only people with a current training and a second factor can open cases."), ("p47",)),
    "officers-gone": Promise(Part.CASES, _l("Somebody who leaves can open nothing from that moment."), ("p48",)),
    "concerned-never-chosen": Promise(Part.CASES, _l("Whoever is concerned in a matter, away or without training gets no case of it."), ("p225",)),
    "conflict-check": Promise(Part.CASES, _l("Nobody decides on a complaint about themselves or their own unit."), ("p56",)),
    "apart-from-words": Promise(Part.CASES, _l("Your number here has nothing to do with any other number of yours."), ("p09",)),
    "own-language": Promise(Part.CASES, _l("You can write in any language. Your words are kept as you wrote them."), ("p59",)),
    "acknowledged": Promise(Part.CASES, _l("You see at once that it arrived, and by which day each answer is due."), ("p51", "p54")),
    "late-is-late": Promise(Part.CASES, _l("What is late is shown as late, to you and in public figures."), ("p52",)),
    "whole-decision": Promise(Part.CASES, _l("A decision says what was found, why, what is put right, and where you can go next."), ("p55",)),
    "second-look": Promise(Part.CASES, _l("If you are not content, somebody of another unit looks at it again."), ("p56",)),
    "not-ours": Promise(Part.CASES, _l("We pass it on only if you agree. Else we say why we cannot help, and who can."), ("p57",)),
    "limits-told": Promise(Part.CASES, _l("If a file or a text is too large, we say so. Nothing that you typed is lost."), ("p60",)),
    "proof-on-request": Promise(Part.CASES, _l("A proof that you complained is made only when you ask for it."), ("p62",)),
    "asked-afterwards": Promise(Part.CASES, _l("At the end you can say how it went. Nobody can link your answer to you."), ("p61",)),
    "withdrawal-erases": Promise(Part.CASES, _l("What you take back is erased. Its keys go first, so that no old back-up opens it."), ("p15",)),
    "named-never-told": Promise(Part.CASES, _l("Somebody who is named can answer the facts. Your name and contact are kept out of what they get."), ("p221",)),
    "published-if-agreed": Promise(Part.CASES, _l("A decision is published only if you agree to these very words."), ("p222",)),
    "erased-for-good": Promise(Part.CASES, _l("What was erased nobody can read any more, and nobody can bring it back."), ("p15",)),
    "old-number-dead": Promise(Part.CASES, _l("The number of before opens nothing any more."), ("p49", "p223")),
    "nothing-kept-unheard": Promise(Part.CASES, _l("When nobody here can open it, nothing of it is kept."), ("p224",)),
    "numbers-not-cases": Promise(Part.CASES, _l("Administrators see how many cases there are, never a case."), ("p42",)),
    "passphrase-lost": Promise(Part.CASES, _l("Nobody can recover an officer's passphrase: not the portal, not an administrator."), ("p44",)),
    "looks-stay": Promise(Part.CASES, _l("A day for asking again can be moved with a reason. Nobody can delete it."), ("p68",)),
    "retention-with-notice": Promise(Part.CASES, _l("Before a case is erased, you are told. You can ask for more time."), ("p220",)),
    "quick-exit": Promise(Part.CASES, _l("On every such page the first link leads away at once, to a harmless site."), ("p31",)),
    "neutral-pages": Promise(Part.CASES, _l("Titles and addresses of these pages do not tell what they are about."), ("p32",)),
    "nothing-stored": Promise(Part.CASES, _l("Your browser is asked to keep nothing of these pages."), ("p23", "p24")),
    "no-silent-english": Promise(Part.CASES, _l("Where advice on safety is not translated, the page says so."), ("p104",)),
}

_PRESSURE = {
    "safety-first": Promise(Part.PRESSURE, _l("Advice and people who can help at once come first. One field must be filled, no more."), ("p64",)),
    "urgent": Promise(Part.PRESSURE, _l("If it is urgent, officers on duty are alerted. When nobody is on duty, the page says so."), ("p67",)),
    "consent-per-action": Promise(Part.PRESSURE, _l("Each step needs your own yes. You can take it back at any time."), ("p66",)),
    "followed-up": Promise(Part.PRESSURE, _l("We ask after 7, 30 and 90 days how you are. Nobody can strike that out."), ("p68",)),
    "words-hidden": Promise(Part.PRESSURE, _l("Your page hides your own words until you ask for them. You can delete our answers."), ("p71",)),
    "yearly-only": Promise(Part.PRESSURE, _l("Reports of pressure are counted once a year, and never exactly when they are few."), ("p69",)),
}

_PUBLIC = {
    "figures-true": Promise(Part.PUBLIC, _l("The yearly figures add up to the decisions that were really made."), ("p84",)),
    "every-column": Promise(Part.PUBLIC, _l("Every single thing that we store stands in a list, with purpose and time."), ("p103",)),
    "every-promise": Promise(Part.PUBLIC, _l("Every promise names the tests that keep it."), ("p101",)),
}

_LIMITS = {
    "network-sees": Promise(Part.LIMITS, _l("Your network can see that you visited this site. The Tor Browser hides it.")),
    "watched-device": Promise(Part.LIMITS, _l("We cannot protect a device that somebody watches.")),
    "style-tells": Promise(Part.LIMITS, _l("Somebody may know you by your style, or by what only you can know.")),
    "court-order": Promise(Part.LIMITS, _l("A court may order us to hand over what we hold.")),
    "running-server": Promise(
        Part.LIMITS, _l("A server that is taken over while it runs can read new words as they arrive, and the numbers of a made-up name while its page is open.")
    ),
    "officer-forced": Promise(Part.LIMITS, _l("An officer who is forced to can open the cases that are entrusted to them.")),
    "cases-counted": Promise(Part.LIMITS, _l("Whoever takes the server can see that there are cases, and how many.")),
    "copies-stay": Promise(Part.LIMITS, _l("Copies that others made of published words stay with them.")),
    "order-on-disk": Promise(Part.LIMITS, _l("A database file can tell in which order its lines were written.")),
    "old-rows": Promise(Part.LIMITS, _l("Where PostgreSQL is the database, erased words can lie in its files until they are written over.")),
    "lost-number": Promise(Part.LIMITS, _l("We cannot bring back a number that you lost.")),
}

PROMISES: dict[str, Promise] = {**_KEPT, **_NEVER, **_WRITING, **_FAIR, **_ANSWERS, **_LETTERS, **_CASES, **_PRESSURE, **_PUBLIC, **_LIMITS}
"""By name; the name is also the place on the page of promises."""

pages.promise_with(PROMISES)


def by_part() -> Iterator[tuple[Part, list[tuple[str, Promise]]]]:
    """(part, its promises with their names) in the order of the page."""
    for part in Part:
        yield part, [(name, promise) for name, promise in PROMISES.items() if promise.part is part]

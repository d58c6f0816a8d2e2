"""A real HTTP server that speaks LibreTranslate's interface, well and badly; and that nothing leaves without one."""

import asyncio
import socket
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import Role
from portal.base.errors import Refused
from portal.base.settings import Settings, use
from portal.base.settings import settings as present
from portal.cli import looking
from portal.contributions.models import Contribution, ContributionState
from portal.translations import commands, jobs, queries
from portal.translations import machine as wire
from portal.translations.jobs import Breaker
from portal.translations.models import Errand, Kind, Origin, Translation
from tests.conftest import settings_for
from tests.translations.conftest import SPANISH

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def breaker():
    return Breaker()


@pytest.fixture
def asked(make, machine, spanish):
    """One text that the machine was asked for."""
    return make.errand(spanish)


def carry_out(database, breaker):
    return asyncio.run(jobs.carry_out(database, breaker))


def all_of(database, table=Translation):
    return database.read(lambda session: list(session.scalars(select(table).order_by(table.id))))


def test_the_machine_translates_and_its_words_say_so(database, machine, asked, breaker, spanish):
    assert carry_out(database, breaker) == 1
    [row] = all_of(database)
    assert (row.origin, row.engine, row.text, row.by_id, row.checked_on) == (Origin.MACHINE, "LibreTranslate", f"[en] {SPANISH[:5]}", None, None)
    assert all_of(database, Errand) == []
    assert machine.asked == [{"q": SPANISH, "source": "es", "target": "en", "format": "text"}]


def test_the_key_goes_along(database, machine, asked, breaker):
    machine.key = "a key"
    use(replace(present(), translator_key="a key"))
    assert carry_out(database, breaker) == 1


def test_words_of_an_unknown_language_and_chinese_by_another_name(database, machine, make, question, breaker):
    make.errand(make.contribution(question, "Quid?", language="und"), language="zh")
    assert carry_out(database, breaker) == 1
    assert (machine.asked[0]["source"], machine.asked[0]["target"]) == ("auto", "zh-Hans")


@pytest.mark.parametrize(
    ("behave", "fault"),
    [
        ("busy", "busy"),
        ("ill", "broken"),
        ("broken", "broken"),
        ("deep", "broken"),
        ("odd", "broken"),
        ("empty", "broken"),
        ("html", "broken"),
        ("elsewhere", "broken"),
        ("no key", "refused"),
    ],
)
def test_a_machine_that_fails_is_asked_again_later(database, machine, asked, breaker, behave, fault):
    machine.behave = behave
    assert carry_out(database, breaker) == 0
    [row] = all_of(database, Errand)
    assert (row.fault, row.attempts, row.given_up, row.due_at > clock.now()) == (fault, 1, False, True)
    assert carry_out(database, breaker) == 0
    assert len(machine.asked) == 1  # not before it is due
    machine.behave = "well"
    with clock.frozen(row.due_at + timedelta(seconds=1)):
        assert carry_out(database, breaker) == 1


@pytest.mark.parametrize(("behave", "fault"), [("huge", "too large"), ("too long", "not taken"), ("unchanged", "other language"), ("another", "other language")])
def test_a_text_that_the_machine_cannot_do_is_not_tried_again(database, machine, asked, breaker, behave, fault):
    machine.behave = behave
    carry_out(database, breaker)
    [row] = all_of(database, Errand)
    assert (row.fault, row.given_up, breaker.failures) == (fault, True, 0)
    assert all_of(database) == []


def test_a_slow_machine_is_waited_for_only_so_long(database, machine, asked, breaker, monkeypatch):
    monkeypatch.setattr(wire, "WHOLE_SECONDS", 0.3)
    machine.behave = "slow"
    carry_out(database, breaker)
    assert all_of(database, Errand)[0].fault == "slow"


def test_a_machine_that_is_not_there(database, machine, asked, breaker):
    use(replace(present(), translator="http://127.0.0.1:9"))
    carry_out(database, breaker)
    assert all_of(database, Errand)[0].fault == "unreachable"


def test_a_pause_that_the_machine_asks_for_is_kept(database, machine, asked, breaker):
    machine.behave = "busy"
    carry_out(database, breaker)
    assert all_of(database, Errand)[0].due_at == clock.now() + timedelta(seconds=120)


def test_each_try_waits_longer_and_the_sixth_is_the_last(database, machine, asked, breaker, now):
    machine.behave = "ill"
    waits = []
    moment = now
    for _try in range(6):
        with clock.frozen(moment):
            carry_out(database, Breaker())
            [row] = all_of(database, Errand)
            waits.append((row.due_at - moment).total_seconds() / 60)
            moment = row.due_at
    assert waits == [1, 2, 4, 8, 16, 32]
    assert row.given_up


def test_the_breaker_leaves_a_machine_alone_that_is_down(database, machine, make, question, breaker):
    machine.behave = "ill"
    for number in range(6):
        make.errand(make.contribution(question, f"Número {number}", language="es"))
    carry_out(database, breaker)
    assert len(machine.asked) == 3
    carry_out(database, breaker)
    assert len(machine.asked) == 3
    breaker.until = 0.0
    machine.behave = "well"
    assert carry_out(database, breaker) == 3
    assert breaker.failures == 0


def test_what_failed_is_shown_to_staff_and_can_be_asked_again(database, visitor, machine, make, question, asked, breaker):
    machine.behave = "too long"
    carry_out(database, breaker)
    make.sign_in(visitor, make.staff("Tara", roles=[(Role.TRANSLATOR, question.consultation)]))
    page = visitor.get(f"/en/staff/{question.consultation.slug}/translations")
    assert "1 text failed." in page.main
    assert "The machine does not take this text." in page.main
    machine.behave = "well"
    visitor.press("Try again")
    assert carry_out(database, breaker) == 1


def test_words_that_went_out_of_sight_are_not_sent(database, machine, asked, breaker, spanish):
    database.write(lambda session: setattr(session.get_one(Contribution, spanish.id), "state", ContributionState.HIDDEN))
    assert carry_out(database, breaker) == 0
    assert (machine.asked, all_of(database, Errand)) == ([], [])


@pytest.mark.parametrize("change", [{"state": ContributionState.HIDDEN}, {"html": "<p>[…]</p>"}, {"no_machine": True}, {"language": "gl"}])
def test_what_comes_back_for_words_that_changed_meanwhile_is_dropped(database, machine, asked, breaker, spanish, change):
    def meanwhile(sent):
        database.write(lambda session: [setattr(session.get_one(Contribution, spanish.id), name, value) for name, value in change.items()])
        return "It names my neighbour."

    machine.said = meanwhile
    assert carry_out(database, breaker) == 0
    assert (all_of(database), all_of(database, Errand)) == ([], [])


def test_a_persons_translation_is_never_replaced_by_the_machine(database, machine, asked, breaker, make, spanish):
    make.translation(spanish, "By a person.")
    assert carry_out(database, breaker) == 0
    assert [row.text for row in all_of(database)] == ["By a person."]
    assert machine.asked == []


def test_what_the_machine_says_cannot_become_markup(database, machine, asked, breaker):
    machine.said = lambda sent: "<script>alert(1)</script><b onclick=x>[a](javascript:alert(1))\u202e\x00"
    carry_out(database, breaker)
    [row] = all_of(database)
    assert "<script" not in row.html
    assert "<b" not in row.html
    assert "javascript:" not in row.html.split("href=")[-1] or "href" not in row.html
    assert "\u202e" not in row.text


def test_the_log_holds_no_words(database, machine, asked, breaker, caplog):
    machine.behave = "ill"
    carry_out(database, breaker)
    assert "Necesitamos" not in caplog.text


@pytest.fixture
def guarded(monkeypatch):
    """No socket may be opened to anywhere; what was tried."""
    tried = []

    def refuse(self, address, *more):
        tried.append(address)
        raise OSError("nobody goes out here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    return tried


def test_nothing_leaves_a_portal_whose_operator_set_nothing_up(settings, request, make, question, spanish, visitor, breaker):
    database = make.database
    errand = make.errand(spanish)
    path = f"/en/consultations/{question.consultation.slug}"
    translator = make.actor(Role.TRANSLATOR, question.consultation)
    tried = request.getfixturevalue("guarded") if database.is_sqlite else []
    for page in (path, f"{path}/questions/{question.number}?translated=yes", f"{path}/contributions/{spanish.number}?translated=yes"):
        visitor.get(page)
    words = database.read(lambda session: queries.one(session, translator, spanish.consultation_id, Kind.CONTRIBUTION, spanish.id))
    with pytest.raises(Refused):
        database.write(lambda session: commands.ask_machine(session, translator, words, "en"))
    assert carry_out(database, breaker) == 0
    asyncio.run(jobs.work(database, asyncio.Event()))
    assert (tried, [row.id for row in all_of(database, Errand)]) == ([], [errand.id])


def test_reading_and_asking_send_nothing_only_the_worker_does(visitor, machine, make, question, spanish, database, breaker):
    path = f"/en/consultations/{question.consultation.slug}"
    for page in (path, f"{path}/questions/{question.number}?translated=yes", f"{path}/contributions/{spanish.number}?translated=yes"):
        visitor.get(page)
    make.sign_in(visitor, make.staff("Tara", roles=[(Role.TRANSLATOR, question.consultation)]))
    visitor.get(f"/en/staff/{question.consultation.slug}/translations/contribution/{spanish.id}?language=en")
    visitor.press("Have the machine translate it")
    assert machine.connections == 0
    assert carry_out(database, breaker) == 1


@pytest.mark.parametrize(
    ("address", "sound"),
    [
        ("http://localhost:5000", True),
        ("http://127.0.0.1:5000", True),
        ("https://translate.example.org/path", True),
        ("http://translate.example.org", False),
        ("ftp://localhost", False),
        ("https://user:word@example.org", False),
        ("https://example.org/?a=b", False),
        ("nonsense", False),
    ],
)
def test_words_go_over_https_or_stay_on_this_machine(folder, address, sound):
    faults = settings_for(f"sqlite:///{folder}/a.db", folder, translator=address).faults()
    assert ([fault for fault in faults if "HEARBACK_TRANSLATOR" in fault] == []) is sound


def test_the_check_tells_whether_the_machine_answers_and_what_it_knows(machine):
    assert list(looking._machine(replace(present(), languages=("en", "zh")))) == [(True, "The translating machine answers; it knows 6 languages.")]
    assert list(looking._machine(replace(present(), languages=("en", "sw"))))[1] == (False, "The translating machine does not know sw.")
    assert machine.asked == []
    use(replace(present(), translator="http://127.0.0.1:9"))
    assert list(looking._machine(present())) == [(False, "The translating machine cannot be used (unreachable).")]
    assert list(looking._machine(replace(present(), translator=""))) == []


def test_words_of_young_people_are_not_sent(database, machine, make, question, breaker):
    make.errand(make.contribution(question, "Un campo de juego.", language="es", young=True))
    assert carry_out(database, breaker) == 0
    assert machine.asked == []


def test_there_is_no_machine_by_default():
    assert Settings().translator == ""

"""How long closed cases are kept, with the clock moved: both sides are told, the holder may ask for more, and then everything goes."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM
from portal.base.errors import NotAllowed, Refused, WrongMoment
from portal.vault import commands, holding, jobs
from portal.vault.models import Access, Case, CaseKind, CaseMessage, CaseWish, MessageKind, Notice, Standing, Unlocking, WrappedKey
from tests.factories.vault import PASSPHRASE


def closed(make, *officers):
    """A complaint that was closed today, with a message and a wish for letters."""
    owner, *others = officers
    made = make.complaint(owner, others=tuple((one, Standing.STAND_IN) for one in others))

    def job(session):
        case = session.get_one(Case, made.case.id)
        case.closed_on, case.erase_on = clock.today(), clock.today() + timedelta(days=90)
        held = holding.opened_by(session, made.code)
        commands.say(session, holding.HOLDER, held, MessageKind.MESSAGE, {"text": "Thank you.", "language": "en"})
        session.add(CaseWish(case_id=case.id, sealed_address=b"x", link_hash=b"x", language="en", confirmed_on=clock.today()))

    make.vault.write(job)
    return made


def one(make, table, **by):
    return make.vault.read(lambda session: session.query(table).filter_by(**by).one_or_none())


def work(make):
    """What the worker does in one round."""
    for _name, _pause, job in jobs.JOBS:
        while make.vault.write(job):
            pass


def test_both_sides_are_told_two_weeks_before_and_then_everything_goes(make, now):
    owner, second = make.officer(), make.officer(name="Rui")
    made = closed(make, owner, second)
    make.vault.write(lambda session: commands.look_into(session, owner.actor, made.case.id, owner.pair))
    with clock.frozen(now + timedelta(days=75)):
        work(make)
        assert (one(make, Case).warned_on, one(make, CaseWish).news_on, one(make, Notice)) == (None, None, None)
    with clock.frozen(now + timedelta(days=76)):
        work(make)
        work(make)
        assert one(make, Case).warned_on == one(make, CaseWish).news_on == clock.today()
        assert {row.staff_id for row in make.vault.read(lambda session: session.query(Notice).all())} == {owner.person.id, second.person.id}
    with clock.frozen(now + timedelta(days=89)):
        work(make)
        assert one(make, Case).erased_on is None
    with clock.frozen(now + timedelta(days=90)):
        work(make)
        case = one(make, Case)
        assert (case.erased_on, case.erase_on, case.token_hash) == (clock.today(), None, None)
        assert make.vault.read(lambda session: session.get_one(Case, case.id).sealed) is None
        assert [one(make, table) for table in (WrappedKey, CaseMessage, CaseWish)] == [None, None, None]
        assert one(make, Access).times == 1
        assert make.vault.read(lambda session: holding.opened_by(session, made.code)).case.erased_on == clock.today()


def test_the_two_weeks_are_given_also_when_the_portal_stood_still(make, now):
    made = closed(make, make.officer())
    with clock.frozen(now + timedelta(days=200)):
        work(make)
        assert (one(make, Case).erased_on, one(make, Case).erase_on) == (None, clock.today() + timedelta(days=14))
    with clock.frozen(now + timedelta(days=214)):
        work(make)
        assert one(make, Case, id=made.case.id).erased_on == clock.today()


def test_the_holder_may_ask_for_more_time_and_is_told_once_more(make, now):
    made = closed(make, make.officer())
    held = make.vault.read(lambda session: holding.opened_by(session, made.code))
    with clock.frozen(now + timedelta(days=80)):
        work(make)

        def longer(days):
            make.vault.write(lambda session: commands.keep_longer(session, holding.HOLDER, holding.opened_by(session, made.code), days))

        longer(180)
        case = one(make, Case)
        assert (case.erase_on, case.warned_on) == (clock.today() + timedelta(days=180), None)
        longer(30)
        assert one(make, Case).erase_on == clock.today() + timedelta(days=180)
        for days in (0, -1, 367):
            with pytest.raises(Refused):
                longer(days)
    with clock.frozen(now + timedelta(days=80 + 166)):
        work(make)
        assert one(make, Case).warned_on == clock.today()
    with pytest.raises(NotAllowed):
        make.vault.write(lambda session: commands.keep_longer(session, NOBODY, held, 30))


def test_a_message_to_a_closed_case_gives_time_and_both_sides_are_told_anew(make, now):
    from portal.web import tokens

    made = closed(make, make.officer())
    with clock.frozen(now + timedelta(days=80)):
        work(make)
        assert one(make, Case).warned_on == clock.today()
        say = lambda session: commands.send(
            session, holding.HOLDER, holding.opened_by(session, made.code), MessageKind.MESSAGE, {"text": "Wait."}, token=tokens.read(tokens.issue())
        )
        make.vault.write(say)
        assert (one(make, Case).erase_on, one(make, Case).warned_on) == (clock.today() + timedelta(days=90), None)


def test_an_open_case_is_kept_whatever_happens(make, now):
    made = make.complaint(make.officer())
    with pytest.raises(WrongMoment):
        make.vault.write(lambda session: commands.keep_longer(session, holding.HOLDER, holding.opened_by(session, made.code), 30))
    with clock.frozen(now + timedelta(days=4000)):
        work(make)
        assert (one(make, Case).kind, one(make, Case).erased_on) == (CaseKind.COMPLAINT, None)


def test_a_private_key_that_was_unlocked_is_forgotten_after_two_hours(make, now):
    officer = make.officer()
    make.vault.write(lambda session: commands.unlock(session, officer.actor, PASSPHRASE, "a cookie"))
    work(make)
    assert one(make, Unlocking) is not None
    with clock.frozen(now + timedelta(hours=2, minutes=1)):
        make.vault.write(lambda session: commands.forget_unlockings(session, SYSTEM))
    assert one(make, Unlocking) is None

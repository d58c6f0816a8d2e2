"""Letters about a case: asked for, confirmed and ended; the public outbox tells of no case."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM
from portal.base.errors import NotFound
from portal.crossings import letters
from portal.notifications import commands as notifications
from portal.notifications.models import Letter
from portal.vault import commands, holding
from portal.vault.commands import wishes
from portal.vault.models import CaseWish

ADDRESS = "lea@example.org"


def wished(make, vault, code, address=ADDRESS):
    def job(session):
        held = holding.opened_by(session, code)
        wishes.wish(session, holding.HOLDER, held, address, "en")

    vault.write(job)


def carried(vault, database, what=letters.carry_confirmations):
    vault.write(lambda session: what(session, SYSTEM, database))
    return database.write(lambda session: notifications.claim(session, SYSTEM))


def key_of(text):
    return text.split("key=")[1].split()[0]


def test_a_letter_asks_first_and_its_link_confirms(make, vault, database, now):
    code = make.complaint(make.officer()).code
    wished(make, vault, code)
    wished(make, vault, code)
    with clock.frozen(now + timedelta(hours=24)):
        sent = carried(vault, database)
        assert [one.to for one in sent] == [ADDRESS]
        assert carried(vault, database) == []
        vault.write(lambda session: wishes.confirm(session, NOBODY, key_of(sent[0].text)))
    assert vault.read(lambda session: session.scalars(select(CaseWish)).one()).confirmed_on is not None
    with pytest.raises(NotFound):
        vault.write(lambda session: wishes.confirm(session, NOBODY, "another"))


def test_p36_the_daily_letter_of_a_case_is_the_one_that_everybody_gets(make, vault, database, now):
    made = make.complaint(make.officer())
    wished(make, vault, made.code)
    vault.write(lambda session: setattr(session.scalars(select(CaseWish)).one(), "confirmed_on", now.date()))
    vault.write(lambda session: setattr(session.scalars(select(CaseWish)).one(), "news_on", None))
    vault.write(lambda session: commands.mark_news(session, SYSTEM, made.case))
    with clock.frozen(now + timedelta(days=2)):
        sent = carried(vault, database, letters.carry_daily)
        assert [one.to for one in sent] == [ADDRESS]
        plain = database.write(lambda session: notifications.lay_digest(session, SYSTEM, 4711, "other@example.org", "en"))
        assert plain is None
        other = database.write(lambda session: notifications.claim(session, SYSTEM))[0]
        assert (sent[0].subject, sent[0].text.split("key=")[0]) == (other.subject, other.text.split("key=")[0])
        assert vault.write(lambda session: wishes.end(session, NOBODY, key_of(sent[0].text))) == ADDRESS
    assert vault.read(lambda session: session.scalars(select(CaseWish)).all()) == []


def test_a_wish_that_nobody_confirmed_is_erased(make, vault, database, now):
    wished(make, vault, make.complaint(make.officer()).code)
    with clock.frozen(now + timedelta(days=5)):
        vault.write(lambda session: letters.carry_daily(session, SYSTEM, database))
    assert vault.read(lambda session: session.scalars(select(CaseWish)).all()) == []


def test_one_address_is_not_flooded(make, vault, database, now):
    owner = make.officer()
    for _ in range(4):
        wished(make, vault, make.complaint(owner).code)
    vault.write(lambda session: letters.carry_confirmations(session, SYSTEM, database))
    assert len(database.read(lambda session: session.scalars(select(Letter.id)).all())) == notifications.CONFIRMATIONS_A_DAY
    assert len(vault.read(lambda session: session.scalars(select(CaseWish.id)).all())) == notifications.CONFIRMATIONS_A_DAY


def test_the_number_of_another_case_ends_only_the_letters_of_its_own(make, vault, database, now):
    owner = make.officer()
    one, other = make.complaint(owner), make.complaint(owner)
    wished(make, vault, one.code)
    wished(make, vault, other.code, "rui@example.org")

    def job(session):
        wishes.end_mine(session, holding.HOLDER, holding.opened_by(session, one.code))

    vault.write(job)
    assert [left.case_id for left in vault.read(lambda session: session.scalars(select(CaseWish)).all())] == [other.case.id]

"""Wishes, the outbox and the daily letter."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Actor, Kind
from portal.base.errors import NotAllowed, NotFound
from portal.base.secrets import unseal
from portal.notifications import commands, queries
from portal.notifications.models import Letter, Wish
from tests.conftest import NOON


def holder(receipt):
    return Actor(kind=Kind.RECEIPT, receipt_id=receipt.id)


def letters(database):
    rows = database.read(lambda session: session.scalars(select(Letter).order_by(Letter.id)).all())
    return [json.loads(unseal("letter", row.sealed)) for row in rows if row.sealed]


def wishes(database):
    return database.read(lambda session: session.scalars(select(Wish).order_by(Wish.id)).all())


def key_in(letter):
    return letter["end"].rpartition("key=")[2]


@pytest.fixture
def receipt(make):
    return make.receipt(make.consultation())


@pytest.fixture
def do(database):
    return lambda command, *arguments: database.write(lambda session: command(session, *arguments))


def test_news_is_noted_once_for_confirmed_wishes_alone(make, database, do, now):
    one, two, other = (make.receipt(make.consultation()) for _ in range(3))
    for receipt, confirmed in ((one, True), (two, False), (other, True)):
        make.wish(receipt, confirmed=confirmed)
    do(commands.tell, NOBODY, [one.id, two.id, None])
    do(commands.tell, NOBODY, [])
    assert {wish.receipt_id: wish.news_since for wish in wishes(database)} == {one.id: now.date(), two.id: None, other.id: None}
    with clock.frozen(NOON + timedelta(days=1)):
        do(commands.tell, NOBODY, iter([one.id]))
    assert next(wish.news_since for wish in wishes(database) if wish.receipt_id == one.id) == now.date()


def test_telling_takes_the_same_one_statement_for_one_and_for_three(make, database, now):
    from sqlalchemy import event

    receipts = [make.receipt(make.consultation()) for _ in range(3)]
    seen = []
    event.listen(database.writer, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]) if arguments[2].startswith("UPDATE wishes") else None)
    for some in (receipts[:1], receipts):
        database.write(lambda session, some=some: commands.tell(session, NOBODY, [receipt.id for receipt in some]))
    assert len(seen) == 2


def test_a_letter_of_the_same_name_is_posted_once(database, do, now):
    assert do(commands.post, NOBODY, "receipt 1", "reader@example.org", "Subject", "Text") is True
    assert do(commands.post, NOBODY, "receipt 1", "reader@example.org", "Subject", "Another text") is False
    assert letters(database) == [{"to": "reader@example.org", "subject": "Subject", "text": "Text", "end": ""}]


def test_a_letter_is_dated_at_the_last_hour_of_letters_and_not_at_its_own_minute(database, do, now):
    do(commands.post, NOBODY, "one", "reader@example.org", "Subject", "Text")
    assert database.read(lambda session: session.scalar(select(Letter.due_at))) == datetime(2027, 5, 3, 6, 0, tzinfo=UTC)


def test_asking_writes_a_letter_and_keeps_nothing_readable(database, do, receipt, now):
    do(commands.wish, holder(receipt), "reader@example.org", "ar")
    [wish], [letter] = wishes(database), letters(database)
    assert (letter["to"], wish.language, wish.confirmed_on) == ("reader@example.org", "ar", None)
    assert b"reader" not in wish.sealed_address
    assert wish.link_hash == commands._link_hash(key_in(letter))
    assert f"http://127.0.0.1:8000/ar/letters?key={key_in(letter)}" in letter["text"]
    assert str(wish.id) not in letter["text"]


def test_nobody_without_a_number_can_ask(do, receipt, now):
    with pytest.raises(NotAllowed):
        do(commands.wish, NOBODY, "reader@example.org", "en")


def test_the_same_form_twice_is_one_wish_and_one_letter(database, do, receipt, now):
    for _ in range(2):
        do(commands.wish, holder(receipt), "reader@example.org", "en")
    assert (len(wishes(database)), len(letters(database))) == (1, 1)


def test_a_corrected_address_takes_the_place_of_an_unconfirmed_one(database, do, receipt, now):
    do(commands.wish, holder(receipt), "raeder@example.org", "en")
    do(commands.wish, holder(receipt), "reader@example.org", "en")
    assert [commands._address_of(wish) for wish in wishes(database)] == ["reader@example.org"]


def test_confirming_a_new_address_ends_the_old_one_and_not_before(make, database, do, receipt, now):
    make.wish(receipt, "old@example.org")
    do(commands.wish, holder(receipt), "new@example.org", "en")
    assert len(wishes(database)) == 2
    do(commands.confirm, NOBODY, key_in(letters(database)[0]))
    assert [(commands._address_of(wish), wish.confirmed_on) for wish in wishes(database)] == [("new@example.org", now.date())]


def test_nobody_is_flooded_with_letters_that_ask_to_confirm(make, database, do, now):
    for _ in range(5):
        do(commands.wish, holder(make.receipt(make.consultation())), "victim@example.org", "en")
    assert len(letters(database)) == commands.CONFIRMATIONS_A_DAY == len(wishes(database))


def test_confirming_twice_is_the_same_and_a_wrong_or_old_key_opens_nothing(make, do, database, now):
    wish = make.wish(confirmed=False)
    do(commands.confirm, NOBODY, wish.key)
    do(commands.confirm, NOBODY, wish.key)
    assert wishes(database)[0].confirmed_on == now.date()
    with pytest.raises(NotFound):
        do(commands.confirm, NOBODY, "x" * 32)
    late = make.wish(address="late@example.org", confirmed=False)
    with clock.frozen(NOON + timedelta(days=4)), pytest.raises(NotFound):
        do(commands.confirm, NOBODY, late.key)


def test_ending_takes_every_wish_of_the_address_and_the_letters_that_wait(make, database, do, receipt, now):
    one = make.wish(receipt, "reader@example.org", news_since=now.date() - timedelta(days=1))
    make.wish(address="reader@example.org")
    other = make.wish(address="other@example.org", news_since=now.date() - timedelta(days=1))
    do(commands.write_digests, SYSTEM)
    do(commands.end, NOBODY, one.key)
    do(commands.end, NOBODY, one.key)
    assert [wish.id for wish in wishes(database)] == [other.id]
    assert [letter["to"] for letter in letters(database)] == ["other@example.org"]


def test_the_holder_of_a_number_ends_its_letters_alone(make, database, do, receipt, now):
    make.wish(receipt)
    kept = make.wish()
    do(commands.end_mine, holder(receipt))
    assert [wish.id for wish in wishes(database)] == [kept.id]


def test_wishes_end_with_the_receipts_that_are_named(make, database, do, receipt, now):
    make.wish(receipt)
    kept = make.wish()
    do(commands.end_of_receipts, SYSTEM, [receipt.id])
    assert [wish.id for wish in wishes(database)] == [kept.id]


def test_p36_one_letter_for_an_address_with_two_wishes_and_none_on_the_same_day_again(make, database, do, now):
    """Protection E3.36."""
    yesterday = now.date() - timedelta(days=1)
    for address in ("reader@example.org", "reader@example.org", "other@example.org"):
        make.wish(address=address, news_since=yesterday)
    do(commands.write_digests, SYSTEM)
    do(commands.write_digests, SYSTEM)
    assert sorted(letter["to"] for letter in letters(database)) == ["other@example.org", "reader@example.org"]
    assert {(wish.news_since, wish.last_sent_on) for wish in wishes(database)} == {(None, now.date())}


def test_news_of_today_waits_for_tomorrows_hour(make, database, do):
    midnight = datetime(2027, 5, 3, tzinfo=UTC)
    with clock.frozen(midnight + timedelta(hours=1)):
        wish = make.wish()
        do(commands.tell, NOBODY, [wish.receipt_id])
    for hours, written in ((2, 0), (12, 0), (24, 0), (29, 0), (30, 1), (31, 1)):
        with clock.frozen(midnight + timedelta(hours=hours)):
            do(commands.write_digests, SYSTEM)
            assert (hours, len(letters(database))) == (hours, written)


def test_p36_letters_say_the_same_whatever_happened_byte_for_byte(make, database, do, settings):
    """Protection E3.36: three events on three days, the same subject and the same text."""
    with clock.frozen(NOON):
        wish = make.wish()
    for day in range(1, 4):
        with clock.frozen(NOON + timedelta(days=day)):
            do(commands.write_digests, SYSTEM)
            for _ in range(day):
                do(commands.tell, NOBODY, [wish.receipt_id])
    with clock.frozen(NOON + timedelta(days=4)):
        do(commands.write_digests, SYSTEM)
    seen = letters(database)
    assert len(seen) == 3
    assert len({json.dumps(letter) for letter in seen}) == 1
    assert seen[0]["subject"] == "There is news on the portal"
    for secret in (str(wish.id), str(wish.receipt_id), "The park", "consultation-"):
        assert secret not in json.dumps(seen)


def test_p39_without_a_wish_nothing_leaves(make, database, do, now):
    """Protection E3.39."""
    contribution = make.contribution()
    do(commands.tell, NOBODY, [contribution.receipt_id])
    make.wish(contribution.receipt, confirmed=False)
    do(commands.tell, NOBODY, [contribution.receipt_id])
    with clock.frozen(NOON + timedelta(days=1)):
        do(commands.write_digests, SYSTEM)
    assert letters(database) == []


def test_many_wishes_are_written_in_several_turns(make, database, do, now, monkeypatch):
    monkeypatch.setattr(commands, "GROUP", 2)
    for number in range(3):
        make.wish(address=f"reader{number}@example.org", news_since=now.date() - timedelta(days=1))
    assert [do(commands.write_digests, SYSTEM) for _ in range(2)] == [True, False]
    assert len(letters(database)) == 3


def test_a_changed_secret_loses_the_addresses_and_nothing_else(make, database, do, now, settings):
    from dataclasses import replace

    from portal.base.settings import use

    make.wish(news_since=now.date() - timedelta(days=1))
    use(replace(settings, secret="another secret of the tests, 32 characters"))
    do(commands.write_digests, SYSTEM)
    assert letters(database) == []


def test_what_has_had_its_time_is_erased(make, database, do, now):
    make.wish(confirmed=False)
    kept = make.wish()
    for once, facts in (("old", {"sent_on": now.date()}), ("lost", {"given_up_on": now.date()}), ("waits", {})):
        make.save(Letter(once=once, due_at=now, sealed=b"sealed" if not facts else None, **facts))
    with clock.frozen(NOON + timedelta(days=3)):
        do(commands.clean_up, SYSTEM)
    assert len(wishes(database)) == 2
    with clock.frozen(NOON + timedelta(days=15)):
        do(commands.clean_up, SYSTEM)
    assert [wish.id for wish in wishes(database)] == [kept.id]
    assert database.read(lambda session: session.scalars(select(Letter.once)).all()) == ["waits"]


def test_two_workers_never_hold_the_same_letter(database, do, now):
    for number in range(15):
        do(commands.post, NOBODY, f"letter {number}", "reader@example.org", "Subject", "Text")
    first, second, third = (do(commands.claim, SYSTEM) for _ in range(3))
    assert (len(first), len(second), len(third)) == (10, 5, 0)
    assert len({post.id for post in first + second}) == 15
    with clock.frozen(NOON + timedelta(minutes=30)):
        assert len(do(commands.claim, SYSTEM)) == 10


def test_moments_in_the_outbox_are_coarse(database, do):
    with clock.frozen(NOON + timedelta(minutes=3, seconds=17)):
        do(commands.post, NOBODY, "one", "reader@example.org", "Subject", "Text")
        [post] = do(commands.claim, SYSTEM)
        row = database.read(lambda session: session.scalars(select(Letter)).one())
        assert row.claimed_until == NOON + timedelta(minutes=20)
        do(commands.note_failed, SYSTEM, post, "451")
        row = database.read(lambda session: session.scalars(select(Letter)).one())
        assert (row.due_at, row.claimed_until, row.last_fault) == (NOON + timedelta(minutes=10), None, "451")


def test_a_letter_is_tried_for_about_five_days_and_then_given_up(database, do, now):
    do(commands.post, NOBODY, "one", "reader@example.org", "Subject", "Text")
    moment, tries = NOON, 0
    while tries < 100:
        with clock.frozen(moment):
            posts = do(commands.claim, SYSTEM)
            for post in posts:
                tries += 1
                do(commands.note_failed, SYSTEM, post, "SMTPServerDisconnected")
        row = database.read(lambda session: session.scalars(select(Letter)).one())
        if row.given_up_on:
            break
        moment = row.due_at
    assert tries == commands.MOST_ATTEMPTS
    assert 3 <= (moment - NOON).days <= 7
    assert (row.sealed, row.last_fault) == (None, "SMTPServerDisconnected")


def test_only_the_clock_may_claim_and_write_digests(do, receipt, now):
    for command, more in ((commands.claim, ()), (commands.write_digests, ()), (commands.clean_up, ()), (commands.end_of_receipts, ([],))):
        with pytest.raises(NotAllowed):
            do(command, holder(receipt), *more)


def test_the_holder_sees_their_own_wish_and_nobody_elses(make, database, receipt, now):
    def see(viewer):
        return database.read(lambda session: queries.wished(session, viewer))

    assert (see(NOBODY), see(holder(receipt))) == ("", "")
    wish = make.wish(receipt, confirmed=False)
    assert see(holder(receipt)) == "asked"
    database.write(lambda session: commands.confirm(session, NOBODY, wish.key))
    assert see(holder(receipt)) == "confirmed"
    assert see(holder(make.receipt(make.consultation()))) == ""


def test_no_public_page_changes_with_a_letter(make, database, do, receipt, now):
    before = database.edition()
    do(commands.wish, holder(receipt), "reader@example.org", "en")
    do(commands.confirm, NOBODY, key_in(letters(database)[0]))
    do(commands.tell, NOBODY, [receipt.id])
    do(commands.write_digests, SYSTEM)
    do(commands.claim, SYSTEM)
    assert database.edition() == before
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(Wish))) == 1

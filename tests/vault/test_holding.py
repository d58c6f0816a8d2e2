"""Who opens a case: the number, an officer's passphrase, and nothing else."""

import pytest

from portal.base.access import NOBODY, Permission, can
from portal.base.errors import NotFound, Refused
from portal.base.secrets import Unsealable
from portal.vault import commands, holding, queries, sealing
from portal.vault.models import Standing
from tests.factories.vault import PASSPHRASE


def test_p44_the_number_opens_the_case_and_a_number_that_looks_right_does_not(make):
    made = make.complaint(make.officer())
    held = make.vault.read(lambda session: holding.opened_by(session, made.code))
    assert make.vault.read(lambda session: queries.facts(session, NOBODY, held)) == {"text": "They closed the hall before we could speak.", "language": "en"}
    other = make.complaint(make.officer(name="Rui")).code
    assert make.vault.read(lambda session: holding.opened_by(session, other)).case.id != made.case.id
    with pytest.raises(Refused, match="nothing under this number"):
        make.vault.read(lambda session: holding.opened_by(session, "00000000000000000000"))


def test_p42_only_the_entrusted_officer_opens_it(make):
    mine, other = make.officer(), make.officer(name="Rui")
    made = make.complaint(mine)
    opened = make.vault.write(lambda session: commands.look_into(session, mine.actor, made.case.id, mine.pair))
    assert opened.key == made.key
    assert can(mine.actor, Permission.HANDLE_COMPLAINT, opened)
    assert not can(other.actor, Permission.HANDLE_COMPLAINT, opened)
    for stranger, case_id in ((other, made.case.id), (mine, 4711)):
        with pytest.raises(NotFound):
            make.vault.write(lambda session, stranger=stranger, case_id=case_id: commands.look_into(session, stranger.actor, case_id, stranger.pair))
    with pytest.raises(Unsealable):
        make.vault.read(lambda session: other.pair.unwrap(session.get_one(holding.WrappedKey, _key_row(session, made, mine)).wrapped, made.case.id))


def _key_row(session, made, officer):
    return session.scalar(holding.select(holding.WrappedKey.id).where(holding.WrappedKey.case_id == made.case.id, holding.WrappedKey.officer_id == officer.officer.id))


def test_whoever_stands_in_has_a_key_but_not_the_case(make):
    owner, second = make.officer(), make.officer(name="Rui")
    made = make.complaint(owner, others=((second, Standing.STAND_IN),))
    with pytest.raises(NotFound):
        make.vault.write(lambda session: commands.look_into(session, second.actor, made.case.id, second.pair))


def test_p46_every_look_is_counted(make, now):
    owner = make.officer()
    made = make.complaint(owner)
    for _ in range(3):
        opened = make.vault.write(lambda session: commands.look_into(session, owner.actor, made.case.id, owner.pair))
    assert make.vault.read(lambda session: queries.accesses(session, NOBODY, opened)) == [(Standing.OWNER, 3, now.date())]


def test_a_passphrase_unlocks_for_one_session_and_a_wrong_one_nothing(make, visitor):
    from portal.vault.unlocking import Locked, unlocked

    officer = make.officer()
    make.unlock(visitor, officer)
    visit = type("V", (), {"secret": next(iter(visitor.client.cookies.values())), "actor": officer.actor})()
    assert make.vault.read(lambda session: unlocked(session, visit))[1] == officer.pair
    visit.secret = "another session"
    with pytest.raises(Locked):
        make.vault.read(lambda session: unlocked(session, visit))
    with pytest.raises(Refused, match="does not open"):
        make.vault.write(lambda session: commands.unlock(session, officer.actor, PASSPHRASE + "!", "secret"))


def test_the_length_of_words_is_rounded():
    key = sealing.new_key()
    assert len(sealing.seal("short", key, 1)) == len(sealing.seal("x" * 900, key, 1))

"""Where numbers lead, and what is new under them."""

import pytest

from portal.base.access import NOBODY
from portal.contributions.models import CoSignature
from portal.pseudonyms import queries
from portal.pseudonyms.wallets import Kept

pytestmark = pytest.mark.usefixtures("now")


def test_one_number_takes_as_many_statements_as_three(make, statements):
    kept = [Kept(make.contribution(make.question()).receipt.code) for _ in range(3)]
    counts = {statements(lambda session, many=many: queries.numbers(session, NOBODY, kept[:many])) for many in (1, 3)}
    assert len(counts) == 1


def test_a_number_tells_its_consultation_and_phase(make, database):
    words = make.contribution()
    (found,) = database.read(lambda session: queries.numbers(session, NOBODY, [Kept(words.receipt.code)]))
    assert (found.consultation.id, found.phase.value, found.receipt.id) == (words.consultation.id, "open", words.receipt.id)


def test_a_number_under_which_nothing_is_left_says_so(database, make):
    (found,) = database.read(lambda session: queries.numbers(session, NOBODY, [Kept("1" * 20)]))
    assert (found.receipt, found.consultation, found.sign) == (None, None, "")


def test_the_sign_changes_with_what_a_holder_can_hear(make, database):
    words = make.contribution()
    kept = [Kept(words.receipt.code)]
    before = database.read(lambda session: queries.numbers(session, NOBODY, kept)[0].sign)
    again = database.read(lambda session: queries.numbers(session, NOBODY, kept)[0].sign)
    make.save(CoSignature(contribution_id=words.id, organisation_id=make.organisation().id))
    after = database.read(lambda session: queries.numbers(session, NOBODY, kept)[0].sign)
    assert before == again != after


def test_a_name_that_nobody_uses_has_a_lock_that_nothing_fits(make, database):
    make.pseudonym("Owl")
    known, unknown = (database.read(lambda session, name=name: queries.lock_of(session, NOBODY, name)) for name in ("owl", "heron"))
    assert (len(known.salt), len(unknown.salt), unknown.key(b"anything")) == (16, 16, None)
    assert database.read(lambda session: queries.lock_of(session, NOBODY, "heron")).salt == unknown.salt

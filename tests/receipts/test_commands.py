"""Making receipts."""

import threading

from sqlalchemy import select

from portal.base.access import NOBODY
from portal.receipts import codes, commands
from portal.receipts.models import Receipt
from portal.web import tokens


def test_one_form_has_one_receipt_and_one_number(make, database):
    consultation, token = make.consultation(), tokens.read(tokens.issue())
    (one, code), (two, again) = (database.write(lambda session: commands.issue(session, NOBODY, consultation.id, token)) for _ in range(2))
    assert (one.id, code) == (two.id, again)
    assert codes.is_whole(code)


def test_a_form_that_comes_twice_at_the_same_moment_has_one_receipt(make, database):
    consultation = make.consultation()
    for _round in range(5):
        token = tokens.read(tokens.issue())
        together, shown = threading.Barrier(4), []

        def job(session, token=token):
            return commands.issue(session, NOBODY, consultation.id, token)[1]

        def send(job=job, together=together, shown=shown):
            together.wait()
            shown.append(database.write(job))

        threads = [threading.Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(shown) == 4
        assert set(shown) == {codes.from_token(token.name)}
    assert len(database.read(lambda session: session.scalars(select(Receipt)).all())) == 5

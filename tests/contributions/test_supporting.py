"""Confirmed organisations speak under their name and stand behind others' words (R21)."""

import time
from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM
from portal.base.errors import Refused, WrongMoment
from portal.contributions import queries
from portal.contributions.models import Contribution, CoSignature, Voice
from portal.identity import commands as identity
from portal.identity.models import Organisation
from portal.receipts import codes
from portal.receipts import commands as receipts

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture(autouse=True)
def _patience():
    receipts.brake.left = receipts.brake.SIZE
    yield
    receipts.brake.left = receipts.brake.SIZE


@pytest.fixture
def union(make, database):
    """A confirmed organisation; its number is at `union.number`."""
    organisation = make.organisation("Tenants' union")
    number = database.write(lambda session: identity.confirm_organisation(session, SYSTEM, session.get(Organisation, organisation.id)))
    organisation.number = number
    return organisation


def path_of(words):
    return f"/en/consultations/{words.consultation.slug}/contributions/{words.number}"


def support(visitor, words, number, button="Yes, support it"):
    visitor.get(f"{path_of(words)}/support")
    visitor.press("Continue", speaking_number=number)
    return visitor.press(button)


def test_an_organisation_writes_under_its_confirmed_name(visitor, make, union, database):
    question = make.question(make.consultation(premoderated=False))
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        check = visitor.press("Continue", text="Lifts in every house.", voice="organisation", speaking_number=" ".join(codes.groups(union.number)))
        assert f"{union.name} (confirmed)" in check.main
        assert union.number not in check.text.replace(" ", "")
        sent = visitor.press("Send my answer")
    assert union.number not in sent.text.replace(" ", "").replace(",", "")
    kept = database.read(lambda session: session.query(Contribution).one())
    assert (kept.voice, kept.confirmed_id, kept.shown_name) == (Voice.ORGANISATION, union.id, str(union.name))
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}")
    assert f"No. {kept.number}, {union.name} (confirmed)" in visitor.page.main


def test_a_wrong_speaking_number_is_said_at_its_field_and_nothing_is_lost(visitor, make, union):
    question = make.question()
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
    wrong = codes.from_token(b"another number")
    page = visitor.press("Continue", status=422, text="Lifts in every house.", voice="organisation", speaking_number=wrong)
    assert page.faults == ["No confirmed organisation has this number. Please compare it with what you wrote down."]
    assert "Lifts in every house." in page.text
    page = visitor.press("Continue", status=422, text="Lifts.", voice="anonymous", speaking_number=union.number)
    assert page.faults == ["This number speaks for an organisation. Choose “For an organisation”, or leave it empty."]


def test_a_right_number_is_typed_once_also_beside_another_fault(visitor, make, union):
    question = make.question()
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
    page = visitor.press("Continue", status=422, text="", voice="organisation", speaking_number=union.number)
    assert page.faults == ["Write your answer before you continue."]
    assert union.number not in page.text
    assert f"{union.name} (confirmed)" in visitor.press("Continue", text="Lifts.").main


def test_who_changes_the_voice_after_proving_speaks_without_the_confirmed_name(visitor, make, union, database):
    question = make.question()
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
    visitor.press("Continue", text="Lifts.", voice="organisation", speaking_number=union.number)
    visitor.press("Change")
    visitor.press("Continue", status=422, voice="pseudonym", shown_name="")
    visitor.press("Continue", voice="pseudonym", shown_name="Reed")
    visitor.press("Send my answer")
    kept = database.read(lambda session: session.query(Contribution).one())
    assert (kept.voice, kept.confirmed_id, kept.shown_name) == (Voice.PSEUDONYM, None, "Reed")


def test_numbers_that_are_tried_are_slowed(database, union):
    from portal.contributions import speaking

    receipts.brake.left, receipts.brake.last = -1000.0, time.monotonic()
    with pytest.raises(Refused, match="Many numbers are being tried"):
        database.read(lambda session: speaking.proven_by(session, NOBODY, union.number))


def test_an_organisation_supports_words_and_takes_it_back(visitor, make, union, database):
    words = make.contribution()
    done = support(visitor, words, union.number)
    assert done.h1 == f"Your organisation supports No. {words.number}"
    assert f"Also supported by: {union.name}" in visitor.get(path_of(words)).main
    thread = visitor.get(f"/en/consultations/{words.consultation.slug}/questions/{words.question.number}")
    assert f"1 organisation supports No. {words.number}" in thread.main
    support(visitor, words, union.number, "Take the support back")
    assert "Also supported by" not in visitor.get(path_of(words)).main
    assert database.read(lambda session: (session.query(CoSignature).count(), session.get(Contribution, words.id).supports)) == (0, 0)


def test_sending_support_twice_counts_once(visitor, make, union, database):
    words = make.contribution()
    visitor.get(f"{path_of(words)}/support")
    visitor.press("Continue", speaking_number=union.number)
    form = next(form for form in visitor.page.forms() if ("deed", "support") in form.fields)
    visitor.post(form.action, form.fields)
    visitor.post(form.action, form.fields)
    assert database.read(lambda session: session.get(Contribution, words.id).supports) == 1


def test_nobody_supports_their_own_words(visitor, make, union):
    words = make.contribution(confirmed_id=union.id, shown_name="Tenants", voice=Voice.ORGANISATION)
    visitor.get(f"{path_of(words)}/support")
    visitor.press("Continue", speaking_number=union.number)
    assert visitor.press("Yes, support it", status=422).faults == ["These are the words of your own organisation."]


def test_support_belongs_to_the_open_phase_with_its_grace(visitor, make, union):
    question = make.question(make.consultation(closes=timedelta(hours=1)))
    words = make.contribution(question)
    visitor.get(f"{path_of(words)}/support")
    with clock.frozen(clock.now() + timedelta(hours=2)):
        visitor.press("Continue", speaking_number=union.number)
        assert visitor.press("Yes, support it").h1.startswith("Your organisation supports")
        assert "Support this for an organisation" not in visitor.get(path_of(words)).main
        visitor.get(f"{path_of(words)}/support", status=409)


def test_what_was_said_keeps_the_name_and_the_day_when_the_confirmation_ends(visitor, make, union, database):
    words, own = make.contribution(), make.contribution(confirmed_id=union.id, shown_name="Tenants", voice=Voice.ORGANISATION)
    support(visitor, words, union.number)
    database.write(lambda session: identity.end_confirmation(session, SYSTEM, session.get(Organisation, union.id)))
    assert f"Also supported by: {union.name} (confirmed until" in visitor.get(path_of(words)).main
    assert "Tenants (confirmed until" in visitor.get(path_of(own)).h1
    visitor.get(f"{path_of(words)}/support")
    assert visitor.press("Continue", status=422, speaking_number=union.number).faults == ["No confirmed organisation has this number. Please compare it with what you wrote down."]
    anew = database.write(lambda session: identity.confirm_organisation(session, SYSTEM, session.get(Organisation, union.id)))
    visitor.get(f"{path_of(words)}/support")
    visitor.press("Continue", speaking_number=anew)
    assert database.read(lambda session: session.get(Contribution, words.id).supports) == 1


def test_support_moves_nothing_in_the_thread(visitor, make, union):
    question = make.question()
    several = [make.contribution(question, text) for text in ("One.", "Two.", "Three.")]
    path = f"/en/consultations/{question.consultation.slug}/questions/{question.number}"
    before = [one for one in visitor.get(path).main.split() if one in ("One.", "Two.", "Three.")]
    support(visitor, several[1], union.number)
    assert [one for one in visitor.get(path).main.split() if one in ("One.", "Two.", "Three.")] == before


def test_support_of_many_words_is_read_in_one_statement(make, union, statements, database):
    question = make.question()
    several = [make.contribution(question, f"Words {place}.", supports=1) for place in range(3)]
    make.save(*[CoSignature(contribution_id=one.id, organisation_id=union.id) for one in several])
    counts = {statements(lambda session, many=many: queries.supports_of(session, NOBODY, [one.id for one in several[:many]])) for many in (1, 3)}
    assert len(counts) == 1
    unsupported = make.question()
    make.contribution(unsupported)
    threads = {statements(lambda session, one=one: queries.thread(session, NOBODY, one)) for one in (question, unsupported)}
    assert len(threads) == 1


def test_p210_support_goes_with_the_words(make, union, database):
    from portal.base.access import Actor, Kind
    from portal.contributions import commands

    words = make.contribution(supports=1)
    make.save(CoSignature(contribution_id=words.id, organisation_id=union.id))

    def withdraw(session):
        actor = Actor(kind=Kind.RECEIPT, receipt_id=words.receipt_id)
        commands.withdraw(session, actor, queries.of_holder(session, actor, words.id))

    database.write(withdraw)
    assert database.read(lambda session: session.query(CoSignature).count()) == 0


def test_support_stays_once_the_summary_stands_on_it(database, make, union):
    from portal.contributions import commands

    now = clock.now()
    consultation = make.consultation(opens=timedelta(days=-30), closes=timedelta(days=-5), check_back_from=now - timedelta(days=1), check_back_until=now + timedelta(days=9))
    words = make.contribution(make.question(consultation), supports=1)
    make.save(CoSignature(contribution_id=words.id, organisation_id=union.id))
    with pytest.raises(WrongMoment):
        database.write(
            lambda session: commands.take_support_back(session, NOBODY, queries.one(session, NOBODY, consultation.slug, words.number), session.get(Organisation, union.id))
        )


def test_the_page_of_confirmed_organisations_names_them_and_the_way(visitor, union, make):
    make.organisation("Unconfirmed office")
    page = visitor.get("/en/organisations")
    assert str(union.name) in page.main
    assert "Unconfirmed office" not in page.main
    assert ("Whom to ask", "/en/contacts") in page.links


def test_the_author_is_told_of_support_and_not_of_its_end(visitor, make, union, monkeypatch):
    from portal.contributions.commands import supporting as commands

    told = []
    monkeypatch.setattr(commands.notifications, "tell", lambda _session, _actor, receipt_ids: told.extend(receipt_ids))
    words = make.contribution()
    support(visitor, words, union.number)
    support(visitor, words, union.number, "Take the support back")
    assert told == [words.receipt_id]
    visitor.get("/en/track")
    support(visitor, words, union.number)
    visitor.get("/en/track")
    assert f"Also supported by: {union.name}" in visitor.press("Show what became of it", code=words.receipt.code).main


def test_an_organisation_that_is_confirmed_anew_renews_its_support(database, make, union, now):
    from portal.contributions import commands
    from portal.web.tokens import Token

    words = make.contribution(supports=1)
    make.save(CoSignature(contribution_id=words.id, organisation_id=union.id, confirmed_until=now.date()))
    token = Token(b"x" * 16, now)
    database.write(
        lambda session: commands.support(session, NOBODY, queries.one(session, NOBODY, words.consultation.slug, words.number), session.get(Organisation, union.id), token)
    )
    kept = database.read(lambda session: (session.query(CoSignature).one().confirmed_until, session.get(Contribution, words.id).supports))
    assert kept == (None, 1)

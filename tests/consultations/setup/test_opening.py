"""Publishing: what is missing leads to its page, a ready one opens; and copying."""

from datetime import timedelta

import pytest

from portal.base.access import Role
from portal.base.languages import Texts
from portal.consultations.models import Consultation, ConsultationState
from tests.visitor import HTML, words

DAY = timedelta(days=1)
SHEETS = ["basics", "mandate", "dates", "who", "risk", "pledge"]
BOTH = Texts(en="Words.", ar="كلمات.")


@pytest.fixture
def draft(make, now):
    return make.consultation(state=ConsultationState.DRAFT, opens=60 * DAY, closes=160 * DAY, announced_at=now, slug="park")


@pytest.fixture
def organiser(make, visitor, draft):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, draft)]))
    return visitor


@pytest.fixture
def row(database, draft):
    """The draft as it stands in the database."""
    return lambda: database.read(lambda session: session.get(Consultation, draft.id))


def tasks(page):
    """State by task, as the page shows it."""
    return {words(item.find(f"{HTML}a")): words(item.find(f"{HTML}span")) for item in page.tree.iter(f"{HTML}li") if item.get("class") == "card"}


def value(page, name):
    return dict(next(form for form in page.forms() if any(key == "ground" for key, _value in form.fields)).fields)[name]


def test_pressing_publish_by_force_shows_the_list(organiser, row):
    page = organiser.get("/en/staff/park/setup")
    assert "Publish the consultation" not in page.main
    token = dict(organiser.get("/en/staff/park/setup/pledge").forms()[-1].fields)["token"]
    page = organiser.post("/en/staff/park/setup/open", {"token": token}, status=422)
    assert page.faults == ["It cannot open yet. Look at what is missing."]
    assert "Nobody hears appeals yet." in page.main
    assert row().state is ConsultationState.DRAFT


def test_every_gap_leads_to_the_page_that_mends_it(organiser):
    page = organiser.get("/en/staff/park/setup")
    gaps = [address for text, address in page.links if "missing in" in text or "Nobody" in text or "not finished" in text]
    assert len(gaps) >= 8
    for address in {address for address in gaps if "/staff/park/" in address}:
        organiser.get(address)


def test_a_ready_one_is_published_and_then_closed_to_silent_changes(visitor, make, now):
    one = make.ready(slug="ready")
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, one)]))
    token = dict(visitor.get("/en/staff/ready/setup/pledge").forms()[-1].fields)["token"]
    page = visitor.get("/en/staff/ready/setup")
    assert "Nothing is missing." in page.main
    page = visitor.press("Publish the consultation")
    assert "The consultation is public now." in page.main
    for sheet in SHEETS:
        assert "Correct a text" in visitor.get(f"/en/staff/ready/setup/{sheet}", status=409).main
        visitor.post(f"/en/staff/ready/setup/{sheet}", {"token": token}, status=409)
    visitor.post("/en/staff/ready/setup/open", {"token": token}, status=409)
    assert "Correct a text" in visitor.get("/en/staff/ready/setup").main


def test_careful_words_are_told_once_before_publishing(visitor, make, now):
    from portal.policies.models import CarefulWord

    one = make.ready(slug="ready", summary=Texts(en="The illegals.", ar="كلمات."))
    make.save(CarefulWord(language="en", word="illegals", advice="Say what people did."))
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, one)]))
    visitor.get("/en/staff/ready/setup")
    assert "Say what people did." in visitor.press("Publish the consultation").main
    assert "The consultation is public now." in visitor.press("Publish the consultation").main


def test_a_copy_takes_the_texts_and_nothing_that_happened(visitor, make, database, now):
    from portal.consultations.models import Question, RiskAssessment
    from portal.identity.models import HeldRole

    home = make.organisation()
    one = make.ready(slug="ready", host=home, private=True)
    make.document(one)
    make.theme(one)
    person = make.staff(organisation=home, roles=[(Role.ORGANISER, None), (Role.ORGANISER, one)])
    make.sign_in(visitor, person)
    visitor.get("/en/staff/ready/copy")
    page = visitor.press("Make the copy", **{"title-en": "Second round"}, team="yes")
    assert page.url.endswith("/staff/second-round/setup")
    new = database.read(lambda session: session.query(Consultation).filter_by(slug="second-round").one())
    assert (new.state, new.pledge, new.response_due_at, new.private) == (ConsultationState.DRAFT, BOTH, None, True)
    assert "The risk assessment is not finished." in page.main
    roles = database.read(lambda session: sorted(role for (role,) in session.query(HeldRole.role).filter_by(consultation_id=new.id)))
    assert roles == [Role.MODERATOR, Role.ORGANISER, Role.REVIEWER]
    assert database.read(lambda session: [session.query(table).filter_by(consultation_id=new.id).count() for table in (Question, RiskAssessment)]) == [1, 1]


def test_a_copy_needs_the_right_to_set_up(visitor, make, draft, now):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, draft)]))
    visitor.get("/en/staff/park/copy", status=404)

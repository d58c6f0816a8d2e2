"""Setting up a consultation on its pages: any order, half filled, nothing lost, and no way around the list."""

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
    return dict(own_form(page).fields)[name]


def own_form(page):
    """The form of the sheet: it knows on what ground it was filled."""
    return next(form for form in page.forms() if any(key == "ground" for key, _value in form.fields))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("sheet", ["", *(f"/{sheet}" for sheet in SHEETS)])
def test_every_page_is_there_in_both_languages(organiser, language, sheet):
    assert organiser.get(f"/{language}/staff/park/setup{sheet}").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["setup", "copy", *(f"setup/{sheet}" for sheet in SHEETS)])
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.REVIEWER, Role.RESPONDER, Role.EVALUATOR])
def test_others_find_nothing(make, visitor, draft, path, role):
    make.sign_in(visitor, make.staff(roles=[(role, draft), (Role.ORGANISER, make.consultation())]))
    visitor.get(f"/en/staff/park/{path}", status=404)


def test_a_new_one_begins_with_a_title_and_leads_to_its_tasks(visitor, make, database, now):
    home = make.organisation()
    make.sign_in(visitor, make.staff(organisation=home, roles=[(Role.ORGANISER, None)]))
    visitor.get("/en/staff/new")
    page = visitor.press("Make the draft", title="Ein Spielplatz für Ähnlichkeit!", zone="Europe/Berlin")
    assert page.url.endswith("/en/staff/ein-spielplatz-fur-ahnlichkeit/setup")
    made = database.read(lambda session: session.query(Consultation).filter_by(slug="ein-spielplatz-fur-ahnlichkeit").one())
    assert (made.host_id, made.state, made.country, made.languages[0]) == (home.id, ConsultationState.DRAFT, "DE", "en")
    assert tasks(page)["Dates"] == "Not begun"
    assert "Say until when people get their answers." in page.main


def test_proposed_dates_keep_all_the_rules(visitor, make, now):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, None)]))
    visitor.get("/en/staff/new")
    visitor.press("Make the draft", title="Playground", zone="Europe/Berlin")
    page = visitor.follow("Dates")
    assert "These dates are a proposal." in page.main
    assert "needs a public reason" not in page.main
    page = visitor.press("Save and go to the list")
    assert tasks(page)["Dates"] == "Done"


def test_an_address_that_is_taken_is_told_with_a_free_one(visitor, make, draft, now):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, None)]))
    visitor.get("/en/staff/new")
    page = visitor.press("Make the draft", status=422, title="Park")
    assert page.faults == ["There is a consultation with this address already."]
    assert dict(next(form for form in page.forms() if form.action.endswith("/staff/new")).fields)["slug"] == "park-2"
    assert visitor.press("Make the draft").url.endswith("/staff/park-2/setup")


@pytest.mark.parametrize("slug", ["new", "Park", "a b", "-a", "ä", "a/b", "x" * 81])
def test_an_address_that_cannot_be_is_told_at_its_field(visitor, make, now, slug):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, None)]))
    visitor.get("/en/staff/new")
    page = visitor.press("Make the draft", status=422, title="Park", slug=slug)
    assert page.tree.find(f".//{HTML}input[@id='slug']").get("aria-invalid") == "true"


def test_an_administrator_chooses_who_asks(visitor, make, database, now):
    other = make.organisation("Other")
    make.sign_in(visitor, make.staff(roles=[(Role.ADMINISTRATOR, None)]))
    visitor.get("/en/staff/new")
    visitor.press("Make the draft", title="Park", host=other.slug)
    assert database.read(lambda session: session.query(Consultation).one()).host_id == other.id


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.RESPONDER])
def test_who_may_not_set_up_finds_no_door(visitor, make, now, role):
    make.sign_in(visitor, make.staff(roles=[(role, None)]))
    visitor.get("/en/staff/new", status=404)


def test_half_filled_is_saved_and_leads_on(organiser, row):
    organiser.get("/en/staff/park/setup/mandate")
    page = organiser.press("Save and go to the next task", **{"mandate-en": "The law.", "mandate-ar": ""}, influence="involve")
    assert page.url.endswith("/setup/questions")
    assert (row().mandate, row().influence) == (Texts(en="The law.", ar=""), "involve")
    page = organiser.get("/en/staff/park/setup")
    assert tasks(page)["Mandate and influence"] == "To be finished"
    assert "“Why people are asked” is missing in: Arabic." in page.main


def test_a_fault_keeps_what_was_typed(organiser, row):
    organiser.get("/en/staff/park/setup/basics")
    page = organiser.press("Save and go to the list", status=422, **{"title-en": "", "title-ar": "حديقة", "summary-en": "Short."})
    assert page.faults == ["Write a title."]
    assert (value(page, "title-ar"), value(page, "summary-en")) == ("حديقة", "Short.")
    assert row().title["en"] == "The park"


def test_the_second_editor_sees_both_versions_and_chooses(organiser, database, draft, row):
    organiser.get("/en/staff/park/setup/pledge")
    database.write(lambda session: setattr(session.get(Consultation, draft.id), "pledge", Texts(en="Theirs.")))
    page = organiser.press("Save and go to the list", status=409, **{"pledge-en": "Mine."})
    assert "Theirs." in page.main
    assert value(page, "pledge-en") == "Mine."
    assert row().pledge == Texts(en="Theirs.")
    organiser.press("Save and go to the list")
    assert row().pledge["en"] == "Mine."


def test_the_address_can_change_while_it_is_a_draft(organiser, row):
    organiser.get("/en/staff/park/setup/basics")
    page = organiser.press("Save and go to the list", slug="garden")
    assert page.url.split("?")[0].endswith("/staff/garden/setup")
    assert row().slug == "garden"
    organiser.get("/en/staff/garden/setup/basics")
    assert organiser.press("Save and go to the list", status=422, slug="new").faults == ["This address is taken by the portal itself. Choose another one."]
    assert row().slug == "garden"


def test_in_another_zone_the_clocks_show_the_same_hours(organiser, row):
    before = organiser.get("/en/staff/park/setup/dates")
    organiser.get("/en/staff/park/setup/basics")
    organiser.press("Save and go to the list", zone="Asia/Kathmandu")
    after = organiser.get("/en/staff/park/setup/dates")
    assert [value(after, name) for name in ("opens_at", "closes_at")] == [value(before, name) for name in ("opens_at", "closes_at")]


def test_a_summary_is_measured(organiser):
    organiser.get("/en/staff/park/setup/basics")
    organiser.press("Save and go to the list", **{"summary-en": "One two three. Four five six seven."})
    assert "Length of the summary (English): 7 words. A sentence has about 4 words." in organiser.get("/en/staff/park/setup/basics").main


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"closes_at": "2027-06-01 12:00"}, "closes_at", "It must close after it opens."),
        ({"opens_at": "2027-05-01 12:00"}, "opens_at", "This moment has passed"),
        ({"closes_at": "2027-02-28 12:00"}, "closes_at", "This moment has passed"),
        ({"opens_at": "2027-02-29 12:00"}, "opens_at", "There is no such day in the calendar: 2027-02-29."),
        ({"closes_at": "2028-03-26 02:30", "response_due_at": ""}, "closes_at", "The clocks skip this moment."),
        ({"response_due_at": "2027-09-01 12:00"}, "response_due_at", "Answers are due after it closes."),
        ({"closes_at": "2127-09-01 12:00", "response_due_at": ""}, "closes_at", "more than five years away"),
        ({"announce": "later"}, "announced_at", "Write when it is announced"),
        ({"announce": "later", "announced_at": "2027-07-20 12:00"}, "opens_at", "It must be announced before it opens."),
        ({"announce": "later", "announced_at": "2027-04-20 12:00"}, "announced_at", "This moment has passed"),
        ({"check_back_days": "many"}, "check_back_days", "Write a whole number from 1 to 90."),
        ({"grace": "-1"}, "grace", "Write a whole number from 0 to 168."),
    ],
)
def test_impossible_dates_are_told_at_their_field(organiser, row, typed, field, sentence):
    before = row()
    organiser.get("/en/staff/park/setup/dates")
    page = organiser.press("Save and go to the list", status=422, **typed)
    fault = page.tree.find(f".//{HTML}p[@id='{field}-fault']")
    assert sentence in words(fault)
    assert {name: value(page, name) for name in typed} == typed
    assert (row().opens_at, row().closes_at, row().announced_at) == (before.opens_at, before.closes_at, before.announced_at)


def test_a_leap_day_is_a_day(organiser, row):
    organiser.get("/en/staff/park/setup/dates")
    organiser.press("Save and go to the list", closes_at="2028-02-29 18:00", response_due_at="2028-03-31 18:00")
    assert row().closes_at.isoformat() == "2028-02-29T17:00:00+00:00"


def test_what_dates_come_to_is_shown_before_they_are_saved(organiser, row):
    organiser.get("/en/staff/park/setup/dates")
    page = organiser.press("Work it out again, without saving", opens_at="2027-05-17 09:00", closes_at="2027-06-14 09:00", response_due_at="2027-09-30 09:00", country="FR")
    assert "Notice: 8 working days. Less than 20 needs a public reason." in page.main  # Ascension Day lies between, and it opens on Whit Monday
    assert "Open: 4 weeks. Less than 6 weeks needs a public reason." in page.main
    assert "People wait more than 12 weeks for their answers." in page.main
    assert row().country == ""


def test_with_scripts_the_same_words_come_alone_while_one_types(organiser):
    fields = dict(own_form(organiser.get("/en/staff/park/setup/dates")).fields)
    part = {"hx-request": "true", "hx-target": "section#reckoning"}
    good = organiser.post("/en/staff/park/setup/dates", {**fields, "opens_at": "2027-05-17 09:00", "country": "FR", "then": "look"}, headers=part)
    assert "Notice: 8 working days." in good.text and "<form" not in good.text
    bad = organiser.post("/en/staff/park/setup/dates", {**fields, "opens_at": "soon", "then": "look"}, headers=part)
    assert "This can be worked out when the dates are right." in bad.text


def test_saved_dates_say_when_less_notice_needs_a_reason(organiser, row):
    organiser.get("/en/staff/park/setup/dates")
    page = organiser.press("Save and go to the list", opens_at="2027-05-17 09:00", country="FR")
    assert "The notice is 8 working days. Less than 20 needs a public reason in: English, Arabic." in page.main
    organiser.follow("The notice is 8 working days.")
    page = organiser.press("Save and go to the list", **{"notice_reason-en": "The law is in a hurry.", "notice_reason-ar": "القانون مستعجل."})
    assert "The notice is" not in page.main


def test_a_later_announcement_is_kept(organiser, row):
    organiser.get("/en/staff/park/setup/dates")
    organiser.press("Save and go to the list", announce="later", announced_at="2027-05-20 08:00")
    assert row().announced_at.isoformat() == "2027-05-20T06:00:00+00:00"


def test_who_speaks_and_who_moderates(organiser, make, row, database):
    youth = make.organisation("Youth council")
    page = organiser.get("/en/staff/park/setup/who")
    fields = [(name, old) for name, old in own_form(page).fields if name not in ("voices", "longest", "moderation")]
    chosen = [("voices", "anonymous"), ("voices", "organisation"), ("longest", "٣٠٠٠"), ("moderation", "after"), ("moderators", youth.slug), ("independent", "yes")]
    organiser.post("/en/staff/park/setup/who", [*fields, *chosen, ("then", "list")])
    one = row()
    assert (one.voices, one.longest, one.premoderated, one.moderated_independently) == (["anonymous", "organisation"], 3000, False, True)
    organiser.get("/en/staff/park/setup/who")
    organiser.press("Save and go to the list", moderators=None)
    assert "Name at least one organisation that moderates." in organiser.page.main


def test_somebody_must_be_able_to_speak(organiser, row):
    organiser.get("/en/staff/park/setup/who")
    assert organiser.press("Save and go to the list", status=422, voices=None).faults == ["Choose at least one way to speak."]


def test_the_host_cannot_moderate_independently(organiser, database, draft):
    from portal.identity.models import Organisation

    host = database.read(lambda session: session.get(Organisation, draft.host_id).slug)
    organiser.get("/en/staff/park/setup/who")
    page = organiser.press("Save and go to the list", status=422, moderators=host, independent="yes")
    assert page.faults[0].startswith("The host cannot moderate where it is moderated independently.")


def answered(**more):
    from portal.consultations.risks import RISKS

    return {f"{risk.code}_{aspect}": "low" for risk in RISKS for aspect in ("likelihood", "impact")} | more


def test_the_risk_assessment_is_finished_when_every_question_is_answered(organiser):
    organiser.get("/en/staff/park/setup/risk")
    page = organiser.press("Save and go to the list", gender_likelihood="high")
    assert tasks(page)["Risk assessment"] == "To be finished"
    assert "The risk assessment is not finished." in page.main
    organiser.get("/en/staff/park/setup/risk")
    page = organiser.press("Save and go to the list", status=422, **answered(gender_likelihood="high", age_impact=""), finished="yes")
    assert page.faults == ["Write what you do about it.", "Choose low, medium or high."]
    page = organiser.press(
        "Save and go to the list",
        **answered(gender_likelihood="high", gender_measure="We ask first."),
        finished="yes",
        **{"risk_public-en": "We see risks.", "risk_public-ar": "نرى مخاطر."},
    )
    assert tasks(page)["Risk assessment"] == "Done"
    assert "We ask first." in organiser.get("/en/staff/park/setup/risk").text


def test_the_answers_of_the_assessment_stay_inside(organiser, make):
    one = make.ready(slug="ready")
    make.sign_in(organiser, make.staff(roles=[(Role.ORGANISER, one)]))
    organiser.get("/en/staff/ready/setup/risk")
    organiser.press("Save and go to the list", **answered(gender_likelihood="high", gender_measure="A secret measure."), finished="yes")
    organiser.press("Publish the consultation")
    assert "A secret measure." not in organiser.get("/en/consultations/ready").text


def test_the_pledge_begins_with_our_words_and_counts_when_saved(organiser, row):
    page = organiser.get("/en/staff/park/setup/pledge")
    assert value(page, "pledge-en").startswith("Nobody will be punished")
    assert row().pledge == {}
    organiser.press("Save and go to the list")
    assert row().pledge["en"].startswith("Nobody will be punished")

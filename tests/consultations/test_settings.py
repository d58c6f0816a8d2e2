"""The organiser's settings: what can be decided, by whom, and with a reason."""

from datetime import timedelta

import pytest

from portal.base.access import Role
from portal.consultations.models import ConsultationState
from tests.visitor import HTML

DAY = timedelta(days=1)


@pytest.fixture
def park(make, now):
    park = make.consultation()
    theme = make.theme(park, "Plants")
    make.question(park, "Which trees?", number=1, theme_id=theme.id)
    make.question(park, "What else?", number=2)
    make.document(park)
    make.moderating(park)
    make.notice(park)
    return park


@pytest.fixture
def organiser(make, visitor, park):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, park)]))
    return visitor


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("state", "deeds"), [(ConsultationState.DRAFT, 0), (ConsultationState.PUBLIC, 4), (ConsultationState.SUSPENDED, 3), (ConsultationState.CANCELLED, 0)])
def test_the_settings_offer_what_can_be_decided(visitor, make, now, language, state, deeds):
    park = make.consultation(state=state)
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, park)]))
    page = visitor.get(f"/{language}/staff/{park.slug}/settings")
    assert len([form for form in page.forms() if f"/staff/{park.slug}/settings/" in form.action]) == deeds
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.REVIEWER, Role.RESPONDER])
def test_the_settings_are_the_organisers_alone(visitor, make, park, role):
    make.sign_in(visitor, make.staff(roles=[(role, park)]))
    visitor.get(f"/en/staff/{park.slug}/settings", status=404)


def test_an_organiser_of_another_place_finds_nothing(visitor, make, park):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, make.consultation())]))
    visitor.get(f"/en/staff/{park.slug}/settings", status=404)
    visitor.get("/en/staff/nowhere/settings", status=404)


def test_a_stranger_is_asked_to_sign_in(visitor, park):
    assert "/staff/sign-in" in visitor.get(f"/en/staff/{park.slug}/settings", status=303).headers["location"]


def test_more_time_is_given_and_told(organiser, park):
    organiser.get(f"/en/staff/{park.slug}/settings")
    page = organiser.press("Move the closing moment", **{"extend-closes_at": "2027-05-20 18:00", "extend-reason_en": "A storm.", "extend-reason_ar": "عاصفة"})
    assert "The closing moment was moved. The reason is public." in page.main
    public = organiser.get(f"/ar/consultations/{park.slug}").main
    assert "عاصفة" in public


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write the day and the time like this: 2027-05-02 18:00."),
        ("soon", "Write the day and the time like this: 2027-05-02 18:00."),
        ("2028-03-26 02:30", "The clocks skip this moment. The next one that exists is Sunday, March 26, 2028, 03:00 (Europe/Paris)."),
        ("2027-04-01 12:00", "The new closing moment must be later than the present one: Saturday, May 8, 2027, 14:00 (Europe/Paris)."),
        ("2027-08-01 12:00", "The answers are due on Saturday, July 31, 2027, 14:00 (Europe/Paris). It must close before that."),
    ],
)
def test_a_wrong_moment_is_told_at_its_field_and_all_words_stay(organiser, park, typed, sentence):
    organiser.get(f"/en/staff/{park.slug}/settings")
    page = organiser.press("Move the closing moment", status=422, **{"extend-closes_at": typed, "extend-reason_en": "A storm.", "extend-reason_ar": "عاصفة"})
    assert page.faults == [sentence]
    fields = dict(next(form for form in page.forms() if form.action.endswith("/extend")).fields)
    assert (fields["extend-closes_at"], fields["extend-reason_en"], fields["extend-reason_ar"]) == (typed, "A storm.", "عاصفة")
    assert page.tree.find(f".//{HTML}input[@id='extend-closes_at']").get("aria-invalid") == "true"


@pytest.mark.parametrize(
    ("button", "deed"),
    [("Suspend the consultation", "suspend"), ("Cancel the consultation for good", "cancel"), ("Moderate afterwards", "moderation"), ("Move the closing moment", "extend")],
)
@pytest.mark.parametrize("language", ["en"])
def test_no_deed_without_a_reason(organiser, park, button, deed, language):
    organiser.get(f"/{language}/staff/{park.slug}/settings")
    page = organiser.press(button, status=422, **{f"{deed}-reason_en": "Because."} | ({"extend-closes_at": "2027-05-20 18:00"} if deed == "extend" else {}))
    assert page.faults == ["Write the reason in this language, too: Arabic. Everybody can read it."]
    assert "Open now" in organiser.get(f"/en/consultations/{park.slug}").main


def test_a_halt_can_be_ended_with_the_lost_time_given_back(organiser, park):
    organiser.get(f"/en/staff/{park.slug}/settings")
    organiser.press("Suspend the consultation", **{"suspend-reason_en": "Lightning.", "suspend-reason_ar": "برق"})
    page = organiser.press("Go on with the consultation", status=422, **{"resume-closes_at": "2027-05-01 10:00", "resume-reason_en": "Dry.", "resume-reason_ar": "جاف"})
    assert page.faults == ["The new closing moment must be later than the present one: Saturday, May 8, 2027, 14:00 (Europe/Paris)."]
    organiser.press("Go on with the consultation", **{"resume-closes_at": "2027-05-09 14:00"})
    assert "Open until: Sunday, May 9, 2027, 14:00 (Europe/Paris)" in organiser.get(f"/en/consultations/{park.slug}").main


def test_moderation_is_switched_and_a_second_click_does_not_turn_it_back(organiser, park):
    page = organiser.get(f"/en/staff/{park.slug}/settings")
    fields = dict(next(form for form in page.forms() if form.action.endswith("/moderation")).fields) | {"moderation-reason_en": "Faster.", "moderation-reason_ar": "أسرع"}
    organiser.post(f"/en/staff/{park.slug}/settings/moderation", fields)
    organiser.post(f"/en/staff/{park.slug}/settings/moderation", fields, status=422)
    assert "Contributions appear at once. A moderator reads them afterwards." in organiser.get(f"/en/consultations/{park.slug}").main


def test_cancelling_twice_says_that_it_has_happened(organiser, park):
    page = organiser.get(f"/en/staff/{park.slug}/settings")
    fields = dict(next(form for form in page.forms() if form.action.endswith("/cancel")).fields) | {"cancel-reason_en": "No money.", "cancel-reason_ar": "لا مال"}
    organiser.post(f"/en/staff/{park.slug}/settings/cancel", fields)
    organiser.post(f"/en/staff/{park.slug}/settings/cancel", fields, status=409)
    assert "Reason: No money." in organiser.get(f"/en/consultations/{park.slug}").main


def test_the_settings_of_a_draft_lead_to_its_tasks(visitor, make, now):
    park = make.consultation(state=ConsultationState.DRAFT)
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, park)]))
    visitor.get(f"/en/staff/{park.slug}/settings")
    assert visitor.follow("Set it up and publish it").url.endswith(f"/en/staff/{park.slug}/setup")

"""No page of the setting up keeps anybody out, in both directions of writing; and dates are worked out while one types."""

import pytest

from portal.base.access import NOBODY, Role
from portal.base.languages import Texts
from portal.consultations.models import ConsultationState
from portal.identity import commands, queries
from tests.browser import needs_chromium
from tests.looking import looker

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once]
PAGES = ["", *(f"/{sheet}" for sheet in ("basics", "mandate", "dates", "who", "risk", "pledge"))]
LONG = Texts(en="A sentence " + "that goes on " * 12 + "and on.", ar="كلمات.")


@pytest.fixture
def organiser(make, database, now):
    """A draft with the organiser who may copy it, and the cookie."""
    home = make.organisation()
    one = make.ready(slug="park", host=home, private=True, mandate=Texts(), summary=LONG)
    make.consultation(slug="open", state=ConsultationState.PUBLIC)
    person = make.staff("Ada", organisation=home, roles=[(Role.ORGANISER, None), (Role.ORGANISER, one)])
    return database.write(lambda session: commands.begin_session(session, NOBODY, person, proven=True))


@pytest.mark.parametrize("language", ["ar"])  # the harder direction; tests/house/test_axe.py takes turns
def test_every_page_of_the_setting_up(language, live, organiser):
    with looker(live) as eyes:
        eyes.page.context.add_cookies([{"name": queries.cookie_name(), "value": organiser, "url": eyes.address}])
        for path in ["/staff/new", "/staff/park/copy", *(f"/staff/park/setup{page}" for page in PAGES)]:
            assert eyes.open(f"/{language}{path}") == 200
            eyes.look_once(path)
        eyes.open(f"/{language}/staff/park/setup/dates")
        eyes.send("/staff/park/setup/dates", opens_at="2027-02-29 09:00", closes_at="soon")
        eyes.look_once("dates, with faults")
    assert eyes.faults == []


def test_dates_are_worked_out_while_one_types(live, organiser):
    with looker(live) as eyes:
        eyes.page.context.add_cookies([{"name": queries.cookie_name(), "value": organiser, "url": eyes.address}])
        eyes.open("/en/staff/park/setup/dates")
        eyes.page.fill("#opens_at", "2027-05-17 09:00")
        eyes.page.select_option("#country", "FR")
        eyes.page.get_by_text("Notice: 8 working days.").wait_for()
        assert eyes.page.input_value("#opens_at") == "2027-05-17 09:00"

"""Start page, overview, documents and the organiser's settings, as people see them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.base import clock
from portal.base.access import Role
from portal.base.languages import Texts
from portal.base.settings import ROOT
from portal.consultations.models import ConsultationState
from portal.consultations.phases import Phase
from tests.consultations.test_timeline import WAYS
from tests.visitor import HTML, Visitor, words

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
def test_an_empty_portal_says_so(visitor, now, language):
    page = visitor.get(f"/{language}/")
    assert page.h1 == "Hearback"
    assert len([element for element in page.tree.iter(f"{HTML}p") if element.get("class") == "empty"]) == 1


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("phase", "facts"), WAYS.items())
def test_every_phase_has_its_pages_in_both_languages(visitor, make, now, language, phase, facts):
    park = make.consultation(**facts)
    make.question(park, number=1)
    make.document(park)
    hidden = phase is Phase.UNANNOUNCED
    home = visitor.get(f"/{language}/")
    assert any(address.endswith(f"/consultations/{park.slug}") for _words, address in home.links) != hidden
    status = 404 if hidden else 200
    visitor.get(f"/{language}/consultations/{park.slug}", status=status)
    visitor.get(f"/{language}/consultations/{park.slug}/documents/1", status=status)
    for name in ("calendar.ics", "feed.atom"):
        visitor.get(f"/{language}/consultations/{park.slug}/{name}", status=status)


def test_the_start_page_groups_by_what_people_can_do(visitor, make, now):
    for facts in WAYS.values():
        make.consultation(**facts)
    headings = [words(heading) for heading in visitor.get("/en/").tree.iter(f"{HTML}h2")]
    assert headings == [
        "Open now",
        "Check the summary now",
        "Opens soon",
        "Closed, waiting for a summary or answers",
        "Answered",
        "Suspended",
        "Archived or cancelled",
        "Never miss one",
    ]


def test_only_its_staff_see_a_draft_on_the_start_page(visitor, make, now):
    park = make.consultation("Secret plan", state=ConsultationState.DRAFT)
    assert "Secret plan" not in visitor.get("/en/").main
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, park)]))
    assert "Secret plan" in visitor.get("/en/").main


def test_public_pages_hold_no_form_and_set_no_cookie(visitor, park):
    for path in ("/en/", f"/en/consultations/{park.slug}", f"/en/consultations/{park.slug}/documents/1"):
        page = visitor.get(path)
        assert ([form.action for form in page.forms() if form.method != "get"], "set-cookie" in page.headers, page.headers["cache-control"]) == (
            [],
            False,
            "public, max-age=0, must-revalidate",
        )


def test_the_overview_tells_all_that_one_needs_before_speaking(visitor, park):
    page = visitor.get(f"/en/consultations/{park.slug}")
    assert page.h1 == "The park"
    for sentence in (
        "Open until: Saturday, May 8, 2027, 14:00 (Europe/Paris)",
        "That is: Saturday, May 8, 2027, 12:00 (UTC)",
        "If you open the form before it closes, you can send it up to 24 hours later.",
        "What should the park be like?",
        "The council asked for this.",
        "Your words are weighed before the decision.",
        "The plan is not decided yet.",
        "The council decides in autumn.",
        "Contact: office@example.org",
        "Youth council",
        "Reason: A storm.",
        "A contribution has at most 5,000 characters. This holds for ministries, firms and single persons alike.",
        "A moderator reads every contribution before it appears.",
        "Answers are due: Saturday, July 31, 2027, 14:00 (Europe/Paris)",
    ):
        assert sentence in page.main, sentence
    headings = [words(element) for element in page.tree.iter() if element.tag in (f"{HTML}h2", f"{HTML}h3")]
    assert headings[:5] == ["Questions", "Plants", "All dates", "What came of it", "Decisions about this consultation"]
    base = f"/en/consultations/{park.slug}"
    assert {f"{base}/questions/1", f"{base}/questions/2", f"{base}/documents/1", f"{base}/calendar.ics", f"{base}/feed.atom"} <= {address for _words, address in page.links}


@pytest.mark.parametrize(
    ("phase", "names"),
    [
        (Phase.ANNOUNCED, []),
        (Phase.OPEN, ["trace", "moderation", "data"]),
        (Phase.CLOSED, ["trace", "moderation", "data"]),
        (Phase.CHECK_BACK, ["summary", "trace", "moderation", "data"]),
        (Phase.RESPONSE_DUE, ["summary", "responses", "trace", "moderation", "data"]),
        (Phase.ARCHIVED, ["summary", "responses", "trace", "moderation", "data"]),
        (Phase.CANCELLED, ["trace", "moderation", "data"]),
    ],
)
def test_results_are_linked_when_there_are_any(visitor, make, now, phase, names):
    park = make.consultation(**WAYS[phase])
    base = f"/en/consultations/{park.slug}"
    found = [address.rsplit("/", 1)[1] for _words, address in visitor.get(base).links if address.startswith(base)]
    assert [name for name in found if name in ("summary", "responses", "trace", "moderation", "data")] == names


def test_words_that_are_not_translated_say_their_language(visitor, park):
    tree = visitor.get(f"/ar/consultations/{park.slug}").tree
    summary = next(element for element in tree.iter(f"{HTML}div") if element.get("class") == "words")
    assert (summary.get("lang"), summary.get("dir"), words(summary)) == ("en", "ltr", "What should the park be like?")


def test_the_small_script_comes_only_where_it_helps(visitor, make, park):
    def scripts(path, **headers):
        return [element.get("src").rsplit("/", 1)[1] for element in visitor.get(path, headers=headers).tree.iter(f"{HTML}script")]

    closed = make.consultation(closes=-DAY)
    assert scripts(f"/en/consultations/{park.slug}") == ["local-time.js"]
    assert scripts(f"/en/consultations/{park.slug}", **{"save-data": "on"}) == []
    assert (scripts("/en/"), scripts(f"/en/consultations/{closed.slug}"), scripts(f"/en/consultations/{park.slug}/documents/1")) == ([], [], [])
    assert (ROOT / "static" / "local-time.js").stat().st_size < 1000


def test_the_overview_is_light(visitor, park):
    page = visitor.get(f"/en/consultations/{park.slug}", headers={"accept-encoding": "br"})
    assert int(page.headers["content-length"]) < 5000


def test_a_document_is_text_with_a_way_back(visitor, park):
    page = visitor.get(f"/en/consultations/{park.slug}/documents/1")
    assert page.h1 == "The present plan"
    assert [words(element) for element in page.tree.iter(f"{HTML}strong")] == ["ten"]
    visitor.follow("The park")
    visitor.get(f"/en/consultations/{park.slug}/documents/2", status=404)
    visitor.get(f"/en/consultations/{park.slug}/documents/99999999999999999999", status=404)


def test_a_reader_never_sees_the_page_of_before_a_decision(visitor, make, portal, park):
    path = f"/en/consultations/{park.slug}"
    reader = Visitor(portal)
    assert "Open now" in reader.get(path).main
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, park)]))
    visitor.get(f"/en/staff/{park.slug}/settings")
    visitor.press("Suspend the consultation", **{"suspend-reason_en": "Lightning.", "suspend-reason_ar": "برق"})
    seen = reader.get(path).main
    assert ("Open now" in seen, "Reason: Lightning." in seen) == (False, True)
    reader.leave()


def test_a_page_turns_with_the_minute_of_closing(visitor, park):
    path = f"/en/consultations/{park.slug}"
    with clock.frozen(park.closes_at - timedelta(minutes=1)):
        assert "Open now" in visitor.get(path).main
    with clock.frozen(park.closes_at):
        assert "Closed, the summary is being written" in visitor.get(path).main


def test_everybody_reads_exceptions_the_promise_and_who_moderates(visitor, make, now):
    both = Texts(en="Words.", ar="كلمات.")
    facts = {name: Texts(en=f"About {name}.") for name in ("pledge", "risk_public", "notice_reason", "duration_reason")}
    park = make.consultation(**facts, moderated_independently=True, voices=["anonymous", "organisation"], summary=both)
    page = visitor.get(f"/en/consultations/{park.slug}").main
    for sentence in (
        "About pledge.",
        "About risk_public.",
        "There is less notice than usual. Reason: About notice_reason.",
        "It is open for less time than usual. Reason: About duration_reason.",
        "Others moderate. Nobody of the host decides here what appears.",
        "You can speak: Without a name, For an organisation.",
    ):
        assert sentence in page


def test_who_offers_every_way_to_speak_does_not_list_them(visitor, make, now):
    park = make.consultation(voices=["anonymous", "pseudonym", "name", "organisation"])
    assert "You can speak:" not in visitor.get(f"/en/consultations/{park.slug}").main


def test_an_unknown_done_says_nothing(organiser, park):
    assert not [element for element in organiser.get(f"/en/staff/{park.slug}/settings?done=%3Cb%3E").tree.iter(f"{HTML}p") if element.get("role") == "status" and words(element)]


def test_a_summary_with_several_paragraphs_keeps_them(visitor, make, now):
    park = make.consultation(summary=Texts(en="First.\n\nSecond <script>."))
    assert next(words(element) for element in visitor.get(f"/en/consultations/{park.slug}").tree.iter(f"{HTML}div") if element.get("class") == "words") == "First. Second <script>."


def test_the_day_on_which_it_closed_is_the_day_there(visitor, make, now):
    late = datetime(2027, 5, 1, 22, 0, tzinfo=ZoneInfo("America/New_York"))  # in UTC it is the second
    make.consultation(zone="America/New_York", closes_at=late, response_due_at=None)
    assert "Closed: May 1, 2027" in visitor.get("/en/").main

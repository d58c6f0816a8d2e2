"""The policies, as readers and administrators meet them."""

from datetime import date, timedelta

import pytest

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.policies import commands, queries
from portal.policies.models import PolicyKind
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("now")
VERSION = {"text_en": "## Who\n\nEverybody, **really**.", "text_ar": "## من\n\nالجميع.", "change_en": "It is shorter.", "change_ar": "صار أقصر.", "from_day": "2027-05-10"}
KIND = PolicyKind.PARTICIPATION
DESK = "/en/staff/admin/policies"


@pytest.fixture
def administrator(make, portal):
    visitor = Visitor(portal)
    make.sign_in(visitor, make.staff("Adm", roles=[(Role.ADMINISTRATOR, None)]))
    yield visitor
    visitor.leave()


def write(staff, *, status=200, button="Publish this version", **more):
    staff.get(f"{DESK}/participation")
    return staff.press(button, status=status, **{**VERSION, **more})


def test_the_starter_texts_are_whole_in_both_languages_and_adopted_once(database, visitor):
    made = database.write(lambda session: commands.adopt_starters(session, SYSTEM))
    assert {one.kind for one in made} == set(PolicyKind)
    assert [queries.missing(["en", "ar"], text=one.text, change=one.change) for one in made] == [[]] * len(PolicyKind)
    assert database.write(lambda session: commands.adopt_starters(session, SYSTEM)) == []
    for kind in PolicyKind:
        for tag in ("en", "ar"):
            assert visitor.get(f"/{tag}/policies/{kind.value}").main
    assert "Whom to ask" in visitor.page.main or visitor.page.main


def test_a_person_reads_the_rules_in_force_on_the_day_they_wrote(make, visitor):
    """R38; and every page says its day and whom to ask (R69)."""
    make.policy_version(KIND, 1, days=-20, text="Only adults.")
    make.policy_version(KIND, 2, days=-2, text="Everybody.")
    page = visitor.get("/en/policies/participation")
    assert page.h1 == "Rules of participation"
    assert ("Everybody." in page.main, "Only adults." in page.main) == (True, False)
    assert "Version 2, in force from May 1, 2027." in page.main
    assert "Whom to ask" in page.main
    page = visitor.get("/en/policies/participation/1")
    assert "It was in force from April 13, 2027 until the day before May 1, 2027." in page.main
    assert "Only adults." in page.main
    visitor.get("/en/policies/participation/3", status=404)
    visitor.get("/en/policies/nothing", status=404)


def test_in_force_turns_on_the_day(make, database):
    make.policy_version(KIND, 1, days=-20)
    make.policy_version(KIND, 2, days=3)

    def on(days):
        return database.read(lambda session: queries.in_force(session, SYSTEM, KIND, clock.today() + timedelta(days=days)))

    assert [getattr(on(days), "version", None) for days in (-21, -20, 2, 3)] == [None, 1, 1, 2]


def test_differences_between_any_two_versions(make, visitor):
    for number, text in enumerate(("Only adults can write.", "Adults can write.", "Everybody can write."), 1):
        make.policy_version(KIND, number, days=number - 10, text=text)
    page = visitor.get("/en/policies/participation/changes")
    assert "[gone: Adults] [new: Everybody] can write." in page.main
    page = visitor.press("Show the differences", **{"from": "1", "to": "3"})
    assert "[gone: Only adults] [new: Everybody] can write." in page.main
    assert visitor.get("/en/policies/participation/changes?from=3&to=1").main.count("Only adults") == 1
    assert visitor.get("/en/policies/participation/changes?from=x&to=99").h1 == "Rules of participation: Differences between versions"
    assert "only one version" in visitor.get("/en/policies/privacy/changes").main


def test_privacy_and_accessibility_hold_the_version_in_force_beside_the_facts(database, visitor):
    database.write(lambda session: commands.adopt_starters(session, SYSTEM))
    page = visitor.get("/en/privacy")
    assert "Your network address, not even scrambled." in page.main
    assert "Who answers for your data" in page.main
    assert "What we promise" in visitor.get("/en/accessibility").main


def test_a_version_is_previewed_published_and_then_holds(make, administrator, visitor):
    make.policy_version(KIND, 1, text="Nobody.")
    page = write(administrator, button="Show a preview")
    assert "Preview. Nothing is saved yet." in page.main
    assert "[gone: Nobody" in page.main
    page = administrator.press("Publish this version")
    assert "The new version is public." in page.main
    assert "announced" in visitor.get("/en/policies/participation/2").main
    assert "Nobody." in visitor.get("/en/policies/participation").main
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert "Everybody, really." in visitor.get("/en/policies/participation").main
        assert "<h2>Who</h2>" in visitor.page.text


def test_an_incomplete_version_is_refused_with_a_list(make, administrator):
    make.policy_version(KIND, 1)
    page = write(administrator, text_ar="", change_ar="", change_en="", status=422)
    assert page.faults == [
        "The text is missing in this language: Arabic.",
        "What is new is missing in this language: English.",
        "What is new is missing in this language: Arabic.",
    ]
    assert "Everybody" in page.text


@pytest.mark.parametrize(
    ("day", "sentence"), [("2027-05-02", "never from a day gone by"), ("2027-02-29", "a day that exists"), ("soon", "a day that exists"), ("", "Name the day")]
)
def test_a_day_that_cannot_be_is_told_at_its_field(make, administrator, day, sentence):
    page = write(administrator, from_day=day, status=422)
    assert sentence in page.faults[0]


def test_a_day_may_be_typed_in_arabic_digits(administrator, database):
    write(administrator, from_day="٢٠٢٧-٠٥-١٠")
    assert database.read(lambda session: queries.versions(session, SYSTEM, KIND)[0].from_day) == date(2027, 5, 10)


def test_two_versions_never_share_a_day(make, administrator):
    make.policy_version(KIND, 1, days=0)
    assert write(administrator, from_day="2027-05-03", status=422).faults == ["Choose a later day than the one of version 1. On each day one version is in force."]


def test_an_announced_version_can_be_changed_and_withdrawn_one_in_force_never(make, administrator, visitor, database):
    make.policy_version(KIND, 1)
    write(administrator)
    write(administrator, text_en="Another text.")
    assert "Another text." in visitor.get("/en/policies/participation/2").main
    administrator.get(f"{DESK}/participation")
    assert "was withdrawn" in administrator.press("Withdraw version 2").main
    visitor.get("/en/policies/participation/2", status=404)
    first = database.read(lambda session: queries.versions(session, SYSTEM, KIND))[0]
    from portal.base.errors import WrongMoment

    for deed in (
        lambda session: commands.withdraw(session, SYSTEM, session.merge(first)),
        lambda session: commands.change_announced(session, SYSTEM, session.merge(first), first.text, first.change, clock.today()),
    ):
        with pytest.raises(WrongMoment):
            database.write(deed)


def test_the_second_of_two_editors_sees_both_versions_and_chooses(make, administrator, portal, visitor):
    make.policy_version(KIND, 1)
    second = Visitor(portal)
    make.sign_in(second, make.staff("Bea", roles=[(Role.ADMINISTRATOR, None)]))
    second.get(f"{DESK}/participation")
    write(administrator)
    page = second.press("Publish this version", status=409, **{**VERSION, "text_en": "Mine."})
    assert "Everybody, **really**." in page.main
    assert "Mine." in page.text
    second.press("Publish this version")
    assert "Mine." in visitor.get("/en/policies/participation/2").main
    second.leave()


def test_the_same_form_sent_twice_is_one_version(administrator, database):
    administrator.get(f"{DESK}/participation")
    form = next(form for form in administrator.page.forms() if "text_en" in dict(form.fields))
    for _turn in range(2):
        administrator.post(f"{DESK}/participation", {**dict(form.fields), **VERSION})
    assert len(database.read(lambda session: queries.versions(session, SYSTEM, KIND))) == 1


def test_others_of_staff_have_no_such_desk(make, visitor):
    make.sign_in(visitor, make.staff("Org", roles=[(Role.ORGANISER, make.consultation())]))
    for path in (DESK, f"{DESK}/privacy", "/en/staff/admin/words", "/en/staff/admin/words/en", "/en/staff/admin/rules"):
        visitor.get(path, status=404)


def test_careful_words_are_edited_by_language(administrator, database):
    database.write(lambda session: commands.adopt_starters(session, SYSTEM))
    page = administrator.get("/en/staff/admin/words")
    assert "English" in page.main
    administrator.follow("English")
    assert "illegal immigrants" in administrator.page.main
    assert administrator.press("Add the word", word="", advice="", status=422).faults == ["Type the word.", "Say what to write instead, or why to think twice."]
    administrator.press("Add the word", word="bossy", advice="Say what she decided.")
    assert "The word is in the list." in administrator.page.main
    assert administrator.press("Add the word", word="bossy", advice="Again.", status=422).faults == ["This word is in the list already."]
    administrator.follow("bossy")
    administrator.press("Save the word", advice="Say what was decided.")
    assert "Say what was decided." in administrator.page.main
    administrator.follow("bossy")
    assert "bossy" not in administrator.press("Remove it from the list").main


def test_a_policy_with_a_careful_word_brings_the_hint_once_and_goes_out_all_the_same(make, administrator, visitor):
    make.careful_word()
    page = write(administrator, text_en="The disabled can write, too.", status=422)
    assert "Say: people with disabilities." in page.main
    assert "Nothing is published yet." in page.main
    administrator.press("Publish this version")
    assert "The disabled can write" in visitor.get("/en/policies/participation/1").main


def test_pages_ask_the_same_for_one_version_and_for_three(make, statements):
    make.policy_version(KIND, 1, days=-9)

    def count():
        return (
            statements(lambda session: queries.standing(session, SYSTEM, clock.today())),
            statements(lambda session: queries.versions(session, SYSTEM, KIND)),
        )

    one = count()
    for number in (2, 3):
        make.policy_version(KIND, number, days=number - 8)
    assert count() == one

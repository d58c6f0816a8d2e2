"""Versions of the rules: writing, comparing, and that decisions cite the one of the day."""

from datetime import date, timedelta

import pytest

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts
from portal.contributions.models import ContributionState
from portal.moderation import commands, queries, starter
from portal.moderation.comparing import changes
from portal.moderation.drafting import Drafted
from portal.moderation.models import Action
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("now")
DESK = "/en/staff/admin/rules"
NEW = {"change_en": "Rule 4 is clearer.", "change_ar": "القاعدة 4 أوضح.", "from_day": "2027-05-10"}


@pytest.fixture
def administrator(make, portal):
    visitor = Visitor(portal)
    make.sign_in(visitor, make.staff("Adm", roles=[(Role.ADMINISTRATOR, None)]))
    yield visitor
    visitor.leave()


def write(staff, *, status=200, button="Publish this version", **more):
    staff.get(DESK)
    return staff.press(button, status=status, **{**NEW, **more})


def test_a_new_version_is_made_from_the_one_in_force_and_the_old_one_stays(make, administrator, visitor):
    make.policy()
    page = write(administrator, button="Show a preview", **{"rule-3-text_en": "Criticise freely. Do not insult people."})
    assert "Rule 4 has changed" in page.main
    assert "Rule 5 is the same" in page.main
    administrator.press("Publish this version")
    assert "The new version is public." in administrator.page.main
    assert "Criticise freely" not in visitor.get("/en/rules").main
    assert "It is in force from May 10, 2027 on." in visitor.get("/en/rules/2").main
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert "Criticise freely" in visitor.get("/en/rules").main
        page = visitor.get("/en/rules/1")
        assert "It was in force from January 1, 2020 until the day before May 10, 2027." in page.main
        page = visitor.follow("Differences between versions")
        assert "[new: Criticise freely" in page.main
        assert "Rule 4 has changed" in page.main


def test_rules_are_added_left_out_and_renumbered(make, administrator, visitor, database):
    make.policy()
    administrator.get(DESK)
    administrator.press("Add an empty rule", **NEW)
    added = {"rule-8-category": "off topic", "rule-8-title_en": "One voice", "rule-8-title_ar": "صوت واحد", "rule-8-text_en": "Write once.", "rule-8-text_ar": "اكتب مرة."}
    page = administrator.press("Show a preview", **{**added, "rule-0-out": "yes", "rule-1-number": "12"})
    assert ["Rule 9 is new" in page.main, "Rule 1 is gone" in page.main, "Rule 2 is now rule 12" in page.main] == [True, True, True]
    administrator.press("Publish this version")
    rules = database.read(lambda session: queries.policy(session, SYSTEM, 2)).rules
    assert [rule.number for rule in rules] == [3, 4, 5, 6, 7, 8, 9, 12]


def test_a_form_that_is_not_whole_names_every_gap_and_loses_nothing(make, administrator):
    make.policy()
    page = write(administrator, status=422, **{"rule-3-text_ar": "", "rule-4-number": "4", "change_ar": "", "rule-0-title_en": "Kindness"})
    assert page.faults == [
        "What is new is missing in this language: Arabic.",
        "The text of rule 4 is missing in this language: Arabic.",
        "The number 4 is given twice.",
    ]
    assert "Kindness" in page.text


def test_an_announced_version_is_changed_and_withdrawn(make, administrator, visitor, database):
    make.policy()
    write(administrator)
    write(administrator, **{"rule-3-title_en": "Be kind"})
    assert "Be kind" in visitor.get("/en/rules/2").main
    administrator.get(DESK)
    assert "was withdrawn" in administrator.press("Withdraw version 2").main
    visitor.get("/en/rules/2", status=404)


def test_a_version_in_force_never_changes(make, database):
    make.policy()

    def spoil(deed):
        def job(session):
            policy = queries.policy(session, SYSTEM, 1)
            deed(session, policy)

        with pytest.raises(WrongMoment):
            database.write(job)

    spoil(lambda session, policy: commands.withdraw_rules(session, SYSTEM, policy))
    whole = {"intro": starter.INTRO, "change": Texts(en="x", ar="x"), "from_day": clock.today(), "rules": starter.RULES}
    spoil(lambda session, policy: commands.change_announced_rules(session, SYSTEM, policy, **whole))


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"from_day": date(2027, 5, 2)}, "never from a day gone by"),
        ({"rules": []}, "each number once"),
        ({"rules": [starter.RULES[0], starter.RULES[0]]}, "each number once"),
        ({"change": Texts(en="Only English.")}, "what is new (Arabic)"),
        ({"rules": [{**starter.RULES[0], "text": Texts(en="Only English.")}]}, "rule 1 (Arabic)"),
    ],
)
def test_what_is_not_whole_is_refused_whoever_calls(make, database, facts, sentence):
    make.policy()
    whole = {"intro": starter.INTRO, "change": Texts(en="New.", ar="جديد."), "from_day": date(2027, 5, 10), "rules": starter.RULES}
    with pytest.raises(Refused) as refused:
        database.write(lambda session: commands.adopt_rules(session, SYSTEM, **{**whole, **facts}))
    assert sentence in refused.value.sentence


def test_the_second_of_two_editors_sees_both_versions_and_chooses(make, administrator, portal, visitor):
    make.policy()
    second = Visitor(portal)
    make.sign_in(second, make.staff("Bea", roles=[(Role.ADMINISTRATOR, None)]))
    second.get(DESK)
    write(administrator, **{"rule-3-title_en": "Be kind"})
    page = second.press("Publish this version", status=409, **{**NEW, "rule-3-title_en": "Be fair"})
    assert "Be kind" in page.main
    second.press("Publish this version")
    assert "Be fair" in visitor.get("/en/rules/2").main
    second.leave()


def test_p83_decisions_cite_the_version_in_force_when_the_words_were_written(make, database, visitor, administrator):
    """The words are of Monday, the new rules of Wednesday, the decision of Thursday: the old rule holds, and every page says so."""
    make.policy()
    question = make.question(make.consultation(closes=timedelta(days=30)))
    words = make.contribution(question, "My neighbour parks there.", state=ContributionState.RECEIVED)
    write(administrator, from_day="2027-05-05")
    with clock.frozen(clock.now() + timedelta(days=3)):
        old, new = (database.read(lambda session, n=number: queries.policy(session, SYSTEM, n)) for number in (1, 2))
        moderator = make.actor(Role.MODERATOR, question.consultation)

        def decide(session, rule):
            fresh = session.merge(words)
            return commands.decide(session, moderator, fresh, action=Action.DECLINE, version=1, rule=session.merge(rule), facts="It names a neighbour without asking.")

        with pytest.raises(Refused, match="in force when the words were written"):
            database.write(lambda session: decide(session, new.rules[2]))
        database.write(lambda session: decide(session, old.rules[2]))
        cited = "By rule 3 of version 1, in force when this was written"
        page = visitor.get(f"/en/consultations/{question.consultation.slug}/moderation")
        assert cited in page.main
        assert "/en/rules/1#rule-3" in [address for _words, address in page.links]
        visitor.get("/en/track")
        assert cited in visitor.press("Show what became of it", code=words.receipt.code).main
        later = make.contribution(question, "New words.", state=ContributionState.RECEIVED)
        assert database.read(lambda session: queries.policy_for(session, SYSTEM, later)).version == 2


def test_rules_that_are_only_announced_are_no_rules_yet(administrator, make, visitor, database):
    administrator.get(DESK)
    administrator.press("Add an empty rule", **NEW, intro_en="Be fair.", intro_ar="كن عادلا.")
    one = {"rule-0-category": "insult", "rule-0-title_en": "A", "rule-0-title_ar": "أ", "rule-0-text_en": "B", "rule-0-text_ar": "ب"}
    administrator.press("Publish this version", **one)
    assert "This portal has no rules yet." in visitor.get("/en/rules").main
    assert visitor.get("/en/rules/1").h1 == "Rules of moderation (version 1)"


def test_a_rule_that_takes_the_number_of_a_renumbered_one_is_told_apart():
    def rule(number, words):
        return Drafted(number, "insult", Texts(en=words), Texts(en=words))

    found = changes([rule(1, "a"), rule(2, "b")], [rule(1, "b"), rule(2, "c")], "en")
    assert [(one.kind, one.was, one.number) for one in found] == [("renumbered", 2, 1), ("new", 0, 2), ("gone", 1, 1)]


def test_others_of_staff_have_no_such_desk(make, visitor):
    make.sign_in(visitor, make.staff("Org", roles=[(Role.ORGANISER, make.consultation())]))
    visitor.get(DESK, status=404)

"""The workspace, the public summary and the check-back as people meet them."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import Role
from portal.base.languages import Texts
from portal.contributions.models import ContributionState
from portal.figures.measures import Total
from portal.summaries.models import ObjectionState, SummaryState

CLOSED = {"opens": timedelta(days=-30), "closes": timedelta(days=-1)}
SAID = "The oak at the gate gives shade. Please keep it."


@pytest.fixture
def moderated(make, now, visitor):
    """A closed consultation with a draft of its summary, and its moderator at the screen."""

    class Moderated:
        consultation = make.consultation(**CLOSED, slug="park")
        question = make.question(consultation)
        summary = make.summary(consultation)

    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, Moderated.consultation)]))
    return Moderated


@pytest.fixture
def checked(make, now):
    """A summary in check-back with one contribution behind its point."""

    class Checked:
        consultation = make.consultation(
            slug="park", opens=timedelta(days=-60), closes=timedelta(days=-30), check_back_from=now - timedelta(days=1), check_back_until=now + timedelta(days=13)
        )
        question = make.question(consultation)
        summary = make.summary(consultation, state=SummaryState.CHECK_BACK)
        one = make.contribution(question, SAID)
        point = make.point(summary, number=1, question_id=question.id, behind=[one])

    return Checked


def test_a_moderator_walks_from_nothing_to_the_public_summary(make, now, visitor, database):
    consultation = make.consultation(**CLOSED, slug="park")
    question = make.question(consultation)
    one, other = make.contribution(question, SAID), make.contribution(question, "Thank you for asking.")
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, consultation)]))
    visitor.get("/en/staff/park/summary")
    assert "0 of 2 contributions have a place." in visitor.press("Begin the summary").main
    visitor.follow("Add a point")
    assert visitor.press("Add the point", title_en="Keep the oak.", title_ar="أبقوا البلوط.", body_en="It gives shade.").h1 == "Point 1"
    visitor.follow("The workspace")
    visitor.press("Link to the point", chosen=str(one.id), point="1")
    assert "1 of 2 contributions have a place." in visitor.page.main
    visitor.follow("Show it to everybody")
    refused = visitor.press("Show it now", status=422)
    assert refused.faults == [f"1 contribution has neither a point nor a reason: No. {other.number}."]
    visitor.follow("Give them a place")
    assert SAID not in visitor.page.main
    visitor.press("Record the reason", chosen=str(other.id), reason_en="It says thanks.")
    visitor.get("/en/staff/park/summary/check-back")
    assert "The summary is public. Everybody can check it now." in visitor.press("Show it now", days="20").main
    visitor.follow("The public summary")
    assert visitor.page.h1 == "Summary: The park"
    visitor.follow("Point 1: 1 contribution stands behind it")
    assert SAID in visitor.page.main
    visitor.get("/en/consultations/park/summary/others")
    assert "It says thanks." in visitor.page.main


def test_a_draft_does_not_exist_for_the_public(make, visitor, now):
    summary = make.summary(make.consultation(**CLOSED, slug="park"))
    make.point(summary, number=1)
    for path in ("summary", "summary/points/1", "summary/others", "summary/object"):
        visitor.get(f"/en/consultations/park/{path}", status=404)


def test_the_workspace_is_for_moderators_of_the_consultation(make, visitor, moderated):
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, make.consultation())]))
    for path in ("summary", "summary/points", "summary/points/new", "summary/campaigns", "summary/check-back", "summary/intro", "objections"):
        visitor.get(f"/en/staff/park/{path}", status=404)


def test_a_filter_finds_folded_words_places_and_tags(make, visitor, moderated):
    upper, thanks = make.contribution(moderated.question, "STRAẞE am Park"), make.contribution(moderated.question, "Thank you for asking.")
    make.no_point(thanks)
    assert "Thank you" not in visitor.get("/en/staff/park/summary?words=strasse+PARK").main
    assert "STRAẞE" in visitor.page.main
    assert "Thank you" not in visitor.get("/en/staff/park/summary?place=without").main
    visitor.press("Tag", chosen=str(upper.id), tag="streets")
    assert "Tagged." in visitor.page.main
    assert "Nothing was found." in visitor.get(f"/en/staff/park/summary?question={moderated.question.number}&words=nowhere").main
    assert "Nothing was found." in visitor.get("/en/staff/park/summary?question=77&tag=x&after=2027-99-99.1").main


def test_the_list_alone_travels_for_htmx(make, visitor, moderated):
    make.contribution(moderated.question, SAID)
    part = visitor.get("/en/staff/park/summary?words=oak", headers={"HX-Request": "true", "HX-Target": "section#results"})
    assert part.text.strip().startswith('<section id="results">')
    assert SAID in part.text


def test_the_list_goes_on_by_key(make, visitor, moderated):
    for number in range(27):
        make.contribution(moderated.question, f"Tree number {number}.")
    seen = visitor.get("/en/staff/park/summary?words=tree").text.count('name="chosen"')
    assert (seen, visitor.follow("Later").text.count('name="chosen"')) == (25, 2)


def test_a_wrong_deed_keeps_ticks_and_words(make, visitor, moderated):
    one = make.contribution(moderated.question, SAID)
    visitor.get("/en/staff/park/summary")
    assert visitor.press("Link to the point", status=422).faults == ["Tick at least one contribution."]
    assert visitor.press("Link to the point", status=422, chosen=str(one.id), reason_en="half a reas").faults == ["Choose a point."]
    assert f'value="{one.id}" checked' in visitor.page.text
    assert "half a reas" in visitor.page.text
    assert visitor.press("Record the reason", status=422, chosen=str(one.id), reason_en="", reason_ar="").faults == ["Give the reason why there is no separate point."]
    assert visitor.press("Tag", status=422, chosen=str(one.id), tag="x" * 81).faults != []


def test_a_point_is_edited_moved_and_deleted(make, visitor, moderated):
    one = make.contribution(moderated.question, SAID)
    make.point(moderated.summary, "Keep the oak.", number=1)
    make.point(moderated.summary, "More benches.", number=2)
    assert "These use similar words" in visitor.get("/en/staff/park/summary/points/1").main
    visitor.press("Link the ticked ones", chosen=str(one.id))
    assert "1 contribution behind it" in visitor.page.main
    assert visitor.press("Save the point", status=422, title_en="", title_ar="", body_en="kept").faults == ["Write the ask in one sentence."]
    assert "kept" in visitor.page.text
    visitor.press("Save the point", title_en="Keep the old oak.", question=str(moderated.question.number))
    visitor.press("Take the ticked ones away", chosen=str(one.id))
    assert "0 contributions behind it" in visitor.page.main
    assert visitor.post("/en/staff/park/summary/points/1/links", {"token": visitor.page.forms()[0].fields[0][1]}, status=422).faults == ["Tick at least one contribution."]
    visitor.get("/en/staff/park/summary/points")
    visitor.press("Move point 2 up")
    assert visitor.page.main.index("More benches.") < visitor.page.main.index("Keep the old oak.")
    visitor.press("Delete point 1")
    assert "1. Keep the old oak." in visitor.page.main


def test_a_new_point_without_words_is_told(visitor, moderated):
    visitor.get("/en/staff/park/summary/points/new")
    assert visitor.press("Add the point", status=422, body_en="kept").faults == ["Write the ask in one sentence."]
    assert "kept" in visitor.page.text


def test_what_looks_alike_is_shown_and_linked_together(make, visitor, moderated):
    one, same = make.contribution(moderated.question, SAID), make.contribution(moderated.question, "Please keep the oak at the gate, it gives shade.")
    make.contribution(moderated.question, "Bicycles everywhere!")
    make.point(moderated.summary, number=1)
    seen = visitor.get(f"/en/staff/park/summary/alike/{one.number}")
    assert ("it gives shade" in seen.main, "Bicycles" in seen.main) == (True, False)
    assert visitor.press("Link to the point", status=422).faults == ["Tick at least one contribution."]
    visitor.press("Link to the point", chosen=str(same.id), point="1")
    assert "Linked to the point." in visitor.page.main
    visitor.get("/en/staff/park/summary/alike/999", status=404)


def test_near_identical_letters_are_proposed_grouped_and_linked_as_a_whole(make, visitor, moderated):
    letter = "Dear council, the oak at the gate must stay because it gives shade to all of us in the long summer. Yours, {}"
    letters = [make.contribution(moderated.question, letter.format(name)) for name in ("Ada", "Li", "Amal")]
    make.contribution(moderated.question, "Dear council, please build a swimming pool with warm water, open every day of the year until late.")
    make.point(moderated.summary, number=1)
    visitor.get("/en/staff/park/summary/campaigns")
    assert f"3 letters, first No. {letters[0].number}" in visitor.page.main
    visitor.press(f"Group the letters like No. {letters[0].number}", campaign="Save the oak")
    assert "3 of them have no place yet." in visitor.page.main
    assert "No letters were found that are nearly the same." in visitor.page.main
    assert visitor.press("Link all letters to the point", status=422).faults == ["Choose a point."]
    visitor.press("Link all letters to the point", point="1")
    assert "0 of them have no place yet." in visitor.page.main
    assert visitor.follow("3 letters of “Save the oak”").text.count('name="chosen"') == 3
    visitor.get("/en/staff/park/summary/campaigns")
    assert "There is no campaign yet." in visitor.press("Undo the campaign “Save the oak”").main


def test_the_words_before_the_points_are_kept(make, visitor, moderated):
    visitor.get("/en/staff/park/summary/intro")
    assert visitor.press("Save the words", status=422, intro_en="x" * 5001).faults != []
    assert "Saved." in visitor.press("Save the words", intro_en="We read it all.").main


def test_days_of_the_check_back_are_a_number(visitor, moderated):
    visitor.get("/en/staff/park/summary/check-back")
    for typed in ("", "many", "0", "91"):
        assert visitor.press("Show it now", status=422, days=typed).faults == ["Type a number of days from 1 to 90."]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_public_pages_open_in_both_languages(make, visitor, checked, language):
    make.objection(checked.summary, "Hidden words.", state=ObjectionState.NOT_ACCEPTED, answer=Texts(en="We did not."))
    for path in ("summary", "summary/points/1", "summary/others", "summary/object"):
        seen = visitor.get(f"/{language}/consultations/park/{path}")
        assert seen.tree.get("lang") == language
        assert "Hidden words." not in seen.text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_staff_pages_open_in_both_languages(make, visitor, moderated, language):
    one = make.contribution(moderated.question, SAID)
    make.point(moderated.summary, number=1, behind=[one])
    objection = make.objection(moderated.summary)
    for path in (
        "summary",
        "summary/points",
        "summary/points/1",
        "summary/points/new",
        "summary/campaigns",
        "summary/check-back",
        "summary/intro",
        f"summary/alike/{one.number}",
        "objections",
        f"objections/{objection.number}",
    ):
        assert visitor.get(f"/{language}/staff/park/{path}").tree.get("lang") == language


def test_hidden_and_withdrawn_words_stand_behind_no_point(make, visitor, checked):
    for state in (ContributionState.HIDDEN, ContributionState.WITHDRAWN):
        make.save(*[_link(checked.point, make.contribution(checked.question, "Gone words.", state=state))])
    seen = visitor.get("/en/consultations/park/summary/points/1")
    assert ("Gone words." in seen.text, "1 contribution stands behind this point." in seen.main) == (False, True)
    assert "Point 1: 1 contribution stands behind it" in visitor.get("/en/consultations/park/summary").main


def _link(point, contribution):
    from portal.summaries.models import PointLink

    return PointLink(point_id=point.id, contribution_id=contribution.id)


def test_words_keep_their_own_language_behind_a_point(make, visitor, checked):
    make.save(_link(checked.point, make.contribution(checked.question, "أبقوا الشجرة", language="ar")))
    assert '<div class="words" lang="ar" dir="rtl"><p>أبقوا الشجرة</p></div>' in visitor.get("/en/consultations/park/summary/points/1").text


def test_many_contributions_behind_a_point_go_on_by_key(make, visitor, checked):
    for number in range(26):
        make.save(_link(checked.point, make.contribution(checked.question, f"Voice {number}.")))
    first = visitor.get("/en/consultations/park/summary/points/1").text.count("<article>")
    assert (first, visitor.follow("Later").text.count("<article>")) == (25, 2)


def test_people_are_counted_roughly_and_on_fixed_days_alone(make, visitor, checked):
    for _ in range(12):
        make.contribution(checked.question)
    assert "counted on the first day of a month" in visitor.get("/en/consultations/park/summary").main
    make.published(scope="park", numbers=Total(12))
    assert "about 10" in visitor.get("/en/consultations/park/summary").main


def test_a_reader_objects_and_gets_a_number_once(visitor, checked, database):
    visitor.get("/en/consultations/park/summary")
    visitor.follow("Tell us what is wrong")
    refused = visitor.press("Send it", status=422, text="Half a thou")
    assert refused.faults == ["Choose what is wrong."]
    assert "Half a thou" in refused.text
    wrong = visitor.press("Send it", status=422, kind="misread", code="1234")
    assert wrong.faults == ["Your number has 20 digits. You typed 4."]
    form = visitor.page.forms()
    sent = [(name, value) for name, value in next(one for one in form if ("Send it", "", "") in one.buttons).fields if name not in ("kind", "code")] + [
        ("kind", "misread"),
        ("code", ""),
    ]
    first, again = visitor.post("/en/consultations/park/summary/object", sent), visitor.post("/en/consultations/park/summary/object", sent)
    assert first.h1 == "We have your objection"
    assert _code(first) == _code(again)
    assert "It is objection 1." in again.main


def _code(seen):
    return "".join(sign for sign in seen.main.split("Your number")[1] if sign.isdigit())[:20]


def test_a_known_number_is_not_shown_again(visitor, checked):
    visitor.get("/en/consultations/park/summary/object")
    done = visitor.press("Send it", kind="missed", text="You left out the pond.", code=checked.one.receipt.code)
    assert "You find it under the number that you have." in done.main
    assert checked.one.receipt.code not in done.text


def test_the_form_is_closed_outside_the_check_back(visitor, checked):
    with clock.frozen(checked.consultation.check_back_until + timedelta(minutes=1)):
        visitor.get("/en/consultations/park/summary/object", status=409)


def test_a_moderator_answers_and_finishes(make, visitor, checked):
    make.objection(checked.summary, "I never said that.", number=1, point_id=checked.point.id)
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, checked.consultation)]))
    with clock.frozen(checked.consultation.check_back_until + timedelta(hours=25)):
        make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, checked.consultation)]))
        visitor.get("/en/staff/park/summary/check-back")
        assert visitor.press("Make the summary final", status=422).faults == ["These objections wait for an answer: No. 1."]
        visitor.get("/en/staff/park/objections")
        visitor.follow("Objection 1: Misread, Point 1")
        refused = visitor.press("Send the answer", status=422, answer_en="Half an answ")
        assert refused.faults == ["Choose whether the objection is accepted.", "Decide whether its words are shown."]
        assert "Half an answ" in refused.text
        assert visitor.press("Send the answer", status=422, verdict="accepted", shown="yes", answer_en="").faults == ["Write an answer to the objection."]
        visitor.press("Send the answer", verdict="accepted", shown="yes", answer_en="You are right.")
        assert "The answer is public now." in visitor.page.main
        assert "You are right." in visitor.get("/en/staff/park/objections/1").main
        visitor.get("/en/staff/park/summary/check-back")
        assert "The summary is final." in visitor.press("Make the summary final").main
        seen = visitor.get("/en/consultations/park/summary")
        assert ("I never said that." in seen.main, "You are right." in seen.main) == (True, True)
        visitor.get("/en/staff/park/objections/2", status=404)


def test_careful_words_bring_a_hint_once_and_then_stand(make, moderated, visitor):
    """R42: staff see a language prompt before publishing; it never blocks."""
    make.careful_word()
    visitor.get("/en/staff/park/summary/points/new")
    page = visitor.press("Add the point", title_en="A gate for the disabled.", status=422)
    assert "Say: people with disabilities." in page.main
    assert visitor.press("Add the point").h1 == "Point 1"
    assert "Say: people with disabilities." in visitor.press("Save the point", body_en="The disabled asked.", status=422).main
    assert visitor.press("Save the point").h1 == "Point 1"
    visitor.get("/en/staff/park/summary/intro")
    assert "Say: people with disabilities." in visitor.press("Save the words", intro_en="The disabled spoke.", status=422).main
    assert visitor.press("Save the words").h1 == "Summary: the workspace"


def test_the_second_of_two_who_word_a_point_sees_both_and_chooses(make, moderated, visitor, portal):
    from tests.visitor import Visitor

    make.point(moderated.summary, number=1)
    second = Visitor(portal)
    make.sign_in(second, make.staff("Bea", roles=[(Role.MODERATOR, moderated.consultation)]))
    for page in ("points/1", "intro"):
        second.get(f"/en/staff/park/summary/{page}")
        visitor.get(f"/en/staff/park/summary/{page}")
        button, field = ("Save the point", "body_en") if page != "intro" else ("Save the words", "intro_en")
        visitor.press(button, **{field: "The first words."})
        seen = second.press(button, status=409, **{field: "The second words."})
        assert ("The first words." in seen.main, "The second words." in seen.text) == (True, True)
        second.press(button)
        assert "The second words." in second.get(f"/en/staff/park/summary/{page}").text
    second.leave()


@pytest.mark.parametrize("shown", [True, False])
def test_p206_the_answer_to_an_objection_is_public_and_its_words_are_if_staff_show_them(make, visitor, checked, shown):
    words = {"shown": shown, "answer": Texts(en="We read it again."), "state": ObjectionState.NOT_ACCEPTED}
    make.objection(checked.summary, "I never said that.", number=1, point_id=checked.point.id, **words)
    seen = visitor.get("/en/consultations/park/summary").main
    assert ("I never said that." in seen, "We read it again." in seen) == (shown, True)


def test_p206_an_objection_that_waits_is_nowhere_in_public(make, visitor, checked):
    make.objection(checked.summary, "I never said that.", number=1, point_id=checked.point.id)
    for path in ("summary", "summary/points/1", "trace", "data", "feed.atom"):
        assert "I never said that." not in visitor.get(f"/en/consultations/park/{path}").text

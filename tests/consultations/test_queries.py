"""What a viewer may know of, and how many statements it takes."""

from datetime import timedelta

import pytest

from portal.base.access import NOBODY, SYSTEM, Actor, Kind, Role
from portal.base.errors import NotFound
from portal.consultations import queries
from portal.consultations.models import ConsultationState


@pytest.fixture
def several(make, now):
    return {
        "public": make.consultation("Public"),
        "suspended": make.consultation("Suspended", state=ConsultationState.SUSPENDED),
        "cancelled": make.consultation("Cancelled", state=ConsultationState.CANCELLED),
        "draft": make.consultation("Draft", state=ConsultationState.DRAFT),
        "later": make.consultation("Later", announced_at=now + timedelta(minutes=1), opens=timedelta(days=10), closes=timedelta(days=20)),
    }


@pytest.mark.parametrize("kind", ["nobody", "receipt", "staff elsewhere", "staff of the draft", "administrator", "portal"])
def test_drafts_exist_for_their_staff_alone(database, several, kind):
    public = {"Public", "Suspended", "Cancelled"}
    actor, expected = {
        "nobody": (NOBODY, public),
        "receipt": (Actor(kind=Kind.RECEIPT, receipt_id=1), public),
        "staff elsewhere": (Actor(kind=Kind.STAFF, roles=frozenset({(Role.ORGANISER, several["public"].id)})), public),
        "staff of the draft": (Actor(kind=Kind.STAFF, roles=frozenset({(Role.MODERATOR, several["draft"].id)})), public | {"Draft"}),
        "administrator": (Actor(kind=Kind.STAFF, roles=frozenset({(Role.ADMINISTRATOR, None)})), public | {"Draft", "Later"}),
        "portal": (SYSTEM, public | {"Draft", "Later"}),
    }[kind]
    assert {str(found.title) for found in database.read(lambda session: queries.listed(session, actor))} == expected
    assert {str(found.title) for found in database.read(lambda session: queries.with_notices(session, actor))} == expected
    for consultation in several.values():
        if str(consultation.title) in expected:
            assert database.read(lambda session, slug=consultation.slug: queries.one(session, actor, slug)).id == consultation.id
        else:
            with pytest.raises(NotFound):
                database.read(lambda session, slug=consultation.slug: queries.one(session, actor, slug))


def test_a_question_and_a_document_of_a_draft_are_not_found_either(database, make, several):
    make.question(several["draft"], number=1)
    make.document(several["draft"], number=1)
    for read in (queries.question, queries.document):
        with pytest.raises(NotFound):
            database.read(lambda session, read=read: read(session, NOBODY, several["draft"].slug, 1))
        assert database.read(lambda session, read=read: read(session, SYSTEM, several["draft"].slug, 1))


def test_a_question_brings_its_consultation_and_theme(database, make, now):
    park = make.consultation()
    theme = make.theme(park, "Plants")
    make.question(park, "Which trees?", number=2, theme_id=theme.id)
    found = database.read(lambda session: queries.question(session, NOBODY, park.slug, 2))
    assert (str(found.title), found.consultation.slug, str(found.theme.title), bool(found.consultation.host.name)) == ("Which trees?", park.slug, "Plants", True)


@pytest.mark.parametrize(("slug", "number"), [("nothing", 1), ("a\x00b", 1), ("", 1), ("consultation-1", 2**80), ("consultation-1", -(2**80)), ("consultation-1", 0)])
def test_impossible_addresses_are_not_found(database, make, now, slug, number):
    make.consultation(slug="consultation-1")
    for read in (queries.question, queries.document):
        with pytest.raises(NotFound):
            database.read(lambda session, read=read: read(session, NOBODY, slug, number))


def test_the_number_of_statements_does_not_grow(statements, make, now):
    def fill(park):
        for number in range(1, 3):
            make.question(park, number=number, theme_id=make.theme(park, position=number).id)
            make.document(park, number=number)
            make.notice(park, number=number)
            make.moderating(park)

    park = make.consultation()
    make.question(park, number=9)
    make.document(park, number=9)
    make.notice(park, number=9)
    make.moderating(park)
    make.theme(park, position=9)
    counted = [(queries.listed, ()), (queries.with_notices, ()), (queries.one, (park.slug,))]
    few = [statements(lambda session, read=read, more=more: read(session, NOBODY, *more)) for read, more in counted]
    fill(park)
    fill(make.consultation())
    fill(make.consultation())
    many = [statements(lambda session, read=read, more=more: read(session, NOBODY, *more)) for read, more in counted]
    assert few == many


def test_notices_of_one_day_keep_their_order(database, make, now):
    park = make.consultation()
    for number in (3, 1, 2):
        make.notice(park, number=number)
    assert [notice.number for notice in database.read(lambda session: queries.one(session, NOBODY, park.slug)).notices] == [1, 2, 3]

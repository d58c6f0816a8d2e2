"""Every door, every role, four kinds of things: the own one, one of others that is public, one of others that is not, one that is not there.

The table in seats.py says in plain words who may open a staff page. It is written by hand and knows nothing of the portal's
own rules: a door that is not in it fails, and so does a rule that lets in more people, or fewer, than the table says.
Whatever somebody may not know of answers exactly like what does not exist: 404.
"""

import re
from collections import Counter
from types import SimpleNamespace

import pytest

from portal.web.doors import doors
from tests.house.everybody import Asking, everything, filled, the_world, typed
from tests.house.seats import ANYBODY, DONE, ELSEWHERE, OFTEN_NOTHING, expected

pytestmark = pytest.mark.once


@pytest.fixture
def world(make):
    return the_world(make)


def address(door) -> str:
    return next(iter(door.paths)).removeprefix("/{language:str}") or "/"


def staff_doors() -> list[tuple[str, str]]:
    """(method, address) of every door of the staff rooms, forms after pages, since they change things."""
    every = [(method, address(door)) for door in doors for method in door.http_methods if method in ("GET", "POST")]
    ours = (one for one in every if one[1].split("/")[1] == "staff" and not one[1].startswith(tuple(ELSEWHERE)))
    return sorted(ours, key=lambda one: (one[0], one[1].endswith(("/close", "/remove", "/withdraw", "/cancel", "/end", "/delete")), one[1]))


def answers_like(allowed: bool, somebody: bool, method: str, status: int, location: str) -> bool:
    """Whether an answer is what the table promises: opened; sent to sign in; or nothing there."""
    to_sign_in = status == 303 and "/staff/sign-in" in location
    if allowed:
        return status in DONE and not to_sign_in
    return status == 404 if somebody else (to_sign_in if method == "GET" else status == 403)


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_a_role_opens_its_own_doors_and_no_others(role, world, visitor, database):
    asking = Asking(database, visitor.client, world.people.get(role))
    wrong = Counter()
    assert len(staff_doors()) > 80
    for method, path in staff_doors():
        who = expected(re.sub(r"{\w+:\w+}", "1", path))
        things = {"own": world.own, "public": world.public, "draft": world.draft, "nothing": None} if "{slug" in path and path.startswith("/staff/{slug") else {"own": world.own}
        for which, thing in things.items():
            slug = thing.consultation.slug if thing is not None else "there-is-no-such-thing"
            may = role in who and (
                which == "own" or (which != "nothing" and role == "administrator") or (which == "public" and role in ("moderator everywhere", "translator everywhere"))
            )
            status, location = asking.ask(method, filled(path, thing, slug, world), typed(path, thing or world.own, world))
            if may and status == 404 and path.startswith(tuple(OFTEN_NOTHING)):
                continue
            if not answers_like(may, role != "nobody", method, status, location):
                wrong[f"{method} {path}, {which}: {status} {'is refused' if may else 'is let in'}"] += 1
    assert not wrong, "\n".join(sorted(wrong))


# Public pages about a thing that may not be there, so that 404 is right also where the consultation is known.
PUBLIC_NUMBERS = {
    "questions": "question",
    "contributions": "published",
    "documents": "document",
    "points": "point",
    "commitments": "commitment",
    "promises": "commitment",
    "meetings": "meeting",
    "easy": "idea",
}


def public_doors(things: SimpleNamespace, slug: str) -> list[tuple[str, str]]:
    """(method, address) of every page about a consultation that needs no sign-in, and of every form, with its numbers."""

    def put(found: re.Match) -> str:
        if found[1] == "slug":
            return slug
        before = found.string[: found.start() - 1].rsplit("/", 1)[-1]
        thing = getattr(things, PUBLIC_NUMBERS.get(before, "published"))
        return {"tag": "en", "name": "text.txt"}.get(found[1], str(thing.number))

    every = ((method, address(door)) for door in doors for method in door.http_methods if method in ("GET", "POST"))
    return sorted((method, "/en" + re.sub(r"{(\w+):\w+}", put, path)) for method, path in every if path.startswith("/consultations/{slug"))


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_nobody_reads_a_consultation_that_is_not_public_but_those_who_work_there(role, world, visitor, database, make):
    asking = Asking(database, visitor.client, world.people.get(role))
    private = everything(make, make.consultation("A room of others", private=True))
    wrong = []
    for things, known in ((world.public, True), (world.draft, role == "administrator"), (private, role == "administrator")):
        for method, page in public_doors(things, things.consultation.slug):
            status, _location = asking.ask(method, page, {})
            # Nothing leaves a private room as a file, and no draft is put on paper.
            is_file = (things is private and re.search(r"calendar|feed|/data", page)) or (things is not world.public and "/formats" in page)
            if (status == 404) is (known and not is_file):
                wrong.append(f"{method} {page}: {status}")
    for method, page in public_doors(world.public, "there-is-no-such-thing"):
        status, _location = asking.ask(method, page, {})
        if status != 404:
            wrong.append(f"{method} {page}: {status}")
    assert len(public_doors(world.public, "x")) > 25
    assert not wrong, "\n".join(wrong)

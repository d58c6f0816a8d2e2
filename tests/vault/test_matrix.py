"""Every role, every door of the vault's staff, every kind of case: who comes in, and for whom there is nothing there.

The table is written by hand and knows nothing of the portal's own rules; a door that is not in it fails.
"""

import re
from collections import Counter

import pytest

from portal.base.access import Role
from portal.identity.models import StaffSession
from portal.identity.queries import cookie_name
from portal.vault.models import Standing
from portal.web import tokens
from portal.web.doors import doors
from tests.visitor import Loop

pytestmark = pytest.mark.once

FOCAL = {"its focal point", "another focal point", "its stand-in"}
PROTECTION = {"its first officer", "its second officer", "another protection officer"}
# The first line that fits counts. `*` is one part of an address, `**` the rest.
TABLE = [
    ("/staff/desk/officers**", {"administrator"}),
    ("/staff/desk/record", {"administrator"}),
    ("/staff/desk/routes**", {"administrator"}),
    ("/staff/desk/avenues**", {"administrator"}),
    ("/staff/desk/glass", {"administrator"}),
    ("/staff/desk/duty**", PROTECTION),
    ("/staff/desk/helplines**", PROTECTION),
    ("/staff/desk/standing-in", FOCAL),
    ("/staff/desk/key**", FOCAL | PROTECTION),
    ("/staff/desk/unlock", FOCAL | PROTECTION),
    ("/staff/desk/lock", FOCAL | PROTECTION),
    ("/staff/desk", FOCAL | PROTECTION),
]
ENTRUSTED = {"complaint": {"its focal point"}, "report": {"its first officer", "its second officer"}, "nothing": set()}
SHUT = (403, 404)


def who(path):
    for pattern, people in TABLE:
        if re.fullmatch(re.escape(pattern).replace(r"\*\*", "(/.+)?").replace(r"\*", "[^/]+"), path):
            return people
    raise AssertionError(f"{path} is not in the table")


def all_doors():
    """(method, address) of every door of the desk; the one that locks the key comes last, since others ask for it."""
    for door in doors:
        path = next(iter(door.paths)).removeprefix("/{language:str}")
        if path.startswith("/staff/desk"):
            yield from ((method, path) for method in set(door.http_methods) & {"GET", "POST"})


@pytest.fixture
def people(make):
    """Somebody of each role, unlocked where there is a key; and the cases that lie with some of them."""
    place = make.consultation("Park")
    somebody = {
        str(role): make.staff(str(role.value), roles=[(role, None if role in (Role.ADMINISTRATOR,) else place)])
        for role in Role
        if role not in (Role.FOCAL_POINT, Role.PROTECTION_OFFICER)
    }
    somebody["moderator everywhere"] = make.staff("Mo", roles=[(Role.MODERATOR, None)])
    somebody["newcomer"] = make.staff("New")
    officers = {name: make.officer(Role.FOCAL_POINT if name in FOCAL else Role.PROTECTION_OFFICER, name=name) for name in sorted(FOCAL | PROTECTION)}
    lapsed = {
        "focal point of old": make.officer(name="Old", trained=False),
        "protection officer of old": make.officer(Role.PROTECTION_OFFICER, name="Older", trained=False),
    }
    complaint = make.complaint(officers["its focal point"], others=((officers["its stand-in"], Standing.STAND_IN), (lapsed["focal point of old"], Standing.OWNER)))
    report = make.reprisal(officers["its first officer"], officers["its second officer"], lapsed["protection officer of old"])
    cases = {"complaint": complaint.case.id, "report": report.case.id, "nothing": 4711}
    return {"nobody": None, **somebody, **{name: one.person for name, one in lapsed.items()}}, officers, cases


def ask(make, visitor, method, path):
    """The status of an answer, to a form with a token that is right and nothing else."""
    cookie = visitor.client.cookies.get(cookie_name())
    session_id = ""
    if cookie:
        from portal.base.secrets import keyed_hash

        session_id = str(make.database.read(lambda session: session.query(StaffSession.id).filter_by(cookie_hash=keyed_hash("staff session", cookie)).scalar() or ""))
    data = {"token": tokens.issue(session_id)} if method == "POST" else None
    answer = Loop.run(visitor.client.request(method, f"/en{path}", data=data))
    return answer.status_code, "/staff/sign-in" in answer.headers.get("location", "")


def test_p42_who_may_open_what_in_the_vault(make, visitor, people):
    others, officers, cases = people
    every = sorted(set(all_doors()), key=lambda one: (one[1].endswith("/lock"), one))
    assert len(every) > 60
    wrong = Counter()
    for name in [*others, *officers]:
        visitor.client.cookies.clear()
        if name in officers:
            make.unlock(visitor, officers[name])
        elif others[name] is not None:
            make.sign_in(visitor, others[name])
        for method, door in every:
            for kind, case_id in cases.items() if "{case_id" in door else [("", 0)]:
                path = re.sub(r"{\w+:\w+}", "1", door.replace("{case_id:int}", str(case_id)))
                allowed = name in (ENTRUSTED[kind] if kind else who(path))
                status, sign_in = ask(make, visitor, method, path)
                fine = (sign_in or status == 403) if name == "nobody" else status == 404
                if allowed:
                    # Deeds are not for every kind and state of a case, and names of routes or helplines lead nowhere here.
                    fine = status in (200, 303, 404, 409, 422) if method == "POST" or "{" in door.replace("{case_id:int}", "") else status == 200
                if not fine:
                    wrong[f"{name}: {method} {door} ({kind}) {status}"] += 1
    assert not wrong, "\n".join(sorted(wrong))


def test_p42_a_locked_key_tells_nothing_of_cases(make, visitor, people):
    """Whoever has not typed the passphrase is asked for it, whether the case is theirs, another's, or not there."""
    _others, officers, cases = people
    make.sign_in(visitor, officers["another focal point"].person)
    pages = {visitor.get(f"/en/staff/desk/{case_id}", status=403).main.replace(str(case_id), "") for case_id in cases.values()}
    assert len(pages) == 1

"""A choice of a list in another language than its page says so (WCAG 3.1.2)."""

import pytest

from portal.base.access import Role
from portal.base.languages import Texts
from portal.calls.models import ContactList
from portal.identity.models import Organisation
from tests.visitor import HTML

pytestmark = pytest.mark.usefixtures("now")
GARDEN = Texts(ar="الحديقة")
MARKED = ("الحديقة", "ar", "rtl")


def marked(page, *tags):
    """The choices and labels that name a language of their own."""
    return [(one.text, one.get("lang"), one.get("dir")) for tag in tags for one in page.tree.iter(f"{HTML}{tag}") if one.get("lang")]


@pytest.fixture
def garden(make):
    return make.save(ContactList(slug="garden", title=GARDEN, purpose=GARDEN))


def test_the_lists_of_a_member(make, visitor, garden):
    member = make.member(make.contact_list(), garden)
    visitor.get("/en/lists/member")
    visitor.press("Open your page", code=member.code)
    assert marked(visitor.press("Propose a call"), "option") == [MARKED]


def test_the_lists_of_a_call(make, visitor, garden):
    make.contact_list()
    make.sign_in(visitor, make.staff(roles=[(Role.CHAIR, None)]))
    assert marked(visitor.get("/en/staff/calls/new"), "label") == [MARKED]


def test_the_organisations_of_a_plan_and_of_the_people(make, visitor):
    make.save(Organisation(slug="garden", name=GARDEN, contact=GARDEN))
    make.sign_in(visitor, make.staff(roles=[(Role.ADMINISTRATOR, None)]))
    assert marked(visitor.get("/en/staff/plans/new"), "option") == [MARKED]
    assert marked(visitor.get("/en/staff/admin/people"), "option") == [MARKED]


def test_the_consultations_of_the_search(make, visitor):
    make.consultation(title=GARDEN)
    make.consultation("Parks")
    assert MARKED in marked(visitor.get("/en/search?q=park"), "option")

"""Four eyes: what is sent is what a second person has looked at."""

from portal.base.access import Role
from portal.calls.models import CallState
from tests.visitor import Visitor


def test_what_is_checked_is_what_was_looked_at(visitor, portal, make, now):
    call = make.call(state=CallState.PROPOSED, sources=[["https://example.org/bill", "2027-05-01"]])
    other = Visitor(portal)
    make.sign_in(other, make.staff("Other", roles=[(Role.CHAIR, None)]))
    make.sign_in(visitor, make.staff("Chair", roles=[(Role.CHAIR, None)]))
    visitor.get(f"/en/staff/calls/{call.number}/check")
    other.get(f"/en/staff/calls/{call.number}/steps")
    other.press("Add this step", **{"what-en": "Go there at night.", "until": "2027-05-20"})
    other.leave()
    page = visitor.press("It is checked", status=422, sources_seen="yes", harm="Nobody.", naming="nobody", partners_agreed="yes")
    assert page.faults == ["Somebody else has changed this meanwhile"]
    assert "It can be sent." in visitor.press("It is checked").main

"""The signed token in every form."""

from datetime import timedelta

from hypothesis import HealthCheck, given
from hypothesis import settings as quickly
from hypothesis import strategies as st

from portal.base import clock
from portal.web import tokens


def test_a_token_goes_round(settings, now):
    token = tokens.read(tokens.issue())
    assert (len(token.name), token.opened, token.expired, token.hasty) == (16, now, False, True)


def test_another_sessions_token_is_none(settings):
    assert tokens.read(tokens.issue("17"), "17")
    assert tokens.read(tokens.issue("17"), "18") is None
    assert tokens.read(tokens.issue("17")) is None


def test_a_form_may_lie_open_for_a_week(settings, now):
    text = tokens.issue(opened=now - timedelta(days=7))
    assert not tokens.read(text).expired
    with clock.frozen(now + timedelta(days=2)):
        assert tokens.read(text).expired


@given(st.text(max_size=60))
@quickly(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nonsense_is_none(settings, text):
    assert tokens.read(text) is None


def test_an_altered_token_is_none(settings):
    text = tokens.issue()
    assert tokens.read(("B" if text[0] != "B" else "C") + text[1:]) is None

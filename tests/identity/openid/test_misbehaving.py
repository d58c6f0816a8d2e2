"""A provider that does what none should: each fault gives a clear page, a line in the security log, and nothing half-made."""

import io
import json
import logging
import time
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.base import clock, logs
from portal.base.access import Role
from portal.identity import openid, queries
from portal.identity.models import Provider, ProviderAccount, Staff, StaffSession
from portal.identity.openid import transport
from portal.identity.queries.providers import browser_cookie
from tests.oidc import CLIENT, back_address, fresh_key
from tests.visitor import Visitor

pytestmark = pytest.mark.once
SKEW = 121


def test_it_can_behave_as_well(visitor, wrong, enter, come_in, table, settings):
    enter(wrong.issuer, second_factor=True)
    wrong.claims = {"amr": ["pwd", "otp"]}
    page = come_in(visitor)
    assert page.h1 == "Your rooms"
    assert (table.people, table.roles) == (["Zoë Provider"], [("moderator", True)])
    assert wrong.asked == ["/.well-known/openid-configuration", "/token", "/keys", "/userinfo"]


def now(seconds):
    return int(time.time()) + seconds


WRONG = {
    "another audience": ({"aud": "somebody-else"}, "wrong audience", 403),
    "no audience": ({"aud": []}, "wrong audience", 403),
    "an audience of others, with us as the one who asked": ({"aud": ["somebody-else"], "azp": CLIENT}, "wrong audience", 403),
    "an audience of many, made for another": ({"aud": [CLIENT, "somebody-else"], "azp": "somebody-else"}, "wrong audience", 403),
    "an audience of many, nobody knows for whom": ({"aud": [CLIENT, "somebody-else"]}, "wrong audience", 403),
    "an audience that is no word": ({"aud": 7}, "wrong audience", 403),
    "another issuer": ({"iss": "https://evil.example"}, "wrong issuer", 403),
    "an issuer that only looks the same": ({"iss": "SLASH"}, "wrong issuer", 403),
    "expired": ({"exp": lambda: now(-SKEW)}, "expired token", 403),
    "expired for ever": ({"exp": "never"}, "wrong claims", 403),
    "of tomorrow": ({"iat": lambda: now(SKEW + 5)}, "token from the future", 403),
    "not to be used yet": ({"nbf": lambda: now(SKEW + 5)}, "token from the future", 403),
    "another nonce": ({"nonce": "of another sign-in"}, "wrong nonce", 403),
    "an access token of somebody else": ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "wrong claims", 403),
    "a subject that is a number": ({"sub": 7}, "wrong claims", 403),
    "an empty subject": ({"sub": ""}, "wrong claims", 403),
    "a subject without end": ({"sub": "x" * 300}, "wrong claims", 403),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_id_token_with_a_wrong_claim_is_refused(name, visitor, wrong, enter, come_in, table):
    claims, word, status = WRONG[name]
    enter(wrong.issuer)
    wrong.claims = {key: wrong.issuer + "/" if value == "SLASH" else value() if callable(value) else value for key, value in claims.items()}
    page = come_in(visitor, status=status)
    assert (page.h1, word in page.main) == ("You are not signed in through City", True)
    assert (table.nothing_new, table.log) == (True, [f"city: {word}"])
    assert "Sign in another way" in page.main


@pytest.mark.parametrize("claim", ["iss", "aud", "exp", "iat", "sub", "nonce"])
def test_an_id_token_that_lacks_a_claim_is_refused(claim, visitor, wrong, enter, come_in, table):
    enter(wrong.issuer)
    wrong.left_out = {claim}
    come_in(visitor, status=403)
    assert table.nothing_new


def test_clocks_may_differ_by_two_minutes(visitor, wrong, enter, come_in, table):
    enter(wrong.issuer)
    wrong.claims = {"iat": now(100), "exp": now(-100)}
    come_in(visitor)
    assert table.people == ["Zoë Provider"]


def test_an_id_token_without_at_hash_and_with_a_second_audience_that_names_us_is_fine(visitor, wrong, enter, come_in, table):
    enter(wrong.issuer)
    wrong.at_hash, wrong.claims = False, {"aud": [CLIENT, "somebody-else"], "azp": CLIENT}
    come_in(visitor)
    assert table.people == ["Zoë Provider"]


@pytest.mark.parametrize("typ", ["at+jwt", "logout+jwt"])
def test_a_token_of_another_kind_is_no_id_token(typ, visitor, wrong, enter, come_in, table):
    enter(wrong.issuer)
    wrong.typ = typ
    come_in(visitor, status=403)
    assert table.log == ["city: wrong claims"]


def test_a_token_without_a_signature_is_refused_whatever_the_provider_announces(visitor, wrong, enter, come_in, table):
    enter(wrong.issuer)
    wrong.alg = "none"
    assert "not safe" in come_in(visitor, status=403).main
    assert (table.nothing_new, table.log) == (True, ["city: algorithm not allowed"])


def test_a_token_signed_with_the_public_key_as_a_password_is_refused(visitor, wrong, enter, come_in, table):
    enter(wrong.issuer)
    wrong.alg = "HS256"
    come_in(visitor, status=403)
    assert (table.nothing_new, table.log) == (True, ["city: algorithm not allowed"])


@pytest.mark.parametrize("alg", ["PS256", "ES256", "EdDSA"])
def test_the_other_algorithms_that_we_chose_work(alg, visitor, wrong, enter, come_in, table):
    enter(wrong.issuer)
    wrong.alg, wrong.key = alg, fresh_key("other", alg)
    wrong.shown, wrong.at_hash = [wrong.key], False
    come_in(visitor)
    assert table.people == ["Zoë Provider"]


def test_a_strangers_key_under_a_known_name_is_refused(visitor, wrong, enter, come_in, table):
    enter(wrong.issuer)
    wrong.signing_key = fresh_key("one")
    come_in(visitor, status=403)
    assert (table.nothing_new, table.log) == (True, ["city: bad signature"])


def test_changed_keys_are_looked_up_and_the_old_one_is_refused_from_then_on(visitor, wrong, enter, come_in, table, portal):
    enter(wrong.issuer)
    old = wrong.key
    come_in(visitor)
    wrong.key = fresh_key("two")
    wrong.shown = [wrong.key]
    hasty = Visitor(portal)
    assert "a key that the service does not name" in come_in(hasty, status=403).main
    assert wrong.asked.count("/keys") == 1, "not again at once: anybody can send a token with a key of fancy"
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        come_in(hasty)
        assert wrong.asked.count("/keys") == 2
    hasty.leave()
    wrong.key = old
    with clock.frozen(clock.now() + timedelta(seconds=90)):
        late = Visitor(portal)
        come_in(late, status=403)
        late.leave()
    assert table.log == ["city: unknown key", "city: unknown key"]


def test_a_withdrawn_key_is_believed_for_five_minutes_at_most(visitor, wrong, enter, come_in, table, portal):
    enter(wrong.issuer)
    come_in(visitor)
    wrong.shown = [fresh_key("two")]
    with clock.frozen(clock.now() + timedelta(minutes=5, seconds=1)):
        wrong.claims = {"exp": now(600)}
        late = Visitor(portal)
        come_in(late, status=403)
        late.leave()
    assert table.log == ["city: unknown key"]


@pytest.mark.parametrize("iss", ["https://evil.example", ""])
def test_an_answer_in_the_name_of_another_provider_is_refused_before_the_code_is_sent_anywhere(iss, visitor, wrong, enter, come_in, table):
    enter(wrong.issuer)
    come_in(visitor, status=403, iss=iss)
    assert (table.nothing_new, table.log) == (True, ["city: wrong issuer"])
    assert "/token" not in wrong.asked


def test_a_provider_that_never_names_itself_need_not_but_must_not_lie(visitor, wrong, enter, come_in, table):
    wrong.metadata = {"authorization_response_iss_parameter_supported": False}
    enter(wrong.issuer)
    come_in(visitor, status=403, iss="https://evil.example")
    come_in(visitor, iss=None)
    assert table.people == ["Zoë Provider"]


def test_the_answer_of_one_provider_is_not_taken_to_another(visitor, wrong, enter, to_provider, table):
    """Both addresses are ours; the state belongs to the provider with which it began."""
    enter(wrong.issuer)
    enter(wrong.issuer, name="Other")
    answer = wrong.authorise(to_provider(visitor))
    visitor.get(back_address(answer, "other"))
    visitor.press("Go on", status=410)
    assert (table.count(Staff), table.log) == (0, ["other: used or too old"])


@pytest.mark.parametrize(
    ("body", "word", "status"),
    [
        ({"issuer": "https://evil.example"}, "wrong issuer", 403),
        ({"issuer": "SLASH"}, "wrong issuer", 403),
        ({"token_endpoint": "http://203.0.113.5/token"}, "insecure address", 403),
        ({"jwks_uri": None}, "answer unreadable", 502),
        ({"authorization_endpoint": "javascript:alert(1)"}, "insecure address", 403),
    ],
)
def test_a_description_that_cannot_be_right_stops_before_anybody_is_sent_there(body, word, status, visitor, wrong, enter, table):
    wrong.metadata = {key: wrong.issuer + "/" if value == "SLASH" else value for key, value in body.items()}
    enter(wrong.issuer)
    visitor.get("/en/staff/sign-in")
    page = visitor.press("Sign in through City", status=status)
    assert (word in page.main, table.nothing_new, table.log) == (True, True, [f"city: {word}"])


def slow(seconds, then=b"{}"):
    def answer(request):
        time.sleep(seconds)
        request.send_response(200)
        request.end_headers()
        request.wfile.write(then)

    return answer


def dripping(request):
    request.send_response(200)
    request.end_headers()
    for _ in range(40):
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.1)


def huge(request):
    request.send_response(200)
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b" " * 10_000)


def packed(request):
    import gzip

    body = gzip.compress(b" " * 10_000_000)
    request.send_response(200)
    request.send_header("content-encoding", "gzip")
    request.send_header("content-length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


def elsewhere(request):
    request.send_response(302)
    request.send_header("location", "http://127.0.0.1:1/elsewhere")
    request.end_headers()


def no_json(request):
    request.send_response(200)
    request.end_headers()
    request.wfile.write(b"<html>Please pay for the network</html>")


def a_list(request):
    request.send_response(200)
    request.end_headers()
    request.wfile.write(b"[1, 2]")


def broken(request):
    request.send_response(500)
    request.end_headers()


ANSWERS = {
    "slow": (slow(1.5), "too slow", 503),
    "dripping": (dripping, "too slow", 503),
    "huge": (huge, "answer too large", 502),
    "packed": (packed, "answer too large", 502),
    "no JSON": (no_json, "answer unreadable", 502),
    "a list": (a_list, "answer unreadable", 502),
    "elsewhere": (elsewhere, "answer unreadable", 502),
    "broken": (broken, "not reachable", 503),
}


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token", "/userinfo"])
@pytest.mark.parametrize("name", ANSWERS)
def test_a_bad_answer_at_any_place_is_a_clear_page(name, path, visitor, wrong, enter, come_in, table, monkeypatch):
    answer, word, status = ANSWERS[name]
    if word == "too slow":
        monkeypatch.setattr(transport, "WHOLE_SECONDS", 1.0)  # patience of tests
    enter(wrong.issuer)
    wrong.instead[path] = answer
    if path.startswith("/.well"):
        visitor.get("/en/staff/sign-in")
        page = visitor.press("Sign in through City", status=status)
    else:
        if (path, name) in (("/token", "elsewhere"), ("/token", "broken")):
            word, status = ("answer unreadable", 502)
        page = come_in(visitor, status=status)
    assert (word in page.main, table.nothing_new, table.log) == (True, True, [f"city: {word}"])


def test_userinfo_about_somebody_else_is_refused(visitor, wrong, enter, come_in, table):
    enter(wrong.issuer)
    wrong.more["sub"] = "somebody else"
    come_in(visitor, status=403)
    assert (table.nothing_new, table.log) == (True, ["city: wrong claims"])


@pytest.mark.parametrize(("error", "word", "status"), [("invalid_grant", "code refused", 410), ("invalid_client", "client refused", 403)])
def test_what_the_token_endpoint_refuses_is_said_in_words(error, word, status, visitor, wrong, enter, come_in, table):
    enter(wrong.issuer)
    wrong.error = {"error": error, "error_description": "<b>words of the provider</b>"}
    page = come_in(visitor, status=status)
    assert (word in page.main, "words of the provider" in page.text, table.log) == (True, False, [f"city: {word}"])


def test_a_wrong_secret_is_named_as_such(visitor, wrong, enter, come_in, table):
    enter(wrong.issuer, secret="an old secret")
    come_in(visitor, status=403)
    assert table.log == ["city: client refused"]


def test_a_provider_that_is_down_keeps_nobody_from_signing_in_with_a_password(visitor, wrong, enter, make, table, portal):
    from tests.factories.identity import PASSWORD

    ada = make.staff()
    enter(wrong.issuer)
    wrong.stop()
    visitor.get("/en/staff/sign-in")
    began = time.monotonic()
    page = visitor.press("Sign in through City", status=503)
    assert "The service cannot be reached just now. Wait a few minutes" in page.main
    assert time.monotonic() - began < 4
    visitor.press("Try again through City", status=503)
    assert table.log == ["city: not reachable"], "it is not asked again at once, and the log says it once"
    visitor.follow("Sign in another way")
    assert visitor.press("Sign in", sign_in_name=ada.sign_in_name, password=PASSWORD).h1 != "Sign in for staff"


def test_a_provider_that_goes_down_on_the_way_back_leaves_nothing_half_made(visitor, wrong, enter, to_provider, table):
    enter(wrong.issuer)
    answer = wrong.authorise(to_provider(visitor))
    wrong.stop()
    visitor.get(back_address(answer, "city"))
    visitor.press("Go on", status=503)
    assert (table.nothing_new, table.log) == (True, ["city: not reachable"])


def test_a_sign_in_that_takes_longer_than_ten_minutes_is_over(visitor, wrong, enter, to_provider, table):
    enter(wrong.issuer)
    answer = wrong.authorise(to_provider(visitor))
    with clock.frozen(clock.now() + timedelta(minutes=10)):
        visitor.get(back_address(answer, "city"))
        assert "too old" in visitor.press("Go on", status=410).main
    assert table.count(Staff) == 0


def test_a_slow_provider_holds_up_neither_readers_nor_writers(visitor, wrong, enter, make, to_provider):
    import threading

    enter(wrong.issuer)
    answer = wrong.authorise(to_provider(visitor))
    wrong.instead["/token"] = slow(2.0)
    visitor.get(back_address(answer, "city"))
    others = []

    def beside():
        time.sleep(0.3)
        began = time.monotonic()
        for _ in range(10):
            make.organisation()
        others.append(time.monotonic() - began)

    helper = threading.Thread(target=beside)
    helper.start()
    visitor.press("Go on", status=502)
    helper.join()
    assert others[0] < 1.2


def test_no_code_state_token_or_secret_is_written_anywhere(visitor, wrong, enter, come_in, table, database, settings):
    """Every logger at its loudest, through the portal's own form of a log line; then every table."""
    from tests.house.test_canary import tables_with

    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(logs.OneLine())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        enter(wrong.issuer)
        come_in(visitor)
        wrong.claims = {"aud": "somebody-else"}
        come_in(visitor, status=403)
        wrong.claims, wrong.error = {}, {"error": "invalid_grant", "error_description": "marker-of-the-provider"}
        come_in(visitor, status=410)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    secrets = ["a client secret of the tests", "marker-of-the-provider", "session-cookie", visitor.client.cookies[queries.cookie_name()], visitor.client.cookies[browser_cookie()]]
    secrets += [f"code-{number}-" for number in range(1, wrong.count + 1)]
    assert [one for one in secrets if one in heard.getvalue()] == []
    assert [one for one in secrets if tables_with(database, one)] == []
    assert "eyJ" not in heard.getvalue()
    assert json.loads(heard.getvalue().splitlines()[0])["event"]


def test_the_second_factor_of_the_provider_counts_only_where_it_is_trusted_and_named(visitor, wrong, enter, come_in, table, database, portal):
    enter(wrong.issuer)
    wrong.claims = {"amr": ["mfa"], "acr": "phr"}
    assert come_in(visitor).h1 != "Your rooms", "not trusted"
    assert database.read(lambda session: session.scalars(select(StaffSession.second_at)).all()) == [None]
    database.write(lambda session: session.execute(update(Provider).values(second_factor=True)))
    openid.forget()
    wrong.claims = {"amr": ["pwd"]}
    assert come_in(visitor).h1 != "Your rooms", "not named"
    wrong.claims = {"amr": ["pwd"], "acr": "https://refeds.org/profile/mfa"}
    assert come_in(visitor).h1 == "Your rooms"


def test_a_closed_account_stays_closed(visitor, wrong, enter, come_in, table, database):
    enter(wrong.issuer, second_factor=True)
    wrong.claims = {"amr": ["mfa"]}
    come_in(visitor)
    database.write(lambda session: (session.execute(update(Staff).values(active=False)), session.execute(StaffSession.__table__.delete())))
    assert "Your account in this portal is closed." in come_in(visitor, status=403).main
    assert table.count(StaffSession) == 0


def test_the_account_of_somebody_without_a_password_opens_with_no_password(visitor, wrong, enter, come_in, database):
    enter(wrong.issuer)
    come_in(visitor)
    name = database.read(lambda session: session.scalars(select(Staff.sign_in_name)).one())
    visitor.client.cookies.clear()
    visitor.get("/en/staff/sign-in")
    visitor.press("Sign in", sign_in_name=name, password="an account that does not exist", status=422)


def test_the_last_administrator_keeps_the_role_whatever_the_claims_say(visitor, wrong, enter, come_in, table):
    enter(wrong.issuer, rules=[("groups", "everybody", None, None), ("groups", "moderators", Role.ADMINISTRATOR, None)])
    come_in(visitor)
    assert table.roles == [("administrator", True)]
    wrong.more = {"groups": ["everybody"]}
    come_in(visitor)
    assert table.roles == [("administrator", True)]


def test_two_people_of_one_name_have_two_accounts(visitor, wrong, enter, come_in, table, portal):
    enter(wrong.issuer)
    wrong.more["preferred_username"] = "zoe"
    come_in(visitor)
    wrong.subject = "subject-2"
    other = Visitor(portal)
    come_in(other)
    other.leave()
    assert (table.count(Staff), table.count(ProviderAccount)) == (2, 2)


def test_a_service_that_is_off_is_offered_nowhere(visitor, wrong, enter):
    enter(wrong.issuer, active=False)
    assert "City" not in visitor.get("/en/staff/sign-in").main
    visitor.get("/en/staff/providers/city/back", status=404)
    visitor.get("/en/staff/providers/nowhere/back", status=404)


def test_one_does_not_tie_a_service_that_belongs_to_another_account_or_in_anothers_session(visitor, wrong, enter, come_in, make, table, portal, to_provider):
    enter(wrong.issuer, second_factor=True)
    wrong.claims = {"amr": ["mfa"]}
    come_in(visitor)
    ada, ben = make.staff("Ada"), make.staff("Ben")
    browser = Visitor(portal)
    make.sign_in(browser, ada)
    answer = wrong.authorise(to_provider(browser, button="Use City to sign in", start="/en/staff/account/services"))
    browser.get(back_address(answer, "city"))
    assert "belongs to another account" in browser.press("Go on", status=409).main
    wrong.subject = "subject-2"
    answer = wrong.authorise(to_provider(browser, button="Use City to sign in", start="/en/staff/account/services"))
    make.sign_in(browser, ben)
    browser.get(back_address(answer, "city"))
    assert "Your session here ended meanwhile." in browser.press("Go on", status=403).main
    browser.leave()
    assert table.count(ProviderAccount) == 1


def test_the_way_back_comes_in_the_language_in_which_it_began(visitor, wrong, enter, to_provider):
    enter(wrong.issuer)
    visitor.get("/ar/staff/sign-in")
    form = next(form for form in visitor.page.forms() if form.action.endswith("/begin"))
    page = visitor.press(form.buttons[0][0])
    address = next(address for _text, address in page.links if address.startswith(wrong.issuer))
    answer = wrong.authorise(address)
    assert wrong.codes[answer["code"]]["redirect_uri"].endswith("/en/staff/providers/city/back")
    page = visitor.get(back_address(answer, "city"))
    assert page.url.startswith("http://127.0.0.1:8000/ar/staff/providers/city/back?")


def test_only_what_the_rules_ask_for_is_asked_of_the_provider(visitor, wrong, enter, to_provider):
    from tests.visitor import query_of

    enter(wrong.issuer, rules=[("email_verified", "true", Role.MODERATOR, None), ("unheard_of", "x", None, None)])
    assert query_of(to_provider(visitor))["scope"] == "openid profile email"


@pytest.mark.parametrize(("minutes", "fresh"), [(-2, True), (-30, False)])
def test_whoever_signs_in_once_more_is_asked_there_once_more(minutes, fresh, visitor, wrong, enter, come_in, to_provider, portal):
    from tests.visitor import query_of

    enter(wrong.issuer, second_factor=True)
    wrong.claims = {"amr": ["mfa"]}
    come_in(visitor)
    address = to_provider(visitor)
    assert query_of(address)["max_age"] == "600"
    wrong.claims["auth_time"] = now(minutes * 60)
    visitor.get(back_address(wrong.authorise(address), "city"))
    assert (visitor.press("Go on").h1 == "Your rooms") == fresh, "an old sign-in there is no second factor now"


def test_made_up_answers_do_not_fill_the_security_log(visitor, wrong, enter, table, monkeypatch):
    from portal.identity.commands import providers

    monkeypatch.setattr(providers, "MOST_TROUBLES", 3)
    enter(wrong.issuer)
    for _ in range(5):
        visitor.post("/en/staff/providers/city/back", {"state": "made up", "code": "made up"}, status=410)
    assert table.log == ["city: used or too old"] * 3


def test_a_very_long_form_stays_where_it_is(visitor, wrong, enter, table, monkeypatch):
    from portal.identity.pages import providers

    monkeypatch.setattr(providers, "LONGEST_KEPT", 10)
    enter(wrong.issuer)
    from multidict import MultiDict

    from portal.web import keeping
    from portal.web.visitors import Visit

    kept = keeping.pack(Visit(method="POST", language="en", path="/staff/x", query=MultiDict(), form=MultiDict(text="words")))
    visitor.get("/en/staff/sign-in")
    page = visitor.press("Sign in through City", kept=kept, status=422)
    assert "too long to take along" in page.main


def test_a_list_of_services_for_everybody_shows_no_secret(visitor, enter, wrong):
    enter(wrong.issuer)
    assert wrong.issuer not in visitor.get("/en/staff/sign-in").text

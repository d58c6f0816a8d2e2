"""Administrators enter a service, look at it, write its rules as sentences, switch it on and off."""

import pytest
from sqlalchemy import select

from portal.base.access import SYSTEM, Role
from portal.base.errors import NotFound, Refused
from portal.base.secrets import unseal
from portal.identity import commands, queries
from portal.identity.models import ClaimRule, Provider, ProviderAccount, Staff, StaffSession
from tests.oidc import CLIENT, SECRET
from tests.visitor import Visitor

PLACE = "/en/staff/admin/providers"


@pytest.fixture
def admin(visitor, make):
    """An administrator, signed in."""
    make.sign_in(visitor, make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)]))
    return visitor


def typed(address, **more):
    return {"name": "City", "issuer": address, "client_id": CLIENT, "secret": SECRET, **more}


def sentences(page):
    return [" ".join("".join(one.itertext()).split()) for one in page.tree.iter("{http://www.w3.org/1999/xhtml}p") if "".join(one.itertext()).startswith("If the claim")]


def test_from_nothing_to_a_service_that_is_on(admin, wrong, office, make, database):
    park = make.consultation("The park")
    assert "No service is entered yet." in admin.get(PLACE).main
    admin.follow("Enter a service")
    page = admin.press("Enter it", **typed(wrong.issuer))
    assert (page.h1, "This service is off." in page.main) == ("Sign-in through City", True)
    assert "http://127.0.0.1:8000/en/staff/providers/city/back" in page.main
    assert SECRET not in page.text
    page = admin.press("Look at this service")
    assert "It answers, and its name fits. It shows 1 key. It protects the code (PKCE)." in page.main
    page = admin.press("Add the rule", claim="groups", value="moderators", organisation=office.slug, role="moderator", consultation=str(park.id))
    admin.press("Add the rule", claim="groups", value="staff", organisation=office.slug, role="", consultation="")
    page = admin.press("Add the rule", claim="groups", value="judges", organisation=office.slug, role="reviewer", consultation="")
    name = str(office.name)
    first, second, third = [
        f"If the claim “groups” is “moderators”, the person belongs to “{name}” and has the role “Moderator” in “The park”.",
        f"If the claim “groups” is “staff”, the person belongs to “{name}”.",
        f"If the claim “groups” is “judges”, the person belongs to “{name}” and has the role “Reviewer of appeals” in the whole portal.",
    ]
    assert sentences(page) == [first, second, third]
    assert sentences(admin.press("Move up (rule 3)")) == [first, third, second]
    assert sentences(admin.press("Remove (rule 1)")) == [third, second]
    assert "This service is on." in admin.press("Switch it on").main
    assert "City on" in admin.get(PLACE).main
    assert "Sign in through City" in admin.get("/en/staff/sign-in").text
    assert database.read(lambda session: unseal("provider secret", session.scalars(select(Provider.sealed_secret)).one())) == SECRET


@pytest.mark.once
@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ({"issuer": "https://evil.example"}, "The answer came from another service than the one that was asked."),
        ({"token_endpoint": "http://203.0.113.5/"}, "The service uses an address without https. token_endpoint"),
        ({"token_endpoint": None}, "The service gave an answer that this portal cannot read. token_endpoint"),
        ({"jwks_uri": "KEYS"}, "The service gave an answer that this portal cannot read."),
        ({"code_challenge_methods_supported": []}, "It does not say that it protects the code (PKCE)."),
    ],
)
def test_looking_at_a_service_says_plainly_what_is_wrong(metadata, said, admin, wrong, enter):
    enter(wrong.issuer, active=False)
    wrong.metadata = {key: f"{wrong.issuer}/nothing" if value == "KEYS" else value for key, value in metadata.items()}
    admin.get(f"{PLACE}/city")
    assert said in admin.press("Look at this service").main


@pytest.mark.once
def test_a_service_that_is_down_is_said_to_be_down(admin, wrong, enter):
    enter(wrong.issuer)
    wrong.stop()
    admin.get(f"{PLACE}/city")
    assert "It does not work. The service cannot be reached just now." in admin.press("Look at this service").main


@pytest.mark.once
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"issuer": "http://login.example.org"}, "Type an address that begins with https://"),
        ({"issuer": "https://login.example.org/.well-known/openid-configuration"}, "Leave out the end, from /.well-known on."),
        ({"issuer": "javascript:alert(1)"}, "Type an address that begins with https://"),
        ({"issuer": "https://user:word@login.example.org"}, "Type an address that begins with https://"),
        ({"issuer": "https://[::1"}, "Type an address that begins with https://"),
        ({"name": ""}, "Type a name."),
        ({"secret": ""}, "Type the secret. If there is none, say so below."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(change, fault, admin):
    admin.get(f"{PLACE}/new")
    page = admin.press("Enter it", status=422, **typed("https://login.example.org", **change))
    assert page.faults == [fault]
    assert SECRET not in page.text, "a secret is not given back"


@pytest.mark.once
def test_the_secret_is_replaced_kept_or_dropped_and_never_shown(admin, enter, database):
    enter("https://login.example.org")

    def secret():
        return database.read(lambda session: queries.as_service(session, SYSTEM, queries.one_provider(session, SYSTEM, "city")).secret)

    admin.get(f"{PLACE}/city")
    admin.press("Save", name="Town")
    assert (secret(), admin.page.h1) == (SECRET, "Sign-in through Town")
    admin.press("Save", secret="another secret")
    assert (secret(), "another secret" in admin.page.text) == ("another secret", False)
    admin.press("Save", no_secret="yes")
    assert secret() == ""


@pytest.mark.once
def test_two_administrators_do_not_overwrite_each_other(admin, enter, make, portal):
    enter("https://login.example.org")
    admin.get(f"{PLACE}/city")
    other = Visitor(portal)
    make.sign_in(other, make.staff("Ben", roles=[(Role.ADMINISTRATOR, None)]))
    other.get(f"{PLACE}/city")
    other.press("Save", name="Town")
    other.leave()
    page = admin.press("Save", name="Village", status=409)
    assert ("Town" in page.main, "Village" in page.text) == (True, True)
    assert admin.press("Save").h1 == "Sign-in through Village"


@pytest.mark.once
def test_the_issuer_of_a_service_that_people_use_cannot_be_changed(admin, enter, make, database):
    provider = enter("https://login.example.org")
    make.save(ProviderAccount(provider_id=provider.id, subject="s", staff_id=make.staff().id))
    admin.get(f"{PLACE}/city")
    page = admin.press("Save", issuer="https://other.example.org", status=422)
    assert page.faults == ["People sign in through this service already. Enter a new service for another address, and switch this one off."]


@pytest.mark.once
def test_switching_off_ends_the_sessions_that_began_there(admin, enter, make, database, table):
    provider = enter("https://login.example.org")
    ben = make.staff("Ben")
    database.write(lambda session: commands.begin_session(session, SYSTEM, ben, proven=True, provider_id=provider.id))
    admin.get(f"{PLACE}/city")
    admin.press("Switch it off and end its sessions")
    assert table.count(StaffSession) == 1
    assert "sessions ended" in table.kinds


def test_the_service_through_which_the_only_administrator_comes_stays_on(visitor, wrong, enter, come_in, database):
    provider = enter(wrong.issuer, rules=[("groups", "moderators", Role.ADMINISTRATOR, None)], second_factor=True)
    wrong.claims = {"amr": ["mfa"]}
    come_in(visitor)
    visitor.get(f"{PLACE}/{provider.slug}")
    assert "No administrator could sign in any more." in visitor.press("Switch it off and end its sessions", status=422).main
    assert database.read(lambda session: session.scalars(select(Provider.active)).one())


@pytest.mark.once
def test_a_rule_that_cannot_be_is_refused(admin, enter, office, make):
    enter("https://login.example.org", rules=[])
    park = make.consultation("The park")
    admin.get(f"{PLACE}/city")
    rule = {"claim": "groups", "value": "x", "organisation": office.slug}
    assert admin.press("Add the rule", status=422, **rule, role="administrator", consultation=str(park.id)).faults == ["This role is not given in one consultation."]
    assert admin.press("Add the rule", status=422, **rule, role="", consultation=str(park.id)).faults == ["Choose a role for this consultation."]
    assert len(admin.press("Add the rule", status=422, claim="", value="", organisation="nowhere", role="king", consultation="7").faults) == 5


@pytest.mark.once
def test_a_rule_sent_twice_stands_once(admin, enter, office, table):
    enter("https://login.example.org", rules=[])
    for _ in range(2):
        admin.get(f"{PLACE}/city")
        admin.press("Add the rule", claim="groups", value="x", organisation=office.slug, role="moderator", consultation="")
    assert table.count(ClaimRule) == 1


@pytest.mark.once
def test_only_administrators_meet_the_services(visitor, make, enter, database, portal):
    provider = enter("https://login.example.org")
    park = make.consultation("The park")
    for role, where in ((Role.ORGANISER, park), (Role.MODERATOR, None)):
        guest = Visitor(portal)
        make.sign_in(guest, make.staff("Ben", roles=[(role, where)]))
        for path in (PLACE, f"{PLACE}/new", f"{PLACE}/city", f"{PLACE}/nowhere"):
            guest.get(path, status=404)
        guest.leave()
    actor = make.actor(Role.ORGANISER, park)
    with pytest.raises(NotFound):
        database.read(lambda session: queries.providers(session, actor))
    assert visitor.get(f"{PLACE}/{provider.slug}").h1 == "Sign in for staff"


@pytest.mark.once
def test_the_only_way_to_sign_in_is_not_given_up(database, make, enter):
    provider = enter("https://login.example.org")
    ada = make.staff()
    database.write(lambda session: session.add(ProviderAccount(provider_id=provider.id, subject="s", staff_id=ada.id)))
    database.write(lambda session: setattr(session.get_one(Staff, ada.id), "password_hash", ""))
    actor = database.read(lambda session: queries.actor_of(session, SYSTEM, session.get_one(Staff, ada.id)))
    with pytest.raises(Refused):
        database.write(lambda session: commands.untie_provider(session, actor, "city"))


@pytest.mark.once
def test_a_tie_is_given_up_by_its_owner(visitor, make, enter, table):
    provider = enter("https://login.example.org")
    ada = make.staff()
    make.save(ProviderAccount(provider_id=provider.id, subject="s", staff_id=ada.id))
    make.sign_in(visitor, ada)
    visitor.get("/en/staff/account/services")
    visitor.press("Use it no longer (City)")
    assert table.count(ProviderAccount) == 0


@pytest.mark.once
def test_lists_of_one_and_three_ask_the_same_number_of_questions(enter, statements):
    enter("https://login.example.org")
    few = statements(lambda session: (queries.providers(session, SYSTEM), queries.one_provider(session, SYSTEM, "city")))
    enter("https://login.example.org", name="Two", rules=[("a", "b", None, None), ("c", "d", None, None), ("e", "f", None, None)])
    enter("https://login.example.org", name="Three")
    assert statements(lambda session: (queries.providers(session, SYSTEM), queries.one_provider(session, SYSTEM, "two"))) == few

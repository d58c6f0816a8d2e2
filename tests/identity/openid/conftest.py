"""A portal with a sign-in service that is switched on, and the two kinds of provider behind it."""

import pytest
from sqlalchemy import func, select

from portal.base.access import SYSTEM, Role
from portal.identity import commands, openid
from portal.identity.models import HeldRole, Organisation, ProviderAccount, ProviderSignIn, SecurityEvent, Staff, StaffSession
from portal.identity.openid import Service
from tests.oidc import CLIENT, SECRET, Canaille, back_address, misbehaving


@pytest.fixture(autouse=True)
def nothing_known():
    """What was learnt of a provider in one test is not known in the next."""
    openid.forget()
    yield
    openid.forget()


@pytest.fixture(scope="session")
def _canaille():
    provider = Canaille()
    yield provider
    provider.stop()


@pytest.fixture
def canaille(_canaille, settings, server):
    """The real provider, which knows this portal."""
    _canaille.client(settings.address, "city")
    return _canaille


@pytest.fixture
def wrong():
    """The provider that does as it is told."""
    with misbehaving() as provider:
        yield provider


@pytest.fixture
def office(make):
    return make.organisation("Office")


@pytest.fixture
def enter(database, office):
    """Enter a service and switch it on, with one rule: the group `moderators` moderates."""

    def job(issuer, *, name="City", rules=(("groups", "moderators", Role.MODERATOR, None),), secret=SECRET, second_factor=False, active=True):
        def write(session):
            provider = commands.add_provider(session, SYSTEM, name=name, issuer=issuer, client_id=CLIENT, secret=secret, second_factor=second_factor)
            here = session.get_one(Organisation, office.id)
            for claim, value, role, where in rules:
                commands.add_rule(session, SYSTEM, provider, claim=claim, value=value, organisation=here, role=role, consultation_id=where)
            commands.switch_provider(session, SYSTEM, provider, active=active)
            return provider

        return database.write(write)

    return job


@pytest.fixture
def service(wrong):
    """The misbehaving provider as a service, for asking it directly."""
    return Service(slug="city", name="City", issuer=wrong.issuer, client_id=CLIENT, secret=SECRET, claims=("groups",))


class Table:
    """What is in the tables, in short."""

    def __init__(self, database):
        self.database = database

    def _all(self, model, *columns):
        return self.database.read(lambda session: [tuple(row) if len(columns) > 1 else row[0] for row in session.execute(select(*(getattr(model, one) for one in columns))).all()])

    @property
    def people(self):
        return sorted(self._all(Staff, "name"))

    @property
    def roles(self):
        return sorted((str(role), by is not None) for role, by in self._all(HeldRole, "role", "by_provider_id"))

    @property
    def log(self):
        return [detail for kind, detail in sorted(self._all(SecurityEvent, "kind", "detail")) if kind == "provider failed"]

    @property
    def kinds(self):
        return sorted(str(kind) for kind in self._all(SecurityEvent, "kind"))

    def count(self, model):
        return self.database.read(lambda session: session.scalar(select(func.count()).select_from(model)))

    @property
    def nothing_new(self):
        """No person, tie, session or waiting sign-in."""
        return [self.count(one) for one in (Staff, ProviderAccount, StaffSession, ProviderSignIn)] == [0, 0, 0, 0]


@pytest.fixture
def table(database):
    return Table(database)


@pytest.fixture
def to_provider():
    """From the sign-in page to the address at the provider."""

    def go(visitor, *, button="Sign in through City", start="/en/staff/sign-in"):
        visitor.get(start)
        page = visitor.press(button)
        return next(address for text, address in page.links if text.startswith("Go to "))

    return go


@pytest.fixture
def come_in(wrong, to_provider):
    """The whole way with the misbehaving provider; the last page."""

    def go(visitor, *, status=200, **given):
        address = to_provider(visitor)
        answer = {**wrong.authorise(address), **given}
        visitor.get(back_address({name: value for name, value in answer.items() if value is not None}, "city"))
        return visitor.press("Go on", status=status)

    return go

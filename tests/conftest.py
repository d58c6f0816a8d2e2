"""What every test stands on: real databases, a frozen clock where wished, a visitor who looks closely.

`--engine sqlite` (default) or `--engine postgresql` chooses the database of the whole run.
"""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event

from portal.base import clock
from portal.base.database import Database
from portal.base.settings import Settings
from portal.base.settings import use as use_settings
from tests.browser import end_browser
from tests.postgres import Postgres
from tests.town import NOON, Towns, copy_of, settings_for
from tests.visitor import Visitor

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

hypothesis_settings.register_profile("calm", deadline=None)  # a busy machine is no fault of the code
hypothesis_settings.load_profile("calm")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", default="sqlite", choices=("sqlite", "postgresql"))


TOUCH = {"database", "address", "vault", "vault_address", "settings", "server", "engine"}
"""The fixtures that lead to a database."""


PAGES = {"visitor", "live", "process"}
"""The fixtures of whoever asks for pages."""
ON_BOTH = ("house", "journeys", "web", "vault", "search", "drafts")
"""Folders whose pages are asked for on both engines: the journeys, and every page once (house/test_ways.py)."""


def _for_both(item: pytest.Item) -> bool:
    """Whether PostgreSQL has a part in it: commands, queries and jobs have, and so have the journeys through all rooms."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(TOUCH & fixtures) and (not PAGES & fixtures or item.path.relative_to(Path(__file__).parent).parts[0] in ON_BOTH)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches a database runs, and of the pages those of ON_BOTH: the rest was seen in the first round.

    What takes longest comes first (whoever reads raw bytes, before other tests have left theirs), half of it to each of the two that share the work, so that nobody waits for it at the end.
    """
    if config.getoption("--engine") == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if not _for_both(item)])
        items[:] = [item for item in items if _for_both(item)]
    slow = [item for item in items if any(mark.name in ("browser", "raw", "textbrowser", "shared") for mark in item.iter_markers())]
    known = set(slow)
    quick = [item for item in items if item not in known]
    one, other = slow[::2], slow[1::2]
    cut = max(0, len(items) // 2 - len(one))
    items[:] = [*one, *quick[:cut], *other, *quick[cut:]]


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """The browser is ended when the next test has no use for it."""
    if nextitem is None or nextitem.get_closest_marker("browser") is None:
        end_browser()


SIX = ("en", "ar", "es", "fr", "ru", "zh")
"""The languages that the portal offers by itself: the six of the United Nations."""


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """Which engine this run is on."""
    return str(request.config.getoption("--engine"))


@pytest.fixture(scope="session")
def server(engine: str) -> Iterator[Postgres | None]:
    """The PostgreSQL of this run."""
    if engine == "sqlite":
        yield None
        return
    postgres = Postgres()
    yield postgres
    postgres.stop()


def _template(server: Postgres | None, factory: pytest.TempPathFactory, line: str) -> str:
    from portal.base.migrations import migrate

    if server is None:
        path = factory.mktemp("template") / f"{line}.db"
        migrate(f"sqlite:///{path}", line=line)
        return str(path)
    name = f"template_of_{line}"
    server.execute(f"CREATE DATABASE {name}")
    migrate(server.address(name), line=line)
    server.teach_to_empty(name)
    return name


@pytest.fixture(scope="session")
def template(server: Postgres | None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated empty public database, to be copied for every test."""
    return _template(server, tmp_path_factory, "public")


@pytest.fixture(scope="session")
def vault_template(server: Postgres | None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated empty vault, to be copied for every test."""
    return _template(server, tmp_path_factory, "vault")


@pytest.fixture(scope="session")
def emptied() -> dict[str, list[str]]:
    """Databases on PostgreSQL that an earlier test has left, empty again, by the template that they are copies of."""
    return {}


@pytest.fixture(scope="session")
def towns(template: str, server: Postgres | None, tmp_path_factory: pytest.TempPathFactory) -> Towns:
    """The filled demos of this run."""
    return Towns(template, server, tmp_path_factory)


def _languages(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """What the portal under test offers: one language from each side; all six for what is marked `six`."""
    return SIX if request.node.get_closest_marker("six") else ("en", "ar")


@pytest.fixture
def filled(request: pytest.FixtureRequest, address: str, now: datetime, towns: Towns) -> Any:
    """The demo stands in the database of this test; what its operator was told."""
    return towns.told[_languages(request)]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of this test alone, in memory where the machine offers that."""
    path = Path(tempfile.mkdtemp(prefix="hearback-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _copy(new: bool, template: str, server: Postgres | None, path: Path, emptied: dict[str, list[str]]) -> Iterator[str]:
    """A copy of a template. On PostgreSQL it may be one that an earlier test has left, unless it must be new."""
    if server is None:
        copy_of(template, str(path), server)
        yield f"sqlite:///{path}"
        return
    left = emptied.setdefault(template, [])
    fresh = new or not left
    name = f"test_{uuid.uuid4().hex}" if fresh else left.pop()
    if fresh:
        copy_of(template, name, server)
    yield server.address(name)
    if not new and server.empty(name):
        left.append(name)
    else:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _is_raw(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("raw") is not None


@pytest.fixture
def address(request: pytest.FixtureRequest, towns: Towns, server: Postgres | None, folder: Path, emptied: dict[str, list[str]]) -> Iterator[str]:
    """A public database of this test alone, with the demo for whoever asks for `filled`. On PostgreSQL it may be an emptied one; whoever reads its raw bytes marks `raw`, and gets a new one."""
    filled = "filled" in request.fixturenames
    with _copy(filled or _is_raw(request), towns.of(_languages(request)) if filled else towns.template, server, folder / "portal.db", emptied) as address:
        yield address


@pytest.fixture
def vault_address(request: pytest.FixtureRequest, vault_template: str, server: Postgres | None, folder: Path, emptied: dict[str, list[str]]) -> Iterator[str]:
    """A vault of this test alone."""
    with _copy(_is_raw(request), vault_template, server, folder / "vault.db", emptied) as address:
        yield address


@pytest.fixture
def settings(request: pytest.FixtureRequest, address: str, folder: Path) -> Settings:
    """The settings of this test, already in use. The vault's database is made only for tests that have a use for it."""
    needed = {"vault", "vault_address", "portal", "process"} & set(request.fixturenames)
    more = {"vault": request.getfixturevalue("vault_address")} if needed else {}
    return use_settings(settings_for(address, folder, languages=_languages(request), **more))


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """The database of this test."""
    database = Database(settings.database)
    yield database
    database.close()


@pytest.fixture
def vault(settings: Settings, vault_address: str) -> Iterator[Database]:
    """The vault of this test."""
    vault = Database(vault_address, readers=2)
    yield vault
    vault.close()


@pytest.fixture
def statements(database: Database) -> Any:
    """How many statements a piece of reading sends: `statements(lambda session: …)`."""

    def count(job: Any) -> int:
        sent = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            sent.append(statement)

        event.listen(database.reader, "before_cursor_execute", note)
        try:
            database.read(job)
        finally:
            event.remove(database.reader, "before_cursor_execute", note)
        return len(sent)

    return count


@pytest.fixture
def now() -> Iterator[datetime]:
    """Monday noon, and the clock stands still."""
    with clock.frozen(NOON):
        yield NOON


_inside: list[Any] = []


@pytest.fixture
def portal(settings: Settings, database: Database, vault: Database) -> Any:
    """The whole portal as it is served. The router is built once: of all that a test needs, it takes longest."""
    from portal.app import build
    from portal.base.turns import forget_all
    from portal.crossings.ways import open_ways
    from portal.web.outside import Outside

    forget_all()  # or the tests before this one were a flood
    if not _inside:
        _inside.append(build(settings, database, vault).inside)
    _inside[0].state.update({"database": database, "vault": vault, "settings": settings})
    open_ways(database)
    return Outside(_inside[0], database)


@pytest.fixture
def visitor(portal: Any) -> Iterator[Visitor]:
    """Somebody with a browser without JavaScript."""
    visitor = Visitor(portal)
    yield visitor
    visitor.leave()


@pytest.fixture
def make(database: Database, request: pytest.FixtureRequest) -> Any:
    """The builders of tests/factories, each a method: `make.consultation()`. The vault is opened when the first builder needs it."""
    from portal.crossings.ways import open_ways
    from tests.factories import Make

    open_ways(database)
    return Make(database, lambda: request.getfixturevalue("vault"))


@pytest.fixture
def live(portal: Any) -> Iterator[str]:
    """The portal on a real port of this machine, for real browsers; the address."""
    from tests.live import Live

    server = Live(portal)
    yield server.address
    server.stop()

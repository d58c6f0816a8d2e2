"""What has a database of its own: the directory with few and with many entries, and the search among many contributions."""

from collections.abc import Callable

from portal.base.database import Database
from portal.base.migrations import migrate
from tests.bench import directory, finding
from tests.factories import Make

TEXTS = 20_000


def rows(empty: Callable[[str], str]) -> list[tuple[str, str, str]]:
    """Rows for the table; `empty` gives the address of an empty database by a name."""
    addresses = {size: empty(f"directory{size}") for size in directory.SIZES}
    for address in addresses.values():
        migrate(address)
    return [*directory.rows(addresses), *_search(empty("search"))]


def _search(address: str) -> list[tuple[str, str, str]]:
    migrate(address)
    database = Database(address)
    try:
        cost = finding.fill(database, Make(database).question(), TEXTS)
        found = [(f"search among {TEXTS:,} texts: {name}", f"{taken:.1f} ms", "") for name, taken in finding.measure(database).items()]
    finally:
        database.close()
    return [("indexing a text in six languages, written with 500 others", f"{cost * 1000:.2f} ms", ""), *found]

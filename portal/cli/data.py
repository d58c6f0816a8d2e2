"""`portal migrate`, `portal import`, `portal export` and `portal search`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from portal.base import migrations
from portal.base.access import SYSTEM
from portal.base.database import DatabaseFault
from portal.base.errors import NotFound
from portal.cli.ground import Fault, err, fill_index, give_rules, index_fits, opened, out, read_settings
from portal.exchange import commands, reading
from portal.exchange.export import export_consultation


@click.command()
@click.option("--back", is_flag=True, help="Undo the newest step instead. Data of that step is lost.")
@click.option("--line", type=click.Choice([migrations.PUBLIC, migrations.VAULT]), default=migrations.PUBLIC, show_default=True, help="With --back: of which database.")
def migrate(*, back: bool, line: str) -> None:
    """Bring both databases to the newest shape, or create them; a portal without rules gets those to begin with."""
    settings = read_settings()
    try:
        if back:
            migrations.migrate_back(settings.vault if line == migrations.VAULT else settings.database, "-1", line=line)
        else:
            migrations.migrate(settings.database)
            migrations.migrate(settings.vault, line=migrations.VAULT)
    except (DatabaseFault, OSError) as fault:
        raise Fault(f"The database does not open ({type(fault).__name__}). Look at HEARBACK_DATABASE and HEARBACK_VAULT, and whether the server runs.") from fault
    out.print("The database is one step back." if back else "The databases have the newest shape.")
    if not back:
        with opened(settings) as database:
            give_rules(database)
            if not index_fits(database).good:
                with bars() as progress:
                    fill_index(database, progress)


@contextmanager
def bars() -> Iterator[Callable[[int, int, str], None]]:
    """A bar for every stage of a long work, on stderr so that output stays clean."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    stages: dict[str, TaskID] = {}
    with Progress(*columns, console=err) as shown:

        def progress(done: int, total: int, what: str) -> None:
            if what not in stages:
                stages[what] = shown.add_task(escape(what), total=total)
            shown.update(stages[what], completed=done, total=total)

        yield progress


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "slug", default="", metavar="SLUG", help="Give the consultation another name in its address.")
def import_file(file: Path, slug: str) -> None:
    """Import a whole consultation from FILE. A faulty file is refused with line and reason and leaves nothing behind."""
    with opened(read_settings()) as database, bars() as progress:
        package = reading.read(file, progress)
        consultation = database.write(lambda session: commands.import_consultation(session, SYSTEM, package, progress, slug=slug).slug)
    out.print(f"Imported as {consultation}.", markup=False)


@click.command("export")
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export_file(slug: str, file: Path) -> None:
    """Export the consultation SLUG, whole, to FILE."""
    with opened(read_settings()) as database, bars() as progress:
        try:
            counts = database.read(lambda session: export_consultation(session, SYSTEM, slug, file, progress))
        except NotFound as missing:
            raise Fault(f"There is no consultation {slug}.") from missing
        except OSError as fault:
            raise Fault(f"The file {file} cannot be written ({fault.strerror}).") from fault
    out.print(f"Exported to {file}: {', '.join(f'{number:,} {what}' for what, number in counts.items())}.", markup=False, soft_wrap=True)


@click.group()
def search() -> None:
    """Look after the index of words, by which the search finds."""


@search.command("rebuild")
def rebuild_index() -> None:
    """Compare every entry with what it should say, and mend what differs. Needed after a change of HEARBACK_SECRET; otherwise the portal does it by itself."""
    with opened(read_settings()) as database:
        with bars() as progress:
            changed = fill_index(database, progress)
        entries = index_fits(database).entries
    out.print(f"The index has {entries:,} entries; {changed:,} were not right and are now.", markup=False)

"""`portal migrate`, `portal import` and `portal export`."""

from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from portal.base import migrations
from portal.base.access import SYSTEM
from portal.base.database import DatabaseFault
from portal.cli.ground import Fault, err, opened, out, read_settings


@click.command()
@click.option("--back", is_flag=True, help="Undo the newest step instead. Data of that step is lost.")
def migrate(*, back: bool) -> None:
    """Bring the database to the newest shape, or create it."""
    settings = read_settings()
    try:
        if back:
            migrations.migrate_back(settings.database, "-1")
        else:
            migrations.migrate(settings.database)
    except (DatabaseFault, OSError) as fault:
        raise Fault(f"The database does not open ({type(fault).__name__}). Look at HEARBACK_DATABASE, and whether the server runs.") from fault
    out.print("The database is one step back." if back else "The database has the newest shape.")


def _progress() -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=err, transient=True)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "slug", default="", metavar="SLUG", help="Give the consultation another name in its address.")
def import_file(file: Path, slug: str) -> None:
    """Import a whole consultation from FILE. A faulty file is refused with line and reason and leaves nothing behind."""
    from portal.exchange import commands

    with opened(read_settings()) as database, _progress() as progress:
        task = progress.add_task(file.name, total=None)
        consultation = database.write(
            lambda session: commands.import_file(session, SYSTEM, file, slug=slug, progress=lambda done, total: progress.update(task, completed=done, total=total)).slug
        )
    out.print(f"Imported as {consultation}.", markup=False)


@click.command("export")
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export_file(slug: str, file: Path) -> None:
    """Export the consultation SLUG, whole, to FILE."""
    from portal.exchange import commands

    with opened(read_settings()) as database, _progress() as progress:
        task = progress.add_task(slug, total=None)
        database.read(lambda session: commands.export_file(session, SYSTEM, slug, file, progress=lambda done, total: progress.update(task, completed=done, total=total)))
    out.print(f"Exported to {file}.", markup=False, soft_wrap=True)

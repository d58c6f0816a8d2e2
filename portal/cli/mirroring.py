"""`portal mirror`: a copy that stands without the portal."""

from pathlib import Path

import click

from portal.base.access import NOBODY
from portal.base.errors import NotFound
from portal.cli.data import bars
from portal.cli.ground import Fault, opened, opened_vault, out, read_settings
from portal.editions import mirror as mirrors


@click.command()
@click.argument("where", nargs=-1, required=True, metavar="[SLUG] FOLDER")
@click.option("--archived", is_flag=True, help="Every consultation that is archived, in place of one.")
def mirror(where: tuple[str, ...], *, archived: bool) -> None:
    """Copy the public pages of the consultation SLUG into FOLDER, for any web server. Begun again, it goes on where it was."""
    from portal.app import build  # every room hangs its doors when it is imported

    if len(where) != (1 if archived else 2):
        raise Fault("Name a consultation and a folder; with --archived, only a folder.")
    *named, last = where
    folder = Path(last)
    settings = read_settings()
    with opened(settings) as database, opened_vault(settings) as vault, bars() as progress:
        build(settings, database, vault)
        try:
            slugs = database.read(lambda session: mirrors.archived(session, NOBODY)) if archived else named
            state = database.read(lambda session: mirrors.state_of(session, NOBODY, slugs))
            sums = mirrors.export(slugs, state, folder, progress)
        except NotFound as missing:
            raise Fault(f"There is no public consultation {named[0] if named else ''}.") from missing
        except OSError as fault:
            raise Fault(f"The folder {folder} cannot be written ({fault.strerror}).") from fault
    out.print(f"Copied to {folder}: {len(sums):,} files. Their sums stand in {mirrors.SUMS}.", markup=False, soft_wrap=True)

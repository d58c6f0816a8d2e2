"""The command line: `portal demo | serve | work | migrate | import | export | mirror | search | staff | vault | who-may | check`.

Every command reads the same settings and goes through the same commands as the pages. Expected faults are sentences.
"""

import os
import sys
from importlib import import_module

import click

from portal import __version__
from portal.base.errors import PortalError
from portal.base.settings import SettingsError
from portal.cli import data, looking, mirroring, serving, staff, vault
from portal.cli.ground import Fault, say_fault


class Sentences(click.Group):
    """Says expected faults as sentences and leaves with 1; only surprises have a trace."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (SettingsError, Fault) as fault:
            say_fault(str(fault))
        except PortalError as fault:
            say_fault(fault.sentence or (type(fault).__doc__ or "").strip())
        sys.exit(1)


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hearback")
def main() -> None:
    """Hearback: a participation portal in which everybody who speaks also hears back."""
    os.umask(0o077)  # databases, letters, exports and secrets are for the portal's own account
    # Everything that rooms enter at import (rules, tables) is needed by every command.
    import_module("portal.app")


for command in (
    serving.demo,
    serving.serve,
    serving.work,
    data.migrate,
    data.import_file,
    data.export_file,
    data.search,
    mirroring.mirror,
    staff.staff,
    vault.vault,
    looking.who_may,
    looking.check,
):
    main.add_command(command)

"""`portal demo`, `portal serve` and `portal work`."""

import asyncio
import contextlib
import os
import secrets
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
import uvicorn
import uvloop
from rich.markup import escape
from rich.table import Column, Table

from portal.barriers import jobs as barriers
from portal.base import logs, memory, migrations
from portal.base import settings as base
from portal.base.access import SYSTEM
from portal.base.database import Database
from portal.base.settings import Settings
from portal.calls import jobs as calls
from portal.cli.ground import Fault, fill_index, give_rules, opened, opened_vault, out, read_settings
from portal.complaints import jobs as complaints
from portal.consultations import jobs as consultations
from portal.contributions import jobs as contributions
from portal.contributions import translating as _contributions  # noqa: F401  enters what the machine may translate; so do those below
from portal.crossings import demo as secrets_of_demo
from portal.crossings import jobs as crossings
from portal.crossings import ways
from portal.drafts import jobs as drafts
from portal.exchange import demo as contents
from portal.figures import jobs as figures
from portal.identity import jobs as identity
from portal.journeys import jobs as journeys
from portal.moderation import jobs as moderation
from portal.notifications import jobs as notifications
from portal.notifications import worker
from portal.pseudonyms import jobs as pseudonyms
from portal.receipts import codes
from portal.reprisals import jobs as reprisals
from portal.responses import translating as _responses  # noqa: F401
from portal.summaries import translating as _summaries  # noqa: F401
from portal.translations import jobs as translations
from portal.vault import jobs as vault_rounds
from portal.web.visitors import link

SECRET_FILE = Path(".hearback/secret")
LONGEST_GOODBYE = 20  # seconds that running requests have when the portal stops


class _Server(uvicorn.Server):
    """Leaves the signals to us, so that the worker and the writers finish too."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bound(host: str, port: int) -> socket.socket:
    """Take the address now, so that a taken one is said in a sentence and before anything else happens."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        taken = socket.socket(family)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
    except OSError as fault:
        raise Fault(f"The address {host}:{port} is not free ({fault.strerror}). Choose another port: PORT=8001.") from fault
    return taken


async def _serve(settings: Settings, database: Database, vault: Database, taken: socket.socket) -> None:
    from portal.app import build  # late: pages need settings that were read

    stop = asyncio.Event()
    config = uvicorn.Config(
        build(settings, database, vault),
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies,
        timeout_graceful_shutdown=LONGEST_GOODBYE,
    )
    memory.settle()
    server = _Server(config)

    def leave() -> None:
        server.force_exit = server.should_exit  # the second time means now
        server.should_exit = True
        stop.set()

    _on_signals(leave)
    async with asyncio.TaskGroup() as tasks:
        if settings.worker:
            tasks.create_task(worker.work(database, stop, jobs(), more=[(vault, vault_jobs(database))]))
            tasks.create_task(translations.work(database, stop))
        await server.serve([taken])
        stop.set()


async def _work(database: Database, vault: Database) -> None:
    stop = asyncio.Event()
    _on_signals(stop.set)
    ways.open_ways(database)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(worker.work(database, stop, jobs(), more=[(vault, vault_jobs(database))]))
        tasks.create_task(translations.work(database, stop))


def _on_signals(leave: Callable[[], None]) -> None:
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, leave)


def jobs() -> list[worker.Job]:
    """What the rooms want done by the clock."""
    rooms = (notifications, identity, consultations, contributions, moderation, barriers, journeys, pseudonyms, figures, drafts, calls)
    return [job for room in rooms for job in room.JOBS]


def vault_jobs(database: Database) -> list[worker.Job]:
    """What is to be done in the vault by the clock; some of it is carried into the public database."""
    return [*vault_rounds.JOBS, *complaints.JOBS, *reprisals.JOBS, *crossings.jobs(database)]


def run_server(settings: Settings, host: str, port: int) -> None:
    """Serve until told to stop; every acknowledged word is on the disk by then."""
    memory.begin()
    with opened(settings) as database, opened_vault(settings) as vault, contextlib.closing(bound(host, port)) as taken:
        out.print(f"\nHearback is open at http://{'localhost' if host == '0.0.0.0' else host}:{port}/   (Ctrl+C ends it)\n", markup=False, soft_wrap=True)  # noqa: S104
        logs.begin()
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(settings, database, vault, taken))


HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
PORT = click.option("--port", default=8000, show_default=True, envvar="PORT", show_envvar=True, type=click.IntRange(1, 65535), help="Port to listen on.")


@click.command()
@HOST
@PORT
def serve(host: str, port: int) -> None:
    """Serve the portal, with its worker inside (HEARBACK_WORKER)."""
    run_server(read_settings(), host, port)


@click.command()
def work() -> None:
    """Deliver letters and do what the clock demands, apart from the server."""
    settings = read_settings()
    with opened(settings) as database, opened_vault(settings) as vault:
        logs.begin()
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_work(database, vault))


def demo_settings(port: int) -> Settings:
    """The settings of the demo: a secret and an address of its own where none are set."""
    environment = dict(os.environ)
    if not environment.get("HEARBACK_SECRET", "").strip():
        environment["HEARBACK_SECRET"] = own_secret()
    if not environment.get("HEARBACK_ADDRESS", "").strip():
        environment["HEARBACK_ADDRESS"] = f"http://127.0.0.1:{port}"
        # Nobody else reaches it, and whoever tries the demo has a minute, not an app.
        environment.setdefault("HEARBACK_SECOND_FACTOR", "no")
    return base.use(Settings.from_environment(environment))


def own_secret() -> str:
    """The demo's secret, made once, readable by nobody else on this machine."""
    if not SECRET_FILE.exists():
        SECRET_FILE.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(SECRET_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    return SECRET_FILE.read_text().strip()


@click.command()
@HOST
@PORT
@click.option("--serve/--no-serve", "serving", default=True, help="Whether to serve after filling the database.")
def demo(host: str, port: int, serving: bool) -> None:
    """Fill an empty database with a small demo, print its sign-ins, and serve it."""
    settings = demo_settings(port)
    migrations.migrate(settings.database)
    migrations.migrate(settings.vault, line=migrations.VAULT)
    with opened(settings) as database:
        filled = database.write(lambda session: contents.fill(session, SYSTEM))
        # Passwords are not kept in clear anywhere, so a later start makes new ones.
        accounts = filled.accounts if filled.new else database.write(lambda session: contents.reset_passwords(session, SYSTEM))
        give_rules(database)
        fill_index(database)
        ways.open_ways(database)
        with opened_vault(settings) as vault:
            sealed = vault.write(lambda session: secrets_of_demo.fill(session, SYSTEM, database, secrets_of_demo.PLACE))
    _show(accounts, filled.receipts)
    _show_links(settings, filled)
    _show_vault(sealed)
    if serving:
        run_server(settings, host, port)


def _show(accounts: Sequence[contents.Account], receipts: Sequence[tuple[object, str]]) -> None:
    table = Table(
        Column("Sign-in name", no_wrap=True), Column("Password", no_wrap=True), "Role", "Organisation", title="Staff of the demo (sign in at /en/staff)", title_justify="left"
    )
    for account in accounts:
        table.add_row(account.sign_in_name, escape(account.password), account.role.label, account.organisation)
    out.print(table)
    if not receipts:
        out.print("The receipt numbers were shown at the first start. For new ones delete the folder .hearback and start again.")
        return
    numbers = Table("Number of a contribution that …", "Type it at /en/track", title="Receipts of the demo", title_justify="left")
    for what, code in receipts:
        numbers.add_row(str(what), " ".join(codes.groups(code)))
    out.print(numbers)


def _show_links(settings: Settings, filled: contents.DemoAccounts) -> None:
    """What proves a name or opens a door; like receipts it is told once."""
    if filled.speaking:
        numbers = Table("Confirmed organisation", "Speaking number", title="Organisations of the demo", title_justify="left")
        for name, code in filled.speaking:
            numbers.add_row(escape(name), " ".join(codes.groups(code)))
        out.print(numbers)
    if filled.member:
        out.print(f"Number of a member of a contact list, for /en/lists/member: {' '.join(codes.groups(filled.member))}", soft_wrap=True)
    for what, path, secret in filled.links:
        out.print(f"{what}: {settings.address}{link(settings.languages[0], path, key=secret)}", markup=False, soft_wrap=True)


def _show_vault(sealed: secrets_of_demo.DemoVault) -> None:
    """Passphrases and numbers of cases, told once: nobody can find them again."""
    if not sealed.new:
        return
    passphrases = Table("Sign-in name", "Passphrase that unlocks the key at /en/staff/desk", title="Officers of the demo", title_justify="left")
    for name, passphrase in sealed.passphrases:
        passphrases.add_row(name, escape(passphrase))
    numbers = Table("Case", "Type it at /en/page", title="Cases of the demo", title_justify="left")
    for what, code in sealed.numbers:
        numbers.add_row(str(what), " ".join(codes.groups(code)))
    out.print(passphrases)
    out.print(numbers)

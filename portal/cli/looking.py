"""`portal who-may` and `portal check`."""

import asyncio
import shutil
import smtplib
import ssl
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
from rich.table import Table

from portal.base import settings as base
from portal.base.access import RULES, SYSTEM, Permission
from portal.base.database import DatabaseFault
from portal.base.migrations import PUBLIC, VAULT, is_migrated
from portal.base.settings import Settings, SettingsError
from portal.cli.ground import index_fits, opened, out
from portal.editions import fonts
from portal.moderation import queries as moderation
from portal.notifications.delivery import is_this_machine, where_letters_go
from portal.translations.machine import Failed, Machine, called

LEAST_SPACE = 500 * 1024 * 1024
PATIENCE = 10  # seconds for the mail server
Finding = tuple[bool, str]


@click.command("who-may")
def who_may() -> None:
    """Print who may do what."""
    table = Table("Permission", "May", "Who", title="Who may do what", title_justify="left", show_lines=True)
    for permission in sorted(Permission, key=lambda one: one.name):
        clauses = [" and ".join(_said(truth) for truth in clause) for clause in RULES.get(permission, [])]
        table.add_row(permission.name, permission.value, "\nor ".join(clauses) or "nobody")
    out.print(table)


def _said(truth: object) -> str:
    words = str(truth.__doc__ or getattr(truth, "__name__", "")).strip().splitlines()[0].rstrip(".")
    return words[:1].lower() + words[1:]


@click.command()
def check() -> None:
    """Look at settings, database, mail server, disk and permissions; leave with 1 when something is wrong."""
    findings: list[Finding] = []
    try:
        settings = Settings.from_environment()
    except SettingsError as gaps:
        findings = [(False, fault) for fault in gaps.faults]
    else:
        findings = [(True, "Settings are complete."), *_database(settings), *_mail(settings), *_machine(settings), *_disk(settings), *_fonts(settings), *_permissions(settings)]
    for good, sentence in findings:
        out.print("[green]ok   [/green]" if good else "[red]fault[/red]", end=" ")
        out.print(sentence, markup=False, soft_wrap=True)
    sys.exit(0 if all(good for good, _sentence in findings) else 1)


def _database(settings: Settings) -> Iterator[Finding]:
    for name, address, line in (("database", settings.database, PUBLIC), ("vault", settings.vault, VAULT)):
        yield from _answers(name, address, line)
    if _is_there(settings.database) and _is_new(settings.database):
        yield _rules(settings)
        yield _index(settings)


def _answers(name: str, address: str, line: str) -> Iterator[Finding]:
    if not _is_there(address):
        yield False, f"The {name} does not exist yet. Run `portal migrate`."
        return
    try:
        migrated = is_migrated(address, line)
    except (DatabaseFault, OSError) as fault:
        yield False, f"The {name} does not answer ({type(fault).__name__})."
        return
    yield True, f"The {name} answers."
    yield migrated, f"The {name} has the newest shape." if migrated else f"The {name} is older than the program. Run `portal migrate`."


def _is_there(address: str) -> bool:
    return not address.startswith("sqlite") or Path(address.removeprefix("sqlite:///")).exists()


def _is_new(address: str) -> bool:
    try:
        return is_migrated(address)
    except (DatabaseFault, OSError):
        return False  # said above


def _rules(settings: Settings) -> Finding:
    with opened(settings, migrated=False) as database:
        versions = database.read(lambda session: moderation.policies(session, SYSTEM))
    if not versions:
        return False, "There are no rules for moderation: nothing can be declined. Run `portal migrate`; it adopts rules to begin with."
    return True, f"The rules for moderation are there, in version {versions[0].version}."


def _index(settings: Settings) -> Finding:
    base.use(settings)  # the signs of words are made with its secret
    with opened(settings, migrated=False) as database:
        found = index_fits(database)
    if not found.good:
        return False, f"The search is not right: {found.missing:,} texts are missing, {found.surplus:,} are too many, {found.different:,} differ. Run `portal search rebuild`."
    return True, f"The search knows all that is public: {found.entries:,} texts."


def _mail(settings: Settings) -> Iterator[Finding]:
    base.use(settings)
    _leave, sentence = where_letters_go()
    if not settings.mail:
        yield True, sentence
        return
    address = urlsplit(settings.mail)
    try:
        _greet(address.scheme, address.hostname or "", address.port, unquote(address.username or ""), unquote(address.password or ""))
    except (OSError, smtplib.SMTPException) as fault:
        yield False, f"The mail server does not take letters ({type(fault).__name__})."
    else:
        yield True, sentence


def _greet(scheme: str, host: str, port: int | None, user: str, password: str) -> None:
    """Sign in at the mail server as delivery does, and leave without a letter."""
    context = ssl.create_default_context()
    server = smtplib.SMTP_SSL(host, port or 465, timeout=PATIENCE, context=context) if scheme == "smtps" else smtplib.SMTP(host, port or 587, timeout=PATIENCE)
    with server:
        if scheme == "smtp" and (server.has_extn("starttls") or not is_this_machine(host)):
            server.starttls(context=context)
        if user:
            server.login(user, password)
        server.noop()


def _machine(settings: Settings) -> Iterator[Finding]:
    """Whether the translating machine answers, and which of our languages it knows; no words are sent."""
    if not settings.translator:
        return
    try:
        known = asyncio.run(_languages_of_the_machine())
    except Failed as fault:
        yield False, f"The translating machine cannot be used ({fault.trouble.value})."
        return
    missing = [tag for tag in settings.languages if not called(tag, known)]
    yield True, f"The translating machine answers; it knows {len(known)} languages."
    if missing:
        yield False, f"The translating machine does not know {', '.join(missing)}."


async def _languages_of_the_machine() -> dict[str, set[str]]:
    async with Machine() as machine:
        return await machine.languages()


def _disk(settings: Settings) -> Iterator[Finding]:
    folders = {Path(settings.mail_folder)} if not settings.mail else set()
    if settings.database.startswith("sqlite"):
        folders.add(Path(settings.database.removeprefix("sqlite:///")).parent)
    for folder in sorted(folders):
        there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
        free = shutil.disk_usage(there).free
        yield free >= LEAST_SPACE, f"{free // 1024**2:,} MB are free for {folder}."


def _fonts(settings: Settings) -> Iterator[Finding]:
    lacking = {tag: package for tag in settings.languages if (package := fonts.missing_package(tag))}
    for package in sorted(set(lacking.values())):
        yield True, f"There will be no PDF in {', '.join(tag for tag in lacking if lacking[tag] == package)} until the package {package} is installed."
    if not lacking:
        yield True, "There are fonts for PDF in every language."


def _permissions(settings: Settings) -> Iterator[Finding]:
    kept = [Path(settings.mail_folder)] if not settings.mail else []
    if settings.database.startswith("sqlite"):
        kept.append(Path(settings.database.removeprefix("sqlite:///")))
    kept.append(Path(".hearback/secret"))
    for path in kept:
        if not path.exists():
            continue
        open_to_others = stat.S_IMODE(path.stat().st_mode) & 0o007 and stat.S_IMODE(path.absolute().parent.stat().st_mode) & 0o001
        yield not open_to_others, f"{path} is {'open to everybody on this machine: take the rights of others away' if open_to_others else 'closed to others'}."

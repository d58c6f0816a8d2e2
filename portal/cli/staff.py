"""`portal staff …`: accounts, roles and passwords from the command line; the way to the first administrator."""

import secrets

import click
from rich.table import Table
from sqlalchemy import select

from portal.base import guessable
from portal.base.access import SYSTEM, Role
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Texts
from portal.base.settings import settings
from portal.cli.ground import Fault, opened, out, read_settings
from portal.consultations.models import Consultation
from portal.identity import commands, passwords, queries
from portal.identity.models import Organisation, Staff
from portal.identity.queries import second_factor as factors
from portal.web.visitors import link

ROLE = click.option("--role", type=click.Choice([role.value for role in Role]), required=True, help="What the person is trusted with.")
WHERE = click.option("--consultation", "slug", default="", metavar="SLUG", help="In this consultation alone; without it in the whole portal.")
ORGANISATION = click.option("--organisation", "organisation_slug", default="office", show_default=True, metavar="SLUG", help="Whose staff it is; a new one is entered.")
ORGANISATION_NAME = click.option("--organisation-name", default="", help="The organisation's name, when it is new.")
GENERATE = click.option("--generate", is_flag=True, help="Make a password and print it, this once, instead of asking.")


@click.group()
def staff() -> None:
    """Accounts of staff, their roles and passwords."""


@staff.command()
@click.argument("sign_in_name")
@click.option("--name", required=True, help="The name that colleagues see.")
@ROLE
@WHERE
@ORGANISATION
@ORGANISATION_NAME
@GENERATE
def add(sign_in_name: str, name: str, role: str, slug: str, organisation_slug: str, organisation_name: str, *, generate: bool) -> None:
    """Make an account. The password is asked for, or made and printed once."""
    with opened(read_settings()) as database:
        database.read(lambda session: _free(session, sign_in_name))
        password = _new_password(sign_in_name, name, organisation_slug, organisation_name, generate=generate)
        made = passwords.hash_of(password)

        def job(session: Session) -> None:
            where = _consultation(session, slug)
            person = commands.add_staff(session, SYSTEM, _organisation(session, organisation_slug, organisation_name), sign_in_name, name, made)
            commands.give_role(session, SYSTEM, person, Role(role), where)

        database.write(job)
    out.print(f"{sign_in_name} can sign in now.", markup=False)
    _tell(password, generate=generate)


@staff.command()
@ROLE
@WHERE
@ORGANISATION
@ORGANISATION_NAME
def invite(role: str, slug: str, organisation_slug: str, organisation_name: str) -> None:
    """Make a link with which one person makes an account."""
    with opened(read_settings()) as database:
        key = database.write(
            lambda session: commands.invite(session, SYSTEM, _organisation(session, organisation_slug, organisation_name), Role(role), _consultation(session, slug))
        )
    out.print(f"This link works once, for {commands.INVITATION_LIFETIME.days} days. It is shown only now:")
    out.print(settings().address + link(settings().languages[0], "/staff/invitation", key=key), markup=False, soft_wrap=True)


@staff.command("list")
def list_staff() -> None:
    """Show all accounts with their roles."""
    with opened(read_settings()) as database:
        table = Table("Sign-in name", "Name", "Organisation", "Roles", title="Staff", title_justify="left")
        for row in database.read(_rows):
            table.add_row(*row)
    out.print(table)


def _rows(session: Session) -> list[tuple[str, str, str, str]]:
    slugs = dict(session.execute(select(Consultation.id, Consultation.slug)).all())
    rows = []
    for person, roles in queries.everybody(session, SYSTEM):
        held = ", ".join(f"{role} of {slugs[where]}" if where else str(role) for role, where in roles)
        rows.append((person.sign_in_name, person.name, person.organisation.slug, held if person.active else "(account closed)"))
    return rows


@staff.command("role")
@click.argument("sign_in_name")
@ROLE
@WHERE
@click.option("--end", is_flag=True, help="Take the role away instead.")
def role_of(sign_in_name: str, role: str, slug: str, *, end: bool) -> None:
    """Give somebody a role, or end it. It counts from the next page on."""

    def job(session: Session) -> None:
        person, where = _person(session, sign_in_name), _consultation(session, slug)
        if end:
            commands.end_role(session, SYSTEM, person, Role(role), where)
        else:
            commands.give_role(session, SYSTEM, person, Role(role), where)

    with opened(read_settings()) as database:
        database.write(job)
    out.print(f"{sign_in_name} is {'no longer ' if end else ''}{role}{f' of {slug}' if slug else ''}.", markup=False)


@staff.command()
@click.argument("sign_in_name")
@GENERATE
def password(sign_in_name: str, *, generate: bool) -> None:
    """Replace a lost password; all sessions of the account end."""
    with opened(read_settings()) as database:
        database.read(lambda session: _person(session, sign_in_name) and None)
        typed = _new_password(sign_in_name, generate=generate)
        made = passwords.hash_of(typed)
        database.write(lambda session: commands.replace_password(session, SYSTEM, _person(session, sign_in_name), made))
    out.print(f"The password of {sign_in_name} is changed.", markup=False)
    _tell(typed, generate=generate)


@staff.command("second-factor")
@click.argument("sign_in_name")
@click.option("--reset", is_flag=True, help="End all second factors and sessions; the next sign-in sets up a new one.")
def second_factor(sign_in_name: str, *, reset: bool) -> None:
    """Tell which second factors somebody has, or reset them when all are lost. Make sure first who is asking."""

    def job(session: Session) -> str:
        person = _person(session, sign_in_name)
        if reset:
            commands.reset_second_factor(session, SYSTEM, person)
            return "none any more. The next sign-in sets up a new one."
        mine = factors.factors_of(session, queries.actor_for(person, roles=()))
        return f"codes from an app: {'yes' if mine.has_codes else 'no'}, passkeys: {len(mine.passkeys)}, recovery codes left: {mine.recovery_left}."

    with opened(read_settings()) as database:
        out.print(f"{sign_in_name} has {database.write(job)}", markup=False, soft_wrap=True)


@staff.command("sign-out")
@click.argument("sign_in_name", required=False)
@click.option("--everybody", is_flag=True, help="End the sessions of all staff.")
def sign_out(sign_in_name: str | None, *, everybody: bool) -> None:
    """End all sessions of somebody, or of everybody, at once."""
    if bool(sign_in_name) == everybody:
        raise Fault("Name one account, or say --everybody.")

    def job(session: Session) -> None:
        if sign_in_name:
            commands.end_sessions_of(session, SYSTEM, _person(session, sign_in_name))
        else:
            commands.end_all_sessions(session, SYSTEM)

    with opened(read_settings()) as database:
        database.write(job)
    out.print(f"{sign_in_name or 'Everybody'} is signed out everywhere.", markup=False)


@staff.command()
@click.argument("sign_in_name")
def remove(sign_in_name: str) -> None:
    """Close an account: sessions and roles end at once. The name stays on decisions."""
    with opened(read_settings()) as database:
        database.write(lambda session: commands.remove_staff(session, SYSTEM, _person(session, sign_in_name)))
    out.print(f"The account {sign_in_name} is closed.", markup=False)


def _new_password(*names: str, generate: bool) -> str:
    if generate:
        return secrets.token_urlsafe(15)
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt="Once more")
    if not passwords.SHORTEST <= len(typed) <= passwords.LONGEST:
        raise Fault(f"The password needs from {passwords.SHORTEST} to {passwords.LONGEST} characters.")
    if fault := guessable.fault_of(typed, names):
        raise Fault(fault)
    return typed


def _tell(password: str, *, generate: bool) -> None:
    if generate:
        out.print("Password, shown only now: ", end="")
        out.print(password, markup=False, soft_wrap=True)


def _free(session: Session, sign_in_name: str) -> None:
    if queries.by_sign_in_name(session, SYSTEM, sign_in_name) is not None:
        raise Refused("There is somebody with this sign-in name already.")


def _person(session: Session, sign_in_name: str) -> Staff:
    person = queries.by_sign_in_name(session, SYSTEM, sign_in_name)
    if person is None:
        raise Fault(f"There is no account {sign_in_name}. `portal staff list` shows all.")
    return person


def _organisation(session: Session, slug: str, name: str) -> Organisation:
    return commands.found_organisation(session, SYSTEM, slug, Texts({settings().languages[0]: name or slug}))


def _consultation(session: Session, slug: str) -> int | None:
    if not slug:
        return None
    found = session.scalar(select(Consultation.id).where(Consultation.slug == slug))
    if found is None:
        raise Fault(f"There is no consultation {slug}.")
    return found

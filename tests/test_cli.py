"""The command line, as a person at a keyboard uses it: in a folder of its own, with an environment of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pexpect
import pytest

from portal.base.access import Role
from portal.base.settings import ROOT
from tests.factories.identity import PASSWORD

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them

SECRET = "a secret of the tests, at least 32 characters"


@pytest.fixture
def environment(folder, address, vault_address):
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "COLUMNS": "200",
        "HEARBACK_SECRET": SECRET,
        "HEARBACK_ADDRESS": "http://127.0.0.1:8000",
        "HEARBACK_DATABASE": address,
        "HEARBACK_VAULT": vault_address,
    }


@pytest.fixture
def portal_command(folder, environment):
    """Run a command; gives its status and all that it said."""

    def run(*arguments, status=0, **more):
        done = subprocess.run([sys.executable, "-m", "portal", *arguments], env={**environment, **more}, cwd=folder, capture_output=True, text=True, timeout=120)
        said = done.stdout + done.stderr
        assert done.returncode == status, said
        assert "Traceback" not in said, said
        return said

    return run


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_all_gaps_in_the_settings_are_named_together_and_nothing_starts(portal_command):
    said = portal_command("serve", status=1, HEARBACK_SECRET="short", HEARBACK_ADDRESS="", HEARBACK_DIGEST_HOUR="99")
    assert [word for word in ("HEARBACK_SECRET", "HEARBACK_ADDRESS", "HEARBACK_DIGEST_HOUR") if word in said] == ["HEARBACK_SECRET", "HEARBACK_ADDRESS", "HEARBACK_DIGEST_HOUR"]


def test_migrate_makes_a_database_and_check_is_content(portal_command, folder):
    address = {"HEARBACK_DATABASE": f"sqlite:///{folder}/new/portal.db", "HEARBACK_VAULT": f"sqlite:///{folder}/new/vault.db"}
    assert "does not exist yet" in portal_command("check", status=1, **address)
    assert "portal migrate" in portal_command("staff", "list", status=1, **address)
    assert "rules to begin with" in portal_command("migrate", **address)
    assert "rules" not in portal_command("migrate", **address)
    said = portal_command("check", **address)
    assert "ok    The rules for moderation are there, in version 1." in said
    assert {line.split()[0] for line in said.splitlines()} == {"ok"}
    assert (folder / "new/portal.db").stat().st_mode & 0o077 == 0
    assert "one step back" in portal_command("migrate", "--back", **address)
    assert "older than the program" in portal_command("check", status=1, **address)


def test_check_warns_of_a_portal_without_rules_and_migrate_mends_it(portal_command):
    assert "fault There are no rules for moderation: nothing can be declined." in portal_command("check", status=1)
    portal_command("migrate")
    portal_command("check")


def test_check_names_every_fault_of_the_settings(portal_command):
    said = portal_command("check", status=1, HEARBACK_SECRET="", HEARBACK_LANGUAGES="xx")
    assert [line.split()[0] for line in said.splitlines()] == ["fault", "fault"]


def test_check_says_when_a_mail_server_does_not_answer(portal_command):
    said = portal_command("check", status=1, HEARBACK_MAIL=f"smtp://127.0.0.1:{free_port()}", HEARBACK_MAIL_FROM="portal@example.org")
    assert "fault The mail server does not take letters (ConnectionRefusedError)." in said


def test_check_says_when_the_database_does_not_answer(portal_command):
    said = portal_command("check", status=1, HEARBACK_DATABASE=f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    assert "fault The database does not answer (OperationalError)." in said


def test_the_first_administrator_comes_from_the_command_line(portal_command):
    said = portal_command("staff", "add", "Ada@Example.org", "--name", "Ada", "--role", "administrator", "--organisation", "city", "--organisation-name", "The city", "--generate")
    assert re.search(r"shown only now: \S{20}$", said.strip())
    assert "There is somebody with this sign-in name already." in portal_command("staff", "add", "ada@example.org", "--name", "A", "--role", "moderator", "--generate", status=1)
    listed = portal_command("staff", "list")
    assert [word in listed for word in ("ada@example.org", "city", "administrator")] == [True] * 3


def test_a_password_is_asked_for_twice_and_never_shown(folder, environment):
    child = pexpect.spawn(
        sys.executable, ["-m", "portal", "staff", "add", "ben", "--name", "Ben", "--role", "administrator"], env=environment, cwd=str(folder), encoding="utf-8", timeout=60
    )
    said = ""
    for prompt in ("Password:", "Once more:"):
        child.expect(prompt)
        said += child.before
        child.sendline("four words of a password")
    child.expect(pexpect.EOF)
    said += child.before
    child.close()
    assert child.exitstatus == 0
    assert "ben can sign in now." in said
    assert "four words" not in said


def test_a_short_password_is_refused(portal_command, folder, environment):
    child = pexpect.spawn(
        sys.executable, ["-m", "portal", "staff", "add", "ben", "--name", "Ben", "--role", "administrator"], env=environment, cwd=str(folder), encoding="utf-8", timeout=60
    )
    for prompt in ("Password:", "Once more:"):
        child.expect(prompt)
        child.sendline("short")
    child.expect("from 12 to 200 characters")
    child.expect(pexpect.EOF)
    assert "ben" not in portal_command("staff", "list")


def test_roles_are_given_and_taken_and_accounts_closed(portal_command, make):
    park = make.consultation()
    portal_command("staff", "add", "ben", "--name", "Ben", "--role", "moderator", "--consultation", park.slug, "--generate")
    portal_command("staff", "role", "ben", "--role", "responder", "--consultation", park.slug)
    assert f"moderator of {park.slug}, responder of {park.slug}" in portal_command("staff", "list")
    portal_command("staff", "role", "ben", "--role", "moderator", "--consultation", park.slug, "--end")
    assert "moderator" not in portal_command("staff", "list")
    assert "There is no consultation nowhere." in portal_command("staff", "role", "ben", "--role", "moderator", "--consultation", "nowhere", status=1)
    portal_command("staff", "remove", "ben")
    assert "(account closed)" in portal_command("staff", "list")
    assert "There is no account ben." in portal_command("staff", "password", "ben", "--generate", status=1)


def test_a_common_password_is_refused_with_the_reason(folder, environment):
    child = pexpect.spawn(
        sys.executable, ["-m", "portal", "staff", "add", "ben", "--name", "Ben", "--role", "administrator"], env=environment, cwd=str(folder), encoding="utf-8", timeout=60
    )
    for prompt in ("Password:", "Once more:"):
        child.expect(prompt)
        child.sendline("charlie12345")
    child.expect("This password is easy to guess")
    child.expect(pexpect.EOF)


def test_a_lost_second_factor_is_reset_and_sessions_are_ended(portal_command, visitor, make):
    ada = make.staff(roles=[(Role.ADMINISTRATOR, None)])
    make.totp(ada)
    make.sign_in(visitor, ada)
    assert "codes from an app: yes, passkeys: 0, recovery codes left: 0." in portal_command("staff", "second-factor", ada.sign_in_name)
    assert visitor.get("/en/staff").h1 == "Your rooms"
    portal_command("staff", "second-factor", ada.sign_in_name, "--reset")
    assert visitor.get("/en/staff").h1 == "Sign in for staff"
    assert visitor.press("Sign in", sign_in_name=ada.sign_in_name, password=PASSWORD).h1 == "Set up your second factor"
    make.sign_in(visitor, ada)
    assert "Name one account, or say --everybody." in portal_command("staff", "sign-out", status=1)
    portal_command("staff", "sign-out", "--everybody")
    assert visitor.get("/en/staff").h1 == "Sign in for staff"
    assert f"{ada.sign_in_name} is signed out everywhere." in portal_command("staff", "sign-out", ada.sign_in_name)


def test_an_invitation_from_the_command_line_opens(portal_command, visitor):
    said = portal_command("staff", "invite", "--role", "administrator", "--organisation", "city")
    link = next(line for line in said.splitlines() if line.startswith("http"))
    assert visitor.get(link.removeprefix("http://127.0.0.1:8000")).h1 == "Make your staff account"


def test_who_may_prints_every_permission(portal_command):
    from portal.base.access import Permission

    said = portal_command("who-may")
    assert [one.name for one in Permission if one.name not in said] == []


def serving(arguments, folder, environment, port):
    process = subprocess.Popen(
        [sys.executable, "-m", "portal", *arguments], env={**environment, "PORT": str(port)}, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    for _ in range(300):
        try:
            assert httpx.get(f"http://127.0.0.1:{port}/ready").status_code == 200
        except httpx.TransportError:
            assert process.poll() is None, process.communicate()
            time.sleep(0.1)
        else:
            return process
    raise AssertionError("it does not answer")


def test_serve_answers_logs_nothing_about_readers_and_ends_in_order(folder, environment):
    port = free_port()
    process = serving(["serve"], folder, environment, port)
    headers = {"user-agent": "Canary-Browser/1.0", "referer": "https://referrer.example/", "x-forwarded-for": "203.0.113.77"}
    answer = httpx.get(f"http://127.0.0.1:{port}/en/staff/sign-in?next=/canary-words", headers=headers)
    assert (answer.status_code, "server" in answer.headers) == (200, False)
    assert httpx.get(f"http://127.0.0.1:{port}/en/nowhere", headers=headers).status_code == 404
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"CANARY / canary-words\r\n\r\n")
        raw.recv(1000)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert [canary for canary in ("canary", "203.0.113", "referrer.example") if canary in (out + err).lower()] == []


def test_the_demo_makes_its_own_secret_prints_its_sign_ins_and_can_be_started_again(portal_command, folder):
    own = {"HEARBACK_SECRET": "", "HEARBACK_ADDRESS": "", "HEARBACK_DATABASE": "", "HEARBACK_VAULT": ""}
    first = portal_command("demo", "--no-serve", **own)
    secret = folder / ".hearback/secret"
    assert (len(secret.read_text()), secret.stat().st_mode & 0o077, (folder / ".hearback").stat().st_mode & 0o077) == (64, 0, 0)
    assert "demo-moderator-1" in first
    assert "Passphrase that unlocks the key" in first
    assert re.search(r"( \d{4}){5} ", first)
    kept = secret.read_text()
    second = portal_command("demo", "--no-serve", **own)
    assert "Passphrase" not in second
    assert (secret.read_text(), "demo-moderator-1" in second, "start again" in second) == (kept, True, True)


def test_a_taken_port_is_said_in_a_sentence(portal_command):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"The address 127.0.0.1:{port} is not free" in portal_command("serve", status=1, PORT=str(port))


def test_the_worker_works_alone_and_ends_in_order(folder, environment):
    process = subprocess.Popen([sys.executable, "-m", "portal", "work"], env=environment, cwd=folder, stderr=subprocess.PIPE, text=True)
    assert '"event": "letters"' in process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_a_consultation_leaves_and_comes_back(portal_command, make, folder):
    park = make.consultation("The park")
    make.question(park)
    said = portal_command("export", park.slug, "park.zip")
    assert "Exported to park.zip" in said
    assert "Imported as park-again." in portal_command("import", "park.zip", "--as", "park-again")
    assert "There is a consultation under the address" in portal_command("import", "park.zip", status=1)
    assert "There is no consultation nowhere." in portal_command("export", "nowhere", "x.zip", status=1)
    assert not (folder / "x.zip").exists()
    Path(folder / "bad.zip").write_bytes(b"not a zip")
    portal_command("import", "bad.zip", status=1)

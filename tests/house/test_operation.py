"""What stands around the code keeps up with it: compose, continuous integration, licence, the way to install."""

import os
import re
import subprocess
from dataclasses import fields
from hashlib import sha256

import pytest

from portal.base.settings import ROOT, Settings

COMPOSE = (ROOT / "compose.yaml").read_text()


def test_compose_names_only_settings_that_exist():
    known = {one.metadata["variable"] for one in fields(Settings)}
    assert set(re.findall(r"HEARBACK_[A-Z_]+", COMPOSE)) - known == set()


def test_compose_has_no_default_secret():
    for name in ("HEARBACK_SECRET", "POSTGRES_PASSWORD", "VAULT_PASSWORD"):
        assert re.findall(rf"\$\{{{name}(..)", COMPOSE) == [":?"] * COMPOSE.count(f"${{{name}")


def test_every_service_of_compose_says_how_it_feels():
    services = re.split(r"\n  (?=[a-z]+:)", COMPOSE.split("\nservices:\n")[1].split("\nvolumes:\n")[0])
    feeling = {one.split(":")[0].strip(): "healthcheck:" in one or "<<: *database" in one for one in services}
    assert feeling == {"migrate": False, "portal": True, "worker": True, "database": True, "vault": True, "mail": True}, "migrate ends by itself"


def test_the_licence_is_whole():
    # The text as the Free Software Foundation publishes it.
    assert sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == "8486a10c4393cee1c25392769ddd3b2d6c242d6ec7928e1414efff7dfb2f07ef"


@pytest.mark.parametrize("script", [".ci/run", "tests/machine.sh", "tests/both.sh"])
def test_scripts_can_be_run_and_are_sound(script):
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run(["sh", "-n", str(ROOT / script)], check=True)


def test_continuous_integration_runs_the_readmes_own_test_command():
    assert "make test" in (ROOT / ".ci/run").read_text()
    assert "make test " in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_every_pinned_package_has_hashes(lock):
    pinned = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text().strip())
    assert [one.split()[0] for one in pinned if "==" not in one or "--hash=sha256:" not in one] == []


def test_make_finds_a_python_that_really_runs(tmp_path):
    """A shim that is on the path and fails is passed over."""
    shim = tmp_path / "python3.13"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    said = subprocess.run(["make", "-pn", "clean"], cwd=ROOT, env={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, capture_output=True, text=True, check=True).stdout
    chosen = re.search(r"^PYTHON := (\S+)", said, re.MULTILINE)[1]
    assert subprocess.run([chosen, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"], env={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, check=False).returncode == 0

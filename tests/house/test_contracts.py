"""The import contracts hold, and a planted mistake would be found."""

import subprocess
import sys
from pathlib import Path

from portal.base.settings import ROOT


def test_the_import_contracts_hold():
    run = subprocess.run([str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]
    assert "0 broken" in run.stdout


def test_no_word_of_machines_or_registries_in_the_project():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    names = ["py" + "pi.org", "files." + "pythonhosted", "registry." + "npmjs", "deb." + "debian.org"]
    guilty = [
        path for path in tracked if (ROOT / path).is_file() and not path.endswith((".png", ".zip")) and any(name in (ROOT / path).read_text(errors="replace") for name in names)
    ]
    assert guilty == []


def test_the_top_level_is_the_agreed_one():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    top = {path.split("/")[0] for path in tracked if not path.startswith(".")}
    assert top <= {
        "pyproject.toml",
        "portal",
        "templates",
        "static",
        "locales",
        "migrations",
        "tests",
        "compose.yaml",
        "README.md",
        "Makefile",
        "LICENSE",
        "requirements.lock",
        "requirements-test.lock",
    }

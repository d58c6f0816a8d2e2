"""The README keeps up with the code: settings, commands, rooms, and the figures that it names."""

from dataclasses import fields
from pathlib import Path

import click
import pytest

from portal.base.settings import ROOT, Settings
from portal.cli import main

pytestmark = pytest.mark.once

README = (ROOT / "README.md").read_text()


@pytest.mark.parametrize("variable", [one.metadata["variable"] for one in fields(Settings)])
def test_every_setting_is_explained(variable):
    assert f"| `{variable}` |" in README


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_named(command):
    assert f"`portal {command}" in README


def test_every_command_explains_itself():
    def walk(group, path):
        for name, command in group.commands.items():
            assert command.help, f"{path} {name}"
            if isinstance(command, click.Group):
                walk(command, f"{path} {name}")

    walk(main, "portal")


@pytest.mark.parametrize("room", sorted(path.name for path in (ROOT / "portal").iterdir() if (path / "__init__.py").exists()))
def test_every_room_is_on_the_map(room):
    assert f"| `{room}` |" in README


@pytest.mark.parametrize("target", [line.split(":")[0] for line in (ROOT / "Makefile").read_text().splitlines() if "##" in line])
def test_every_make_target_is_named(target):
    assert f"`make {target}`" in README


def test_no_lock_file_names_a_registry():
    for path in [*ROOT.glob("*.lock"), *Path(ROOT).glob("package*.json")]:
        assert "://" not in path.read_text(), path.name

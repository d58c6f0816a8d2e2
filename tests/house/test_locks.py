"""The three locks: every door names a permission, every command is guarded, every query takes a viewer; nobody commits."""

import ast
import importlib
import inspect
import pkgutil

import pytest

import portal
from portal.base.access import RULES, Permission
from portal.base.settings import ROOT

pytestmark = pytest.mark.once

ROOMS = sorted(module.name for module in pkgutil.iter_modules(portal.__path__) if module.ispkg and module.name not in ("base", "web", "handbook"))
SOURCES = sorted((ROOT / "portal").rglob("*.py"))


def functions(kind: str):
    for room in ROOMS:
        try:
            module = importlib.import_module(f"portal.{room}.{kind}")
        except ModuleNotFoundError:
            continue
        parts = [module]
        if hasattr(module, "__path__"):
            parts += [importlib.import_module(f"{module.__name__}.{part.name}") for part in pkgutil.iter_modules(module.__path__)]
        for part in parts:
            for name, function in inspect.getmembers(part, inspect.isfunction):
                if function.__module__.startswith(f"portal.{room}.{kind}") and not name.startswith("_"):
                    yield f"{room}.{name}", function


@pytest.mark.parametrize(("name", "function"), sorted(functions("commands")), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_is_locked(name, function):
    assert hasattr(function, "permission"), f"{name} wears no @command"
    assert list(inspect.signature(function).parameters)[:2] == ["session", "actor"]


@pytest.mark.parametrize(("name", "function"), sorted(functions("queries")), ids=lambda value: value if isinstance(value, str) else "")
def test_every_query_that_reads_takes_a_viewer(name, function):
    parameters = list(inspect.signature(function).parameters)
    if parameters and parameters[0] == "session":
        assert "viewer" in parameters[:2] or "visit" in parameters[:2], f"{name} reads without knowing for whom"


def test_p29_every_door_names_its_permission(portal):
    from portal.web.doors import doors

    assert doors
    assert [door for door in doors if not isinstance(door.opt.get("needs"), Permission)] == []


def test_every_permission_of_a_door_or_command_has_a_rule(portal):
    from portal.web.doors import doors

    used = {door.opt["needs"] for door in doors} | {function.permission for _name, function in functions("commands")}
    assert used - set(RULES) == set()


def test_every_permission_is_put_into_words():
    from portal.about.words import WHAT, WHO

    assert (set(WHAT), set(WHO)) == (set(Permission), set(Permission))


def test_nobody_commits_but_the_database():
    allowed = {"base/database.py"}
    guilty = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
                guilty.append(str(path.relative_to(ROOT / "portal")))
    assert set(guilty) - allowed == set()


def test_no_handler_goes_around_the_doors():
    guilty = []
    for path in SOURCES:
        if path.name == "app.py" or path.parent.name == "web":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module == "litestar" and {alias.name for alias in node.names} & {"get", "post", "route", "put", "delete"}:
                guilty.append(str(path))
    assert guilty == []

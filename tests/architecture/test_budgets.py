"""Small files, short functions, honest names: the budgets of the house.

Raising a budget for one place needs a line with its reason in `LONGER`.
"""

import ast
import inspect
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.test_layers import MODELS, OWN_APPS, ROOT


FILE, TEST_FILE, FUNCTION, KERNEL_MODULES = 300, 500, 40, 10

# "path" or "path::function" -> why it may be longer.
LONGER: dict[str, str] = {}

# A name that says nothing gathers everything.
BANNED = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers"}

# Who may ask what time it is: whoever stands between the portal and the world.
EDGE = {"portal", "views", "admin", "tasks", "management", "templatetags"}
CLOCKS = {"now", "utcnow", "today"}
# These read the clock when they are called without a moment.
CLOCKS_WITHOUT_ARGUMENT = {"localdate", "localtime"}


def tracked(pattern: str) -> list[Path]:
    """Files of the repository, new ones included, ignored ones not."""
    git = ["git", "-c", "safe.directory=*", "ls-files"]  # whoever owns the folder
    command = [*git, "--cached", "--others", "--exclude-standard", pattern]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


PYTHON = [path for path in tracked("*.py") if "migrations" not in path.parts]
OWN_PYTHON = [path for path in PYTHON if path.relative_to(ROOT).parts[0] in OWN_APPS]


def words_of(path: Path) -> set[str]:
    """The folders of a file and its own name, without the ending."""
    return {*path.relative_to(ROOT).parent.parts, path.stem}


def test_there_are_files_to_measure():
    assert len(OWN_PYTHON) > 100
    assert len(ACTIONS) > 40


def test_files_are_short():
    long = {
        f"{name}: {lines}"
        for path in PYTHON
        if (lines := len(path.read_text(encoding="utf-8").splitlines()))
        > (TEST_FILE if path.is_relative_to(ROOT / "tests") else FILE)
        and (name := name_of(path)) not in LONGER
    }

    assert long == set()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of what it does. Its signature, one keyword a line, and its docstring help to read."""
    has_docstring = ast.get_docstring(function) is not None
    statements = function.body[1:] if has_docstring else function.body
    if not statements or function.end_lineno is None:
        return 0
    return function.end_lineno - statements[0].lineno + 1


def test_functions_are_short():
    long = {
        f"{name}: {lines}"
        for path in PYTHON
        for function in functions(path)
        if (lines := length(function)) > FUNCTION
        and (name := f"{name_of(path)}::{function.name}") not in LONGER
    }

    assert long == set()


def test_a_docstring_and_a_signature_are_not_length():
    code = 'def f(\n    a,\n    *,\n    b,\n):\n    """Why.\n\n    More.\n    """\n    return a\n'
    function = ast.parse(code).body[0]

    assert isinstance(function, ast.FunctionDef)
    assert length(function) == 1


def test_longer_places_are_still_longer_and_say_why():
    assert all(LONGER.values())
    assert {name.split("::")[0] for name in LONGER} <= {name_of(path) for path in PYTHON}


def test_names_of_modules_say_something():
    assert {name_of(path) for path in PYTHON if words_of(path) & BANNED} == set()


def test_the_kernel_stays_small():
    modules = {path.stem for path in (ROOT / "kernel").glob("*.py")} - {"__init__", "apps"}

    assert len(modules) <= KERNEL_MODULES


def reads_the_clock(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in CLOCKS_WITHOUT_ARGUMENT:
        return not call.args and not call.keywords
    return call.func.attr in CLOCKS


def test_only_the_edge_reads_the_clock():
    """Everything below takes `at`. The portal's own modules are the edge of the whole.

    One function reads it for them all, off the database.
    """
    inside = [path for path in OWN_PYTHON if not words_of(path) & EDGE]
    inside.remove(ROOT / "kernel" / "moment.py")
    reading = {
        f"{name_of(path)}:{node.lineno}"
        for path in inside
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and reads_the_clock(node)
    }

    assert reading == set()


def action_modules() -> list[ModuleType]:
    """`app.actions`, or the modules of the package of that name."""
    found = []
    for app in sorted(OWN_APPS):
        package = ROOT / app / "actions"
        names = [f"{app}.actions.{path.stem}" for path in sorted(package.glob("[!_]*.py"))]
        if (ROOT / app / "actions.py").exists():
            names.append(f"{app}.actions")
        found += [import_module(name) for name in names]
    return found


ACTIONS = [
    pytest.param(function, id=f"{module.__name__}.{name}")
    for module in action_modules()
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
]


@pytest.mark.parametrize("function", ACTIONS)
def test_an_act_is_told_by_name_who_does_it_and_when(function):
    parameters = inspect.signature(function).parameters
    by_position = {
        name
        for name in ("by", "at")
        if name in parameters and parameters[name].kind is not inspect.Parameter.KEYWORD_ONLY
    }

    assert by_position == set()


@pytest.mark.parametrize("function", ACTIONS)
def test_an_act_says_what_it_does_where_its_name_alone_cannot(function):
    """Whoever acts for a person writes a record; then the docstring names the provision or why."""
    if "by" not in inspect.signature(function).parameters:
        return

    assert inspect.getdoc(function)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_has_a_name_for_people(model):
    given = model._meta.original_attrs

    assert "verbose_name" in given
    assert "verbose_name_plural" in given

"""Every provision that code or a scenario cites is in the register, and the law has scenarios."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from law.rules import ACTS, KEYS, PROVISIONS


ROOT = Path(settings.BASE_DIR)
TESTS = ROOT / "tests"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
APPS = PYPROJECT["tool"]["importlinter"]["root_packages"]
ACTS_WITH_PROVISIONS = sorted({provision.act for provision in PROVISIONS.values()})
LOOKS_LIKE_A_KEY = re.compile(rf"(?:{'|'.join(ACTS_WITH_PROVISIONS)})-\S+|norm:\S+")

# What the first journey through the portal must prove, each by at least one scenario.
PROVED = [
    "LC-3.1", "LC-3.2", "LC-8.1", "LC-8.2", "LC-8.2-notice", "LC-8.3", "LC-8.3-removal", "LC-9.3",
    "LC-10.1", "LC-10.2", "LC-10.3", "LC-10.4", "LC-13.1", "LC-16.3",
]  # fmt: skip


def sources(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.rglob("*.py"))


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text written out anywhere under a node."""
    for part in ast.walk(tree):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def values(node: ast.expr) -> Iterator[str]:
    """The texts an expression may have as its value: `"a" if x["b"] else "c"` is a or c."""
    if isinstance(node, ast.IfExp):
        yield from values(node.body)
        yield from values(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for part in node.values:
            yield from values(part)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def is_mark(call: ast.Call) -> bool:
    """`pytest.mark.provision(...)`"""
    function = call.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "provision"
        and name_of(function.value) == "mark"
    )


def cited_by(call: ast.Call) -> Iterator[str]:
    """The keys that a call of `Term`, `no` or the mark cites, or that it is given by name."""
    position = {"Term": 2, "no": 1}.get(name_of(call.func))
    if position is not None and len(call.args) > position:
        yield from values(call.args[position])
    if is_mark(call):
        for argument in call.args:
            yield from values(argument)
    for keyword in call.keywords:
        if keyword.arg == "provision":
            yield from values(keyword.value)


def calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_every_provision_cited_by_a_call_is_registered():
    unknown = {
        f"{path.relative_to(ROOT)}:{call.lineno}: {key}"
        for path in sources(*(ROOT / app for app in APPS))
        for call in calls(path)
        for key in cited_by(call)
        if key and key not in KEYS
    }

    assert unknown == set()


def test_every_text_of_the_code_that_looks_like_a_key_is_one():
    unknown = {
        f"{path.relative_to(ROOT)}: {text}"
        for path in sources(*(ROOT / app for app in APPS))
        for text in texts(ast.parse(path.read_text(encoding="utf-8")))
        if LOOKS_LIKE_A_KEY.fullmatch(text) and text not in KEYS
    }

    assert unknown == set()


def marked() -> dict[str, set[str]]:
    """Which files hold scenarios of which provision."""
    found: dict[str, set[str]] = {}
    for path in sources(TESTS):
        for call in calls(path):
            for key in cited_by(call) if is_mark(call) else ():
                found.setdefault(key, set()).add(str(path.relative_to(ROOT)))
    return found


def test_every_scenario_names_a_provision_of_the_register():
    assert {key: files for key, files in marked().items() if key not in KEYS} == {}


@pytest.mark.parametrize("key", PROVED)
def test_the_provision_is_proved_by_a_scenario(key):
    assert marked().get(key), f"no scenario is marked with pytest.mark.provision({key!r})"


def test_the_search_finds_what_it_looks_for():
    """The search itself, on a piece of code with one key of each kind."""
    code = """
HANDLE = Term(8, Unit.WORKING_HOURS, "LC-8.2")
verdict = no("own_work", "norm:two-people")
audit.actions.record("x", y, by=z, at=at, provision="LC-9.3" if row["kind"] else "LC-10.4")
@pytest.mark.provision("LC-13.1")
def test_it(): ...
"""
    found = {
        key
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call)
        for key in cited_by(node)
    }

    assert found == {"LC-8.2", "norm:two-people", "LC-9.3", "LC-10.4", "LC-13.1"}
    assert set(ACTS_WITH_PROVISIONS) <= set(ACTS)

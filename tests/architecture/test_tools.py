"""The lock, the commands and the variables: what they promise each other."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCK = tomllib.loads((ROOT / "uv.lock").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
DEVELOPMENT = PROJECT["dependency-groups"]["dev"]
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def _pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text()))


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("name", ["uv.lock", "requirements.txt", "requirements-dev.txt"])
def test_the_lock_names_no_host_and_no_path(name):
    text = (ROOT / name).read_text()

    assert "://" not in text
    assert not re.search(r'["\s=]/\w', text)
    assert "--index" not in text


def test_no_file_names_the_host_of_a_package_registry():
    hosts = [
        "pypi" + ".org",
        "python" + "hosted.org",
        "registry.npm" + "js.org",
        "deb." + "debian.org",
    ]
    found = [
        str(path.relative_to(ROOT))
        for path in _tracked()
        if any(host.encode() in path.read_bytes() for host in hosts)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("name", "declared"),
    [("requirements.txt", RUNTIME), ("requirements-dev.txt", RUNTIME + DEVELOPMENT)],
)
def test_every_declared_package_is_pinned_as_declared(name, declared):
    pins = _pins(name)

    for requirement in map(Requirement, declared):
        assert pins[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_the_requirement_files_say_what_the_lock_says():
    locked = {package["name"]: package["version"] for package in LOCK["package"]}
    runtime, everything = _pins("requirements.txt"), _pins("requirements-dev.txt")

    assert everything == {name: locked[name] for name in everything}
    assert runtime.items() <= everything.items()
    assert set(locked) - set(everything) == {PROJECT["project"]["name"]}


def test_every_pin_has_a_hash():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]

        assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_is_up_to_date():
    uv = shutil.which("uv", path=Path(sys.executable).parent)
    checking = [uv, "lock", "--check", "--offline", "--python", sys.executable]
    done = subprocess.run(checking, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, f"{done.stderr}\nRun `make lock`."


def test_continuous_integration_runs_what_a_person_runs():
    assert "exec make test" in (ROOT / ".ci/run").read_text()
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_the_hooks_fetch_nothing():
    repositories = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]

    assert {repository["repo"] for repository in repositories} == {"local"}
    assert {hook["language"] for repo in repositories for hook in repo["hooks"]} == {"system"}


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_the_scripts_are_clean():
    scripts = [*ROOT.glob("tools/*.sh"), *ROOT.glob("deploy/*.sh"), ROOT / ".ci/run"]
    done = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


def _read_by_code() -> set[str]:
    """Every variable that the portal, its containers and its tests take from the environment."""
    patterns = {
        "portal/**/*.py": r'(?:\benv\.\w+\(|environ\.get\(|environ\[)\s*"([A-Z_]+)"(?!\]\s*=)',
        "tests/servers.py": r'environ\.get\("([A-Z_]+)"',
        "tests/conftest.py": r'environ\.get\("([A-Z_]+)"',
        "deploy/entrypoint.sh": r"\$\{([A-Z_]+)",
        "docker-compose.yml": r"\$\{([A-Z_]+)",
        "tools/*.sh": r"\$\{([A-Z_]+):-",
    }
    return {
        name
        for files, pattern in patterns.items()
        for path in ROOT.glob(files)
        for name in re.findall(pattern, path.read_text())
    }


def test_every_variable_is_described_and_no_other():
    page = (ROOT / "docs/operations/environment.md").read_text()
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))

    assert described == _read_by_code()

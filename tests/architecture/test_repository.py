"""The repository tells the truth about itself: commands, links, records, tables, pictures."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from PIL import Image

from portal.demo import people, reading
from tests import servers
from tests.architecture.test_budgets import name_of, tracked
from tests.architecture.test_layers import ROOT


PAGES = tracked("*.md")
RECORDS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
REGULATION = sorted((ROOT / "docs" / "regulation").rglob("*.md"))
READMES = [ROOT / "README.md", ROOT / "README.vi.md"]
PICTURES = sorted((ROOT / "docs" / "screenshots").glob("*.png"))
DESK_PICTURES = sorted((ROOT / "docs" / "screenshots" / "desk").glob("*.png"))

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
# A directory of one machine: a name after the root, as homes and workplaces have it.
MACHINE_PATH = re.compile(r"(?<![\w./$}-])/(?:home|root|Users|work|workspace)/[\w.-]")

# In two pieces, so that this file does not find itself.
LEFT_TO_DO = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "T" + "BD"]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_the_two_commands_of_the_readme_exist():
    makefile = text_of(ROOT / "Makefile")
    for readme in READMES:
        commands = re.findall(r"^    make (\w+)$", text_of(readme), re.MULTILINE)

        assert commands == ["run", "test"], readme.name
        assert all(re.search(rf"^{name}:", makefile, re.MULTILINE) for name in commands)


def test_every_make_target_that_is_written_about_exists():
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = {
        name
        for page in PAGES
        for code in CODE.findall(text_of(page))
        for name in re.findall(r"^make ([a-z]+)", code)
    }

    assert named
    assert named <= targets


def test_continuous_integration_runs_what_everybody_runs():
    script = ROOT / ".ci" / "run"

    assert re.search(r"^exec make test$", text_of(script), re.MULTILINE)
    assert script.stat().st_mode & 0o111


def test_the_documents_name_the_postgresql_of_tests_and_production():
    named = {
        int(major) for page in PAGES for major in re.findall(r"PostgreSQL (\d+)", text_of(page))
    }

    assert named == {servers.POSTGRESQL_MAJOR}


@pytest.mark.parametrize("document", PAGES, ids=name_of)
def test_every_link_leads_to_a_file_of_the_repository(document):
    targets = {
        link.partition("#")[0] for link in LINK.findall(text_of(document)) if "://" not in link
    } - {""}

    assert {target for target in targets if not (document.parent / target).exists()} == set()


def test_no_file_names_a_directory_of_one_machine():
    found = {
        name_of(path)
        for path in tracked("*")
        if path.suffix not in {".png", ".woff2", ".lock"}
        and MACHINE_PATH.search(path.read_text(encoding="utf-8", errors="replace"))
    }

    assert found == set()


def test_the_changelog_has_a_place_for_what_comes_and_for_who_deploys():
    changelog = text_of(ROOT / "CHANGELOG.md")
    version = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]["version"]

    assert re.search(rf"^## \[(Unreleased|{re.escape(version)})\]", changelog, re.MULTILINE)
    assert "### For those who deploy" in changelog


def test_records_are_numbered_without_gaps_and_listed():
    numbers = [int(record.name[:4]) for record in RECORDS]
    listed = re.findall(r"\((\d{4}-[a-z-]+\.md)\)", text_of(ROOT / "docs" / "adr" / "README.md"))

    assert numbers == list(range(1, len(RECORDS) + 1))
    assert listed == [record.name for record in RECORDS]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_is_short_and_has_its_four_parts(record):
    text = text_of(record)

    assert text.startswith(f"# {record.name[:4]}. ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "Context", "Decision", "Consequences", "Rejected"
    ]  # fmt: skip
    assert len(text.splitlines()) <= 60


def test_records_that_code_cites_exist():
    cited = {
        int(number)
        for path in [*tracked("*.py"), *tracked("*.toml"), *PAGES]
        for number in re.findall(r"(?:ADR[- ]|docs/adr/)(\d{4})", text_of(path))
    }

    assert cited <= {int(record.name[:4]) for record in RECORDS}


def missing_proofs(page: Path) -> list[str]:
    """What a page of the Regulation names and the repository does not have."""
    missing, last = [], ""
    for code in CODE.findall(text_of(page)):
        name, _, test = code.partition("::")
        if test:
            last = name or last
            if not (ROOT / last).is_file() or f"def {test}(" not in text_of(ROOT / last):
                missing.append(code)
        elif "/" in name and not name.startswith("/") and not (ROOT / name).exists():
            missing.append(code)
    return missing


@pytest.mark.parametrize("document", REGULATION, ids=name_of)
def test_code_and_tests_that_prove_the_regulation_exist(document):
    assert missing_proofs(document) == []


def roles_of(readme: Path) -> list[str]:
    return re.findall(r"^\| `([a-z.]+)` \| \S", text_of(readme), re.MULTILINE)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_sign_ins_of_the_readme_are_those_of_the_demonstration(readme):
    known = {row["username"] for row in reading.rows(reading.HERE / "people.toml", "person")}

    assert roles_of(readme) == list(people.SHOWN)
    assert set(people.SHOWN) <= known


def test_both_readmes_say_the_same():
    shapes = [
        (
            re.findall(r"^(#+) ", text, re.MULTILINE),
            text.count("\n|"),
            sorted(link for link in LINK.findall(text) if not link.startswith("README")),
        )
        for text in map(text_of, READMES)
    ]

    assert shapes[0] == shapes[1]


def test_there_is_a_picture_of_each_language_on_a_desk_and_on_a_phone():
    assert {picture.stem for picture in PICTURES} == {
        f"{screen}-{slug}" for screen in ("home", "phone") for slug in ("vi", "zh", "en")
    }


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_of_the_readme_is_light_and_as_wide_as_its_screen(picture):
    assert picture.stat().st_size <= 300_000
    with Image.open(picture) as opened:
        assert opened.size == ((1280, 900) if picture.stem.startswith("home") else (390, 844))


@pytest.mark.parametrize("picture", DESK_PICTURES, ids=lambda picture: picture.name)
def test_a_picture_of_the_desk_is_light_and_some_page_leads_to_it(picture):
    assert picture.stat().st_size <= 150_000
    assert any(f"screenshots/desk/{picture.name})" in text_of(page) for page in PAGES)


def test_publiccode_says_what_the_standard_demands():
    said = yaml.safe_load(text_of(ROOT / "publiccode.yml"))
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]

    assert {
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus",
        "softwareType", "description", "legal", "maintenance", "localisation",
    } <= said.keys()  # fmt: skip
    assert said["legal"]["license"] == project["license"]
    assert said["localisation"]["availableLanguages"] == ["vi", "zh-Hans", "en"]
    assert (ROOT / said["logo"]).is_file()
    for words in said["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 500 <= len(words["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in words["features"])
        assert all((ROOT / picture).is_file() for picture in words["screenshots"])


def test_the_bench_runs():
    command = [sys.executable, "-m", "bench.deadlines.due_at", "3"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "23/02/2026 16:00" in done.stdout


def test_a_document_is_written_in_whole_words():
    """Marks of what was left to do belong into the tracker, not into the repository."""
    marks = re.compile(rf"\b(?:{'|'.join(LEFT_TO_DO)})\b")
    found = {
        f"{name_of(path)}: {mark}"
        for pattern in ("*.py", "*.md", "*.html", "*.css", "*.js", "*.sh", "*.toml", "*.yml")
        for path in tracked(pattern)
        for mark in marks.findall(text_of(path))
    }

    assert found == set()


def test_every_python_file_outside_packages_says_what_it_is():
    """Benches, tools and scripts of the documents begin with a docstring."""
    silent = {
        name_of(path)
        for folder in ("bench", "docs", "tools")
        for path in tracked(f"{folder}/*.py")
        if not ast.get_docstring(ast.parse(text_of(path)))
    }

    assert silent == set()


def test_tests_that_empty_the_tables_come_last(request):
    """Pytest gathers the tests of one browser; what followed them found no sections, no acts."""
    commits = [
        bool((mark := item.get_closest_marker("django_db")) and mark.kwargs.get("transaction"))
        for item in request.session.items
    ]

    assert commits == sorted(commits)

"""Names come from the glossary: whoever adds a model says what the Regulation calls it."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings


GLOSSARY = Path(settings.BASE_DIR) / "docs" / "glossary.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "中文" not in line
]
NAMES = {name for row in ROWS for name in re.findall(r"`(\w+)`", row[1])}
MODELS = [
    model
    for model in apps.get_models()
    if not model.__module__.startswith(("django.", "guardian.")) and model._meta.managed
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_stands_in_the_glossary(model):
    assert model.__name__ in NAMES


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_term_is_said_in_each_language(row):
    assert len(row) == 4
    assert all(row)
    assert re.search(r"[\u4e00-\u9fff]", row[2])

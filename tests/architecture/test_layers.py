"""The layers hold: imports and relations point downwards, nothing calls upwards by a signal.

Import Linter reads the contracts of pyproject.toml. It cannot see a relation written as
``"app.Model"``, nor a receiver, so both are looked at here on the running models.
"""

import subprocess
import sys
import tomllib
from pathlib import Path
from weakref import ReferenceType

import pytest
from django.apps import apps
from django.conf import settings
from django.core import signals as request_signals
from django.db.models import Model, signals as model_signals
from django.dispatch import Signal


ROOT = Path(settings.BASE_DIR)
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]
CONTRACTS = {contract["id"]: contract for contract in LINTER["contracts"]}
OWN_APPS = set(LINTER["root_packages"])

# Whole applications apart from these two: one composes the others, one is composed by all.
WITHOUT_INNER_LAYERS = {"portal", "kernel"}


def siblings(layer: str) -> list[str]:
    """`"(documents) | editorial"`: the apps of one layer; brackets keep room for one to come."""
    return [name.strip(" ()") for name in layer.split("|")]


HEIGHT = {
    app: height
    for height, layer in enumerate(reversed(CONTRACTS["apps"]["layers"]))
    for app in siblings(layer)
}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OWN_APPS]


def upward(model: type[Model]) -> list[str]:
    """The relations of a model that point to an app beside or above its own."""
    own = model._meta.app_label
    return [
        f"{model._meta.label}.{field.name} -> {target}"
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        and (target := field.related_model._meta.app_label) in HEIGHT
        and target != own and HEIGHT[target] >= HEIGHT[own]
    ]  # fmt: skip


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_relations_point_to_the_same_app_or_a_lower_one(model):
    assert upward(model) == []


def test_the_search_for_upward_relations_sees_relations():
    """Turned upside down, the house must look wrong."""
    article = apps.get_model("sections.article")
    agency = apps.get_model("accounts.agency")

    targets = {field.related_model for field in article._meta.get_fields() if field.is_relation}

    assert agency in targets
    assert HEIGHT["portal"] > HEIGHT["sections"] > HEIGHT["accounts"] > HEIGHT["kernel"] == 0


def test_the_contracts_of_the_import_linter_hold():
    linter = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_app_stands_in_every_contract():
    installed = {
        config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT
    }

    assert installed == OWN_APPS
    assert set(HEIGHT) >= OWN_APPS
    assert set(CONTRACTS["inside"]["containers"]) == OWN_APPS - WITHOUT_INNER_LAYERS


def test_rooms_kept_for_later_are_not_empty_folders():
    """A layer may name an app that comes later; then there is no folder yet."""
    for app in set(HEIGHT) - OWN_APPS:
        assert not (ROOT / app).exists(), f"{app} exists, so it belongs into root_packages"


def own_receivers(signal: Signal) -> list[str]:
    """What of the portal's own code listens to a signal."""
    found = []
    for entry in signal.receivers:
        receiver = entry[1]() if isinstance(entry[1], ReferenceType) else entry[1]
        if receiver is not None and receiver.__module__.split(".")[0] in OWN_APPS:
            found.append(f"{receiver.__module__}.{receiver.__qualname__}")
    return found


def test_nothing_of_the_portal_listens_to_signals():
    listening = {
        name: receivers
        for module in (model_signals, request_signals)
        for name, signal in vars(module).items()
        if isinstance(signal, Signal) and (receivers := own_receivers(signal))
    }

    assert listening == {}

"""When and by whom are known together: every pair `x_at`, `x_by` is tied by the database.

======  ======  =======
x_at    x_by    allowed
======  ======  =======
empty   empty   yes
empty   filled  no
filled  empty   no
filled  filled  yes
======  ======  =======

A moment that is never empty needs no constraint: what the public or the clock may do has no person.
"""

import pytest
from django.apps import apps
from django.db import models
from django.db.models import CheckConstraint, Q

from kernel.paired import paired


# Pairs that may stand alone, each with the reason.
ALONE: dict[str, str] = {}


def own_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if not model.__module__.startswith(("django.", "guardian.")) and model._meta.managed
    ]


def pairs(model: type[models.Model]) -> list[tuple[models.Field, models.Field]]:
    """The columns named `x_at` that have a column `x_by` beside them."""
    columns = {field.name: field for field in model._meta.concrete_fields}
    return [
        (field, columns[f"{name.removesuffix('_at')}_by"])
        for name, field in columns.items()
        if name.endswith("_at") and f"{name.removesuffix('_at')}_by" in columns
    ]


FOUND = [
    pytest.param(model, when, who, id=f"{model._meta.label}.{when.name}")
    for model in own_models()
    for when, who in pairs(model)
    if when.null
]


def test_there_are_pairs_to_look_at():
    assert FOUND


@pytest.mark.parametrize(("model", "when", "who"), FOUND)
def test_a_pair_is_tied(model, when, who):
    if (name := f"{model._meta.label}.{when.name}") in ALONE:
        pytest.skip(ALONE[name])
    wanted = paired(when.name, who.name).condition

    tied = [
        constraint
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint) and _says(constraint.condition, wanted)
    ]

    assert tied, f"{name} needs paired({when.name.removesuffix('_at')!r}) in its constraints"


def test_exceptions_are_still_there():
    assert set(ALONE) <= {parameter.id for parameter in FOUND}


def _says(condition: Q, wanted: Q) -> bool:
    """Whether a constraint is the wanted one, or demands it among other things."""
    if condition == wanted:
        return True
    return condition.connector == Q.AND and any(
        isinstance(part, Q) and _says(part, wanted) for part in condition.children
    )


def _number(value: int | None) -> models.Value:
    return models.Value(value, output_field=models.IntegerField())


@pytest.mark.django_db
def test_a_constraint_covers_the_four_cases():
    condition = paired("published").condition
    cases = {
        (at, by): condition.check({"published_at": _number(at), "published_by": _number(by)})
        for at in (None, 1)
        for by in (None, 1)
    }

    assert cases == {(None, None): True, (None, 1): False, (1, None): False, (1, 1): True}


def test_columns_of_any_name_are_tied_under_a_name_that_says_so():
    constraint = paired("granted_at", "decision_on")

    assert "granted_at_with_decision_on" in constraint.name
    assert constraint.condition == (
        Q(granted_at__isnull=True, decision_on__isnull=True)
        | Q(granted_at__isnull=False, decision_on__isnull=False)
    )

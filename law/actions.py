"""Bringing the register in the database up to the data files."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import models, transaction

from law import rules
from law.models import Act, Provision


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows the register holds after a load."""

    acts: int
    provisions: int


@transaction.atomic
def load_register(
    *, act_model: type[models.Model] = Act, provision_model: type[models.Model] = Provision
) -> Loaded:
    """Mirror the data files in the register; doing it again changes nothing (LC-16.1).

    A migration passes the models of its own time, and what they do not know yet is left out.
    """
    acts = {code: asdict(act) for code, act in rules.ACTS.items()}
    provisions = {key: asdict(each) for key, each in rules.PROVISIONS.items()}
    _mirror(act_model, "code", acts, links=("replaced_by", "amends"))
    act_ids = dict(act_model._default_manager.values_list("code", "pk"))
    for values in provisions.values():
        values["act_id"] = act_ids[values.pop("act")]
    _mirror(provision_model, "key", provisions, links=("successor",))
    provision_model._default_manager.exclude(key__in=provisions).delete()
    act_model._default_manager.exclude(code__in=acts).delete()
    return Loaded(acts=len(acts), provisions=len(provisions))


def _mirror(
    model: type[models.Model],
    name: str,
    rows: dict[str, dict[str, Any]],
    *,
    links: tuple[str, ...],
) -> None:
    """Write each row under its name; then tie the rows of the same table to one another."""
    known = {field.attname for field in model._meta.concrete_fields}
    manager = model._default_manager
    for value, row in rows.items():
        plain = {column: row[column] for column in row if column in known and column != name}
        manager.update_or_create(defaults=plain, **{name: value})  # type: ignore[arg-type]
    ids = dict(manager.values_list(name, "pk"))
    for value, row in rows.items():
        manager.filter(**{name: value}).update(
            **{f"{link}_id": ids.get(row[link]) for link in links}
        )

"""Facts in pairs: when and by whom are known together or not at all."""

from django.db.models import CheckConstraint, Q


def paired(first: str, second: str = "") -> CheckConstraint:
    """A constraint that two nullable columns are filled together.

    ``paired("published")`` ties ``published_at`` to ``published_by``;
    ``paired("granted_at", "decision_on")`` ties any two columns.

    =====  =====  =======
    first  second  allowed
    =====  =====  =======
    null   null   yes
    null   value  no
    value  null   no
    value  value  yes
    =====  =====  =======
    """
    if not second:
        first, second = f"{first}_at", f"{first}_by"
    return CheckConstraint(
        condition=(
            Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
            | Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
        ),
        name=f"%(app_label)s_%(class)s_{first}_with_{second}",
    )

"""Appointing people, ending appointments, and what both open."""

from collections.abc import Sequence
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

import audit.actions
from accounts import policies
from accounts.models import Agency, Appointment, Contact, Succession, User
from accounts.roles import DESK, Role
from kernel.verdict import NotAllowed, no


__all__ = [
    "NotAllowed",
    "appoint",
    "change_contact",
    "end_appointment",
    "refresh_rights",
    "succeed",
]


@transaction.atomic
def appoint(
    user: User,
    role: Role,
    *,
    by: User | None,
    at: datetime,
    scope: models.Model | None = None,
    language: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    decision_number: str = "",
    decision_on: date | None = None,
) -> Appointment:
    """Give a person a role over a section, an agency or everything (LC-7.2, LC-12.3).

    `by` is None only where the portal itself appoints, on its first setting-up.
    """
    if by is not None and not (verdict := policies.may_appoint(by, at=at)):
        raise NotAllowed(verdict)
    appointment = Appointment.objects.create(
        user=user,
        role=role,
        scope_type=ContentType.objects.get_for_model(scope) if scope else None,
        scope_id=scope.pk if scope else None,
        language=language,
        from_on=from_on or timezone.localdate(at),
        to_on=to_on,
        decision_number=decision_number,
        decision_on=decision_on,
    )
    audit.actions.record(
        "accounts.appoint", appointment, by=by, at=at, provision="LC-12.3", data={"role": role}
    )
    refresh_rights(user, at=at)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: User, at: datetime, last_day: date) -> None:
    """End a role after `last_day`; the account keeps nothing of it (LC-12.3, CC-5.6.2đ)."""
    if not (verdict := policies.may_appoint(by, at=at)):
        raise NotAllowed(verdict)
    appointment.to_on = last_day
    appointment.save(update_fields=["to_on"])
    audit.actions.record(
        "accounts.end_appointment",
        appointment,
        by=by,
        at=at,
        provision="LC-12.3",
        data={"last_day": last_day.isoformat()},
    )
    refresh_rights(appointment.user, at=at)


@transaction.atomic
def change_contact(
    user: User, *, phone: str, messenger: str, urgent_by: Sequence[str], by: User, at: datetime
) -> Contact:
    """How a person is reached in urgent matters; they alone enter it, and the record holds none
    of it.
    """
    if by.pk != user.pk:
        raise NotAllowed(no("own_contact_only"))
    contact, _created = Contact.objects.select_for_update(of=("self",)).get_or_create(user=user)
    contact.phone, contact.messenger = phone, messenger
    contact.urgent_by = list(urgent_by)
    contact.full_clean()
    contact.save()
    audit.actions.record("accounts.change_contact", user, by=by, at=at)
    return contact


@transaction.atomic
def refresh_rights(user: User, *, at: datetime) -> None:
    """Project a person's appointments into the admin's doors and guardian's grants.

    One at a time for each person: the clock, having read an appointment that is being ended,
    must not give its rights back.
    """
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    user.forget_rights()
    day = timezone.localdate(at)
    running = [held for held in user.all_appointments if held.runs_on(day)]
    roles = {Role(held.role) for held in running}
    user.is_staff = bool(roles & DESK)
    user.is_superuser = Role.ADMINISTRATOR in roles
    user.save(update_fields=["is_staff", "is_superuser"])
    wanted = {held.scope_key for held in running if held.scope_key}
    for held in user.all_appointments:
        if held.scope is None or held.scope_key is None:
            continue
        change = assign_perm if held.scope_key in wanted else remove_perm
        change(_permission_on(held.scope), user, held.scope)
    user.forget_rights()


def refresh_everyone(*, at: datetime) -> None:
    """What each day's first tick does: appointments that began or ended overnight take effect."""
    for user in User.objects.filter(appointments__isnull=False).distinct():
        refresh_rights(user, at=at)


@transaction.atomic
def succeed(
    predecessor: Agency,
    successor: Agency,
    *,
    kind: str,
    effective_on: date,
    by: User | None,
    at: datetime,
    decision: str = "",
    takes_over_duties: bool = True,
) -> Succession:
    """Record that one agency carries on another's duties from a day on (LC-16.3).

    Nothing is moved: open submissions, cases and rights are found through the succession, and
    history keeps the name under which it happened.
    """
    if by is not None and not (verdict := policies.may_appoint(by, at=at)):
        raise NotAllowed(verdict)
    succession = Succession(
        predecessor=predecessor,
        successor=successor,
        kind=kind,
        effective_on=effective_on,
        decision=decision,
        takes_over_duties=takes_over_duties,
    )
    succession.full_clean()
    succession.save()
    if kind != Succession.Kind.SPLIT and predecessor.dissolved_on is None:
        predecessor.dissolved_on = effective_on
        predecessor.save(update_fields=["dissolved_on"])
    audit.actions.record("accounts.succeed", succession, by=by, at=at, provision="LC-16.3")
    return succession


def _permission_on(scope: models.Model) -> str:
    return "accounts.supply_for_agency" if isinstance(scope, Agency) else "sections.work_on_section"

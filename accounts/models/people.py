"""People with an account."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, cast

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from guardian.mixins import GuardianUserMixin
from guardian.models import UserObjectPermissionBase

from accounts.permissions import Capability
from accounts.roles import CAPABILITIES, Role


if TYPE_CHECKING:
    from accounts.models.appointments import Appointment


class Scoped(Protocol):
    """Something a right can be limited to."""

    def scopes(self, *, on: date) -> set[tuple[str, int]]: ...


class Grant(UserObjectPermissionBase):
    """A person's object permission on one section or agency, in a table of its own.

    Written by `accounts.actions.refresh_rights` with each appointment; asked with every right.
    """

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True

    @classmethod
    def scope_label(cls) -> str:
        """The kind of object, as appointments name it: `sections.section`."""
        target = cast("type[models.Model]", cls._meta.get_field("content_object").related_model)
        return f"{target._meta.app_label}.{target._meta.model_name}"


class User(GuardianUserMixin, AbstractUser):
    """A person of the board, of an agency or of the collaborators' network.

    Rights come from appointments only; `is_staff` and `is_superuser` are projected from them
    and open nothing but the doors of the admin.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("full name"), max_length=150)
    language = models.CharField(
        _("language of the interface"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )

    REQUIRED_FIELDS = ["email", "full_name"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @cached_property
    def all_appointments(self) -> list[Appointment]:
        """Every appointment, past ones too; read once for each request."""
        return list(self.appointments.all())

    def forget_rights(self) -> None:
        """Read appointments and grants anew at the next question."""
        for remembered in ("all_appointments", "granted_scopes"):
            self.__dict__.pop(remembered, None)

    @cached_property
    def granted_scopes(self) -> set[tuple[str, int]]:
        """Sections and agencies on which guardian grants this person something."""
        return {
            (grant.scope_label(), grant.content_object_id)
            for relation in self.grant_relations()
            for grant in getattr(self, relation).all()
        }

    @classmethod
    def grant_relations(cls) -> list[str]:
        """Names of the relations to guardian's grants, whichever app declares them."""
        return [
            name
            for relation in cls._meta.related_objects
            if issubclass(relation.related_model, Grant)
            and (name := relation.get_accessor_name()) is not None
        ]

    def appointments_at(self, at: datetime) -> list[Appointment]:
        """What this person is appointed to at an instant (days of the local calendar).

        An appointment over a section or agency opens nothing without the object permission that
        guardian keeps for it.
        """
        day = timezone.localdate(at)
        return [
            held
            for held in self.all_appointments
            if held.runs_on(day)
            and (held.scope_key is None or held.scope_key in self.granted_scopes)
        ]

    def roles_at(self, at: datetime) -> set[Role]:
        """Roles held at an instant, wherever."""
        return {Role(held.role) for held in self.appointments_at(at)}

    def holds(
        self,
        capability: Capability,
        *,
        at: datetime,
        within: Scoped | None = None,
        language: str | None = None,
    ) -> bool:
        """Whether an appointment brings this capability there and then (LC-12.3).

        `within` limits the question to a section or agency, `language` to a language; an
        appointment without a scope covers everything.
        """
        if not self.is_active:
            return False
        scopes: set[tuple[str, int]] | None = None
        for held in self.appointments_at(at):
            if capability not in CAPABILITIES[Role(held.role)]:
                continue
            if held.language and language is not None and held.language != language:
                continue
            if within is None or held.scope_key is None:
                return True
            if scopes is None:
                scopes = within.scopes(on=timezone.localdate(at))
            if held.scope_key in scopes:
                return True
        return False

    def scopes_held(self, *capabilities: Capability, at: datetime) -> set[tuple[str, int] | None]:
        """Where any of these capabilities is held; None among them stands for everywhere."""
        if not self.is_active:
            return set()
        return {
            held.scope_key
            for held in self.appointments_at(at)
            if CAPABILITIES[Role(held.role)].intersection(capabilities)
        }

    def agencies_at(self, at: datetime) -> set[int]:
        """Keys of the agencies this person supplies for, forebears and heirs included."""
        from accounts.models.agencies import Agency  # noqa: PLC0415 the two know each other

        day = timezone.localdate(at)
        scopes = filter(None, self.scopes_held(Capability.SUBMIT, at=at))
        keys = [key for kind, key in scopes if kind == "accounts.agency"]
        return {
            pk
            for agency in Agency.objects.filter(pk__in=keys)
            for pk in agency.current(on=day).lineage(on=day)
        }

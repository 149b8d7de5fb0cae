"""Object permissions on sections and agencies: what guardian keeps, and what every right asks."""

import pytest

from accounts import actions
from accounts.models import AgencyGrant
from accounts.permissions import Capability as C
from accounts.queries import holders
from accounts.roles import Role
from editorial.models import Submission
from sections.models import Section, SectionGrant
from tests.factories.accounts import LONG_AGO, AgencyFactory, UserFactory, person
from tests.factories.editorial import NOON


pytestmark = [pytest.mark.django_db, pytest.mark.provision("LC-12.3")]


def test_an_appointment_brings_the_permission_on_its_very_object():
    section = Section.objects.get(code="news")
    member = person(Role.EDITOR, scope=section)
    agency = AgencyFactory()
    officer = person(Role.AGENCY_OFFICER, scope=agency)

    assert member.has_perm("sections.work_on_section", section)
    assert not member.has_perm("sections.work_on_section", Section.objects.get(code="explore"))
    assert officer.has_perm("accounts.supply_for_agency", agency)
    assert not officer.has_perm("accounts.supply_for_agency", AgencyFactory())


def test_without_the_permission_the_appointment_opens_nothing(who, journey):
    submission = journey.submitted()
    section = submission.section
    assert who.member.holds(C.REVIEW, at=NOON, within=section)
    SectionGrant.objects.filter(user=who.member).delete()
    AgencyGrant.objects.filter(user=who.officer).delete()
    for somebody in (who.member, who.officer):
        somebody.forget_rights()

    assert not who.member.holds(C.REVIEW, at=NOON, within=section)
    assert who.member not in holders(C.REVIEW, at=NOON, within=section)
    assert not Submission.objects.on_the_desk_of(who.member, at=NOON).exists()
    assert who.officer.agencies_at(NOON) == set()


def test_a_permission_without_an_appointment_opens_nothing():
    from guardian.shortcuts import assign_perm

    section = Section.objects.get(code="news")
    stranger = UserFactory()
    assign_perm("sections.work_on_section", stranger, section)

    assert not stranger.holds(C.REVIEW, at=NOON, within=section)


def test_the_permission_goes_when_the_appointment_ends():
    section = Section.objects.get(code="news")
    member = person(Role.EDITOR, scope=section)
    held = member.appointments.get()

    actions.end_appointment(held, by=person(Role.ADMINISTRATOR), at=NOON, last_day=LONG_AGO.date())

    assert not SectionGrant.objects.filter(user=member).exists()
    assert not member.holds(C.REVIEW, at=NOON, within=section)

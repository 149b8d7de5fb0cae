"""The reference data: nothing goes round the machine, not even for administrators."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from accounts.models import Agency, Appointment, Succession, User
from accounts.roles import Role
from audit.models import Record
from editorial import actions
from editorial.models import Revision, Submission, Transition
from sections.models import Article, Section, Takedown
from tests.factories.accounts import AgencyFactory, UserFactory, person
from tests.factories.editorial import Journey, board


GUARDED = [Submission, Revision, Transition, Article, Takedown, Appointment]
ENGLISH = "/en/admin"


@pytest.fixture
def administrator(db):
    return person(Role.ADMINISTRATOR)


@pytest.fixture
def client(administrator):
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def published(db):
    journey = Journey(board())
    submission = journey.published()
    actions.take_down(
        submission, ["vi"], ground="untrue", words="Sai.", by=journey.who.deputy, at=journey.now()
    )
    return submission


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.provision("LC-9.3")
@pytest.mark.parametrize("model", GUARDED)
def test_an_administrator_can_only_read_what_the_machine_writes(model, client, published):
    row = model.objects.order_by("pk").first()
    before = list(model.objects.order_by("pk").values())

    assert client.get(address(model, "changelist")).status_code == 200
    assert client.get(address(model, "change", row.pk)).status_code == 200
    assert client.get(address(model, "history", row.pk)).status_code == 200
    for page, args in [("add", ()), ("change", (row.pk,)), ("delete", (row.pk,))]:
        assert client.post(address(model, page, *args), {"post": "yes"}).status_code == 403
    assert client.get(address(model, "add")).status_code == 403
    assert client.get(address(model, "delete", row.pk)).status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(address(model, "changelist"), bulk)
    assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.provision("LC-9.3")
@pytest.mark.parametrize("model", GUARDED)
def test_no_guarded_row_offers_a_form_or_a_bulk_action(model, client, published):
    row = model.objects.order_by("pk").first()

    listing = client.get(address(model, "changelist")).content.decode()
    detail = client.get(address(model, "change", row.pk)).content.decode()

    assert 'name="action"' not in listing
    assert 'name="_save"' not in detail
    assert "deletelink" not in detail


def test_a_draft_not_yet_sent_is_not_shown(client, published):
    journey = Journey(board())
    draft = journey.drafted()

    assert draft.code not in client.get(address(Submission, "changelist")).content.decode()
    assert client.get(address(Submission, "change", draft.pk)).status_code == 302
    assert client.get(address(Revision, "change", draft.source.head_revision_id)).status_code == 302


def test_every_page_of_the_reference_data_opens(client, published):
    index = client.get(f"{ENGLISH}/?reference").content.decode()
    for model in admin.site._registry:
        assert client.get(address(model, "changelist")).status_code == 200, model
        assert client.get(address(model, "changelist"), {"q": "x"}).status_code == 200, model
        if row := model._default_manager.first():
            assert client.get(address(model, "change", row.pk)).status_code in {200, 302}, model
        assert address(model, "changelist") in index, model


def test_guardians_own_pages_and_groups_are_closed(client):
    names = {model._meta.label for model in admin.site._registry}

    assert not {name for name in names if name.startswith(("guardian.", "auth."))}
    assert not {"accounts.AgencyGrant", "sections.SectionGrant"} & names
    for model in (Section, Agency):
        with pytest.raises(NoReverseMatch):
            address(model, "permissions", 1)


def test_whoever_does_not_administer_sees_no_reference_data(published):
    deputy = person(Role.DEPUTY_HEAD)
    client = Client()
    client.force_login(deputy)

    for model in [*GUARDED, User, Agency, Section]:
        assert client.get(address(model, "changelist")).status_code == 403, model
    assert client.get(f"{ENGLISH}/accounts/user/{deputy.pk}/appoint/").status_code == 403


def test_an_account_begins_with_a_temporary_password_shown_once(client):
    values = {"username": "hoa", "full_name": "Lò Thị Hoa", "email": "", "language": "vi"}

    answer = client.post(f"{ENGLISH}/accounts/user/add/", values, follow=True)
    password = re.search(r"Lò Thị Hoa: ([a-z0-9-]{19})\.", answer.content.decode())[1]

    assert Client().login(username="hoa", password=password)
    assert password not in client.get(answer.redirect_chain[-1][0]).content.decode()
    assert Record.objects.filter(
        verb="accounts.added", target_id=str(User.objects.get(username="hoa").pk)
    ).exists()


def test_an_account_carries_no_rights_of_its_own_in_the_form(client):
    user = UserFactory()
    values = {
        "username": user.username, "full_name": "Đổi tên", "email": "", "language": "en",
        "is_active": "on", "is_superuser": "on", "is_staff": "on",
        "appointments-TOTAL_FORMS": "0", "appointments-INITIAL_FORMS": "0",
    }  # fmt: skip

    client.post(f"{ENGLISH}/accounts/user/{user.pk}/change/", values)

    user.refresh_from_db()
    assert user.full_name == "Đổi tên"
    assert not user.is_superuser
    assert not user.is_staff


@pytest.mark.provision("LC-12.3")
def test_a_role_is_given_and_ended_by_its_acts(client):
    user = UserFactory()
    section = Section.objects.get(code="news")
    url = f"{ENGLISH}/accounts/user/{user.pk}/appoint/"

    client.post(url, {"role": "editor", "section": section.pk, "from_on": "2026-01-01"})
    held = user.appointments.get()
    assert held.scope == section

    client.post(f"{ENGLISH}/accounts/appointment/{held.pk}/end/", {"last_day": "2026-02-01"})
    held.refresh_from_db()
    assert str(held.to_on) == "2026-02-01"
    assert set(Record.objects.filter(target_id=str(held.pk)).values_list("verb", flat=True)) >= {
        "accounts.appoint", "accounts.end_appointment",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"role": "agency_officer"}, "Choose the agency"),
        ({"role": "translator"}, "Choose the language"),
        ({"role": "editor", "language": "en"}, "Only translators"),
        ({"role": "editor", "from_on": "2026-02-01", "to_on": "2026-01-01"}, "before the first"),
        ({"role": "king"}, "choose one of the answers"),
        ({"role": "editor", "section": "9" * 40}, "valid choice"),
        ({"role": "editor", "decision_number": "x" * 5000}, "shorten"),
        ({"role": "ed\x00itor", "from_on": "99999-99-99"}, "not a date"),
    ],
)
def test_an_appointment_that_makes_no_sense_is_explained(client, values, words):
    user = UserFactory()

    answer = client.post(
        f"{ENGLISH}/accounts/user/{user.pk}/appoint/", {"from_on": "2026-01-01"} | values
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not user.appointments.exists()


@pytest.mark.provision("LC-16.3")
def test_a_succession_is_an_act_and_closes_the_old_agency(client):
    old, new = AgencyFactory(), AgencyFactory()
    url = f"{ENGLISH}/accounts/agency/{old.pk}/succeed/"
    values = {
        "successor": new.pk,
        "kind": "merged",
        "effective_on": "2025-07-01",
        "takes_over_duties": "on",
    }

    client.post(url, values)
    again = client.post(url, values)

    assert Succession.objects.get().successor == new
    old.refresh_from_db()
    assert str(old.dissolved_on) == "2025-07-01"
    assert again.status_code == 422


@pytest.mark.provision("LC-3.2")
def test_a_section_of_the_regulation_is_renamed_but_neither_deleted_nor_recoded(client):
    section = Section.objects.get(code="news")
    url = address(Section, "change", section.pk)
    values = {
        "code": "other", "position": section.position, "kind": "map", "name_vi": "Tin mới",
        "name_zh_hans": "新闻", "name_en": "News",
        "summary_vi": "", "summary_zh_hans": "", "summary_en": "",
    }  # fmt: skip

    assert client.post(address(Section, "delete", section.pk), {"post": "yes"}).status_code == 403
    client.post(url, values | {"name_en": ""})
    section.refresh_from_db()
    assert section.name_vi != "Tin mới"

    client.post(url, values)
    section.refresh_from_db()
    assert (section.code, section.name_vi) == ("news", "Tin mới")
    assert section.kind != "map"


@pytest.mark.parametrize("model", [User, Agency, Submission, Appointment, Section])
def test_a_list_costs_the_same_for_one_row_and_for_many(model, client):
    journey = Journey(board())
    journey.submitted()
    client.get(address(model, "changelist"))
    with CaptureQueriesContext(connection) as few:
        client.get(address(model, "changelist"))
    for _each in range(4):
        journey.submitted()
        person(Role.EDITOR, scope=journey.who.section)
        AgencyFactory()
    with CaptureQueriesContext(connection) as many:
        client.get(address(model, "changelist"))

    assert len(many) == len(few)


@pytest.mark.parametrize("language", ["vi", "zh", "en"])
def test_the_pages_declare_their_language_and_hold_no_inline_script(language, client):
    html = client.get(f"/{language}/admin/accounts/user/").content.decode()

    bcp47 = {"zh": "zh-Hans"}.get(language, language)
    assert f'<html lang="{bcp47}"' in html
    assert not re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", html)
    assert "style=" not in html


@pytest.mark.parametrize("model", [Submission, Revision, Transition, Article, Takedown])
def test_fields_of_the_reference_data_are_named_in_the_readers_language(model):
    shown = admin.site._registry[model].fields or [f.name for f in model._meta.fields]
    with translation.override("vi"):
        bare = {
            field.name
            for field in model._meta.fields
            if field.name in shown and field.verbose_name == field.name.replace("_", " ")
        }

    assert bare - {"id"} == set()


@pytest.mark.parametrize("slug", ["vi", "zh", "en"])
def test_steps_are_told_in_words(client, published, slug):
    page = client.get(f"/{slug}/admin/editorial/transition/").content.decode()

    for code in ("in_review", "taken_down", "request_changes"):
        assert f">{code}<" not in page


def test_the_record_of_acts_does_not_count_what_it_was_told_not_to_count(client, published):
    page = client.get(f"{ENGLISH}/audit/record/?q=editorial").content.decode()

    assert "results" in page
    assert "None total" not in page


@pytest.mark.parametrize("page", ["", "law/provision/", "login/"])
def test_an_officer_at_the_desk_s_door_is_told_so(db, page):
    """A sign-in that sends back to the desk, which sends to the sign-in, never ends."""
    officer = person(Role.AGENCY_OFFICER, scope=AgencyFactory())
    client = Client()
    client.force_login(officer)

    response = client.get(f"{ENGLISH}/{page}", follow=True)

    assert response.status_code == 403


def test_the_list_of_steps_asks_once_for_their_dossiers(client, published):
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address(Transition, "changelist"))

    assert page.context["cl"].result_count > 5
    dossiers = [q for q in queries if q["sql"].startswith('SELECT "editorial_submission"')]
    assert dossiers == []

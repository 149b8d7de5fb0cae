import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from law.admin import ActAdmin, ProvisionAdmin
from law.models import Act, Provision
from tests.factories.accounts import person


pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return User(username="thuky", full_name="Thư ký", is_staff=True)


@pytest.fixture
def ask(officer):
    """The rows the list shows for a query string."""

    def _ask(query: str, model=Provision, model_admin=ProvisionAdmin):
        request = RequestFactory().get(
            "/", query_params=dict(p.split("=") for p in query.split("&"))
        )
        request.user = officer
        shown = model_admin(model, admin.site)
        return set(shown.get_changelist_instance(request).get_queryset(request))

    return _ask


def test_the_desk_reads_the_register_and_nobody_writes_it(officer, rf):
    request = rf.get("/")
    request.user = officer
    shown = ProvisionAdmin(Provision, admin.site)

    assert shown.has_module_permission(request)
    assert shown.has_view_permission(request)
    assert not shown.has_add_permission(request)
    assert not shown.has_change_permission(request)
    assert not shown.has_delete_permission(request)


def test_the_public_does_not_see_the_register_at_the_desk(rf):
    request = rf.get("/")
    request.user = User(username="coquan", is_staff=False)

    assert not ProvisionAdmin(Provision, admin.site).has_view_permission(request)


def test_the_list_tells_what_is_in_force_expired_or_unconfirmed(ask):
    assert {p.key for p in ask("standing=expired")} == {"CL-8.3b-2017"}
    assert "CL-8.3b-2017" not in {p.key for p in ask("standing=in_force")}
    assert "LC-8.2-notice" in {p.key for p in ask("standing=unconfirmed")}
    assert len(ask("standing=nonsense")) == Provision.objects.count()


def test_the_list_is_searched_by_words_of_the_title_and_by_act(ask):
    assert {p.key for p in ask("q=giờ làm việc&binding=legal")} >= {"LC-8.2"}
    assert {act.code for act in ask("q=42/2022", Act, ActAdmin)} == {"ND-42-2022"}


def test_a_row_shows_whether_it_is_in_force_today():
    shown = ProvisionAdmin(Provision, admin.site)

    with override("en"):
        assert shown.in_force_today(Provision.objects.get(key="LC-8.2"))
        assert not shown.in_force_today(Provision.objects.get(key="CL-8.3b-2017"))


@pytest.mark.parametrize("language", ["vi", "zh-hans", "en"])
@pytest.mark.parametrize("name", ["provision", "act"])
def test_the_pages_of_the_register_open_at_the_desk(client, name, language):
    model = {"provision": Provision, "act": Act}[name]
    client.force_login(person(Role.SECRETARY))

    with override(language):
        found = client.get(reverse(f"admin:law_{name}_changelist"))
        shown = client.get(reverse(f"admin:law_{name}_change", args=[model.objects.first().pk]))

    assert (found.status_code, shown.status_code) == (200, 200)
    assert "02/2025/QĐ-UBND" in found.content.decode()


def test_the_list_costs_the_same_however_long_it_is(client, django_assert_max_num_queries):
    client.force_login(person(Role.SECRETARY))

    with override("vi"), django_assert_max_num_queries(20):
        client.get(reverse("admin:law_provision_changelist"))

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from law import actions, queries, rules
from law.models import Act, Provision


pytestmark = pytest.mark.django_db


def test_migrations_load_the_whole_register():
    assert Provision.objects.count() == len(rules.PROVISIONS)
    assert Act.objects.count() == len(rules.ACTS)
    assert list(Provision.objects.values_list("key", flat=True)) == list(rules.PROVISIONS)


def test_loading_again_changes_nothing():
    before = list(Provision.objects.values()), list(Act.objects.values())

    actions.load_register()

    assert (list(Provision.objects.values()), list(Act.objects.values())) == before


def test_loading_mends_what_differs_from_the_files():
    Provision.objects.filter(key="LC-8.2").update(title="", successor=Provision.objects.first())
    Provision.objects.filter(key="LC-9.3").delete()
    Provision.objects.create(
        key="LC-0", act=Act.objects.get(code="LC"), clause="-", title="-", position=1
    )

    loaded = actions.load_register()

    assert loaded == actions.Loaded(acts=len(rules.ACTS), provisions=len(rules.PROVISIONS))
    mended = Provision.objects.get(key="LC-8.2")
    assert mended.title == rules.PROVISIONS["LC-8.2"].title
    assert mended.successor is None
    assert not Provision.objects.filter(key="LC-0").exists()
    assert Provision.objects.filter(key="LC-9.3").exists()


def test_the_command_says_how_much_it_loaded(capsys):
    call_command("load_register")

    assert capsys.readouterr().out == "49 acts, 175 provisions\n"


@pytest.mark.provision("LC-16.1")
def test_an_act_that_died_leads_to_the_act_that_took_its_place():
    dead = Act.objects.get(code="ND-42-2022")

    assert not dead.in_force(date(2026, 7, 1))
    assert dead.in_force(date(2026, 6, 30))
    assert dead.replaced_by.number == "224/2026/NĐ-CP"


def test_words_of_the_register_agree_with_its_rows():
    day = date(2022, 3, 31)

    in_force = set(Provision.objects.in_force(day))

    assert in_force == {p for p in Provision.objects.all() if p.in_force(day)}
    assert {p.key for p in Provision.objects.expired(date(2026, 1, 1))} == {"CL-8.3b-2017"}
    unconfirmed = Act.objects.to_be_confirmed()
    assert set(unconfirmed) == {act for act in Act.objects.all() if act.to_be_confirmed}


def test_a_provision_is_found_by_its_key_with_its_act(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.provision("LC-8.3")
        number = found.act.number

    assert number == "02/2025/QĐ-UBND"
    assert str(found).startswith("LC-8.3: ")


def test_a_key_that_nobody_registered_is_an_error():
    with pytest.raises(rules.UnknownProvision):
        queries.provision("LC-99.9")


def test_nothing_ends_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.filter(code="LC").update(in_force_to=date(2020, 1, 1))


def test_an_act_is_called_by_its_number_or_by_its_title():
    assert str(Act.objects.get(code="LC")) == "02/2025/QĐ-UBND"
    assert str(Act.objects.get(code="CM")).startswith("Quyết định sửa đổi")

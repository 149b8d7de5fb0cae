from datetime import date, timedelta

import pytest

from law import rules
from law.rules import ACTS, KEYS, NORMS, PROVISIONS, Binding, Confidence


def test_every_clause_that_software_carries_out_is_registered():
    by_act = {code: sum(p.act == code for p in PROVISIONS.values()) for code in ACTS}

    assert {code: count for code, count in by_act.items() if count} == {
        "LC": 44, "CL": 39, "CM": 1, "LA": 56, "CC": 35,
    }  # fmt: skip


@pytest.mark.parametrize("provision", PROVISIONS.values(), ids=lambda p: p.key)
def test_a_provision_is_complete_and_agrees_with_its_act(provision):
    act = ACTS[provision.act]

    assert provision.key.startswith(f"{provision.act}-")
    assert provision.clause
    assert provision.title
    assert provision.duty
    assert provision.title == provision.title.strip()
    assert not provision.title.endswith(".")
    assert act.in_force_from <= provision.in_force_from
    assert not provision.successor or provision.successor in PROVISIONS


def test_the_register_is_in_the_order_of_the_acts():
    positions = [provision.position for provision in PROVISIONS.values()]
    keys = list(PROVISIONS)

    assert positions == sorted(set(positions))
    assert keys.index("LC-9.3") < keys.index("LC-10.1") < keys.index("CL-2.1")
    assert keys.index("LA-12.1d") < keys.index("LA-12.1đ") < keys.index("LA-12.1e")


def test_acts_name_acts_of_the_register_and_end_after_they_start():
    for act in ACTS.values():
        assert act.title
        assert act.issuer
        for other in (act.replaced_by, act.amends):
            assert not other or other in ACTS
        if act.in_force_from and act.in_force_to:
            assert act.in_force_from <= act.in_force_to


def test_an_act_ends_on_the_eve_of_the_act_that_replaced_it():
    for act in ACTS.values():
        follower = ACTS.get(act.replaced_by)
        if follower and follower.in_force_from and act.in_force_to:
            assert act.in_force_to == follower.in_force_from - timedelta(days=1), act.code


def test_rules_of_a_neighbour_are_norms_and_rules_of_the_province_are_law():
    binding = {act: {p.binding for p in PROVISIONS.values() if p.act == act} for act in ACTS}

    assert binding["LC"] == binding["CL"] == binding["CM"] == {Binding.LEGAL}
    assert binding["LA"] == binding["CC"] == {Binding.NORM}


@pytest.mark.parametrize(
    ("key", "norm"),
    [("LC-8.2", False), ("LA-13.6", True), ("CC-8.1c-event", True), ("norm:two-people", True)],
)
def test_a_norm_is_told_from_law(key, norm):
    assert rules.is_norm(key) is norm


def test_an_unknown_key_is_an_error_and_not_a_norm():
    with pytest.raises(rules.UnknownProvision, match=r"LC-99\.9"):
        rules.is_norm("LC-99.9")


def test_keys_hold_provisions_and_the_norms_of_the_portal():
    assert set(PROVISIONS) | set(NORMS) == KEYS
    assert all(key.startswith(rules.NORM_PREFIX) for key in NORMS)
    assert all(norm.title and norm.reason for norm in NORMS.values())


@pytest.mark.parametrize(
    ("day", "old", "new"),
    [
        (date(2016, 12, 31), False, False),
        (date(2017, 1, 1), True, False),
        (date(2022, 3, 31), True, False),
        (date(2022, 4, 1), False, True),
    ],
)
@pytest.mark.provision("CL-8.3b")
def test_the_hour_to_notify_an_incident_of_a_cluster_held_until_march_2022(day, old, new):
    assert PROVISIONS["CL-8.3b-2017"].in_force(day) is old
    assert PROVISIONS["CL-8.3b"].in_force(day) is new
    assert PROVISIONS["CL-8.3b-2017"].successor == "CL-8.3b"


def test_a_period_with_unknown_ends_is_open_there():
    assert rules.in_force(None, None, on=date(2026, 1, 1))
    assert rules.in_force(None, date(2026, 1, 1), on=date(2026, 1, 1))
    assert not rules.in_force(None, date(2025, 12, 31), on=date(2026, 1, 1))


def test_our_own_readings_are_shown_as_to_be_confirmed():
    notice = PROVISIONS["LC-8.2-notice"]

    assert notice.confidence is Confidence.READING
    assert notice.confidence in rules.TO_BE_CONFIRMED


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("LC-8.2", "Khoản 2 Điều 8, Quyết định 02/2025/QĐ-UBND"),
        ("CM-2.1", "Khoản 1 Điều 2, Quyết định sửa đổi một số điều của Quyết định số 104/2016"),
        ("norm:two-people", "Người soạn không tự duyệt"),
    ],
)
def test_a_citation_reads_as_an_officer_writes_it(key, words):
    assert rules.citation(key).startswith(words)

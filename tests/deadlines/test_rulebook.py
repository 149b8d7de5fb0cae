from datetime import date

import pytest

from deadlines.rules import rulebook
from deadlines.rules.terms import StartsAt, Term, Unit


@pytest.mark.parametrize(
    ("key", "amount", "unit"),
    [
        ("LC-8.2", 8, Unit.WORKING_HOURS),
        ("LC-8.2-notice", 8, Unit.WORKING_HOURS),
        ("LC-8.3", 24, Unit.HOURS),
        ("LC-8.3-removal", 24, Unit.HOURS),
        ("LA-12.1b", 12, Unit.WORKING_DAYS),
        ("LA-12.1c-issuer", 2, Unit.WORKING_DAYS),
        ("LA-12.1c-scope", 8, Unit.WORKING_DAYS),
        ("LA-12.1d", 8, Unit.WORKING_DAYS),
        ("LA-12.1đ", 18, Unit.WORKING_DAYS),
        ("LA-12.1e", 8, Unit.WORKING_DAYS),
        ("LA-13.6", 15, Unit.WORKING_DAYS),
        ("CC-8.1c-event", 24, Unit.HOURS),
        ("CC-8.1c-document", 48, Unit.HOURS),
    ],
)
def test_every_number_is_the_number_of_the_act(key, amount, unit):
    term = rulebook.term(key, on=date(2026, 3, 3))

    assert (term.amount, term.unit, term.provision) == (amount, unit, key)


@pytest.mark.parametrize(
    ("key", "on", "provision", "amount"),
    [
        ("CL-8.3b", date(2017, 1, 1), "CL-8.3b-2017", 1),
        ("CL-8.3b", date(2022, 3, 31), "CL-8.3b-2017", 1),
        ("CL-8.3b", date(2022, 4, 1), "CL-8.3b", 0),
        ("CL-8.3b-2017", date(2022, 3, 31), "CL-8.3b-2017", 1),
    ],
)
def test_the_day_of_the_event_decides_which_version_holds(key, on, provision, amount):
    term = rulebook.term(key, on=on)

    assert (term.provision, term.amount) == (provision, amount)


@pytest.mark.parametrize(
    ("key", "on", "words"),
    [
        ("CL-8.3b", date(2016, 12, 31), "no term for an event of 2016-12-31"),
        ("CL-8.3b-2017", date(2022, 4, 1), "no term for an event of 2022-04-01"),
        ("LC-99", date(2026, 3, 3), "not a provision"),
        ("", date(2026, 3, 3), "not a provision"),
        ("\0\x1b[31m", date(2026, 3, 3), r"\\x00\\x1b"),
    ],
)
def test_what_sets_no_term_is_unknown(key, on, words):
    with pytest.raises(rulebook.UnknownTerm, match=words):
        rulebook.term(key, on=on)


def test_a_term_survives_being_written_down():
    for term in (*rulebook.REPORT_INCIDENT, rulebook.HANDLE):
        assert Term.from_json(term.as_json()) == term
    assert (
        Term.from_json(
            Term(48, Unit.HOURS, "CC-8.1c-document", starts_at=StartsAt.END_OF_DAY).as_json()
        ).starts_at
        is StartsAt.END_OF_DAY
    )


def test_a_term_is_never_negative():
    with pytest.raises(ValueError, match="negative"):
        Term(-1, Unit.HOURS, "LC-8.3")

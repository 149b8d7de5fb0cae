"""What the acts refuse, and what holds when several act at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.roles import Role
from editorial.rules.reasons import Ground
from incidents import actions
from incidents.models import Authority, Case, CaseEvent
from incidents.rules.states import Channel, Kind, State
from tests.factories import incidents
from tests.factories.accounts import person
from tests.factories.incidents import DEMAND, MORNING, REPORT


@pytest.mark.django_db
def test_nothing_comes_in_from_the_future(secretary):
    with pytest.raises(actions.NotReady, match="in_the_future"):
        actions.receive(
            replace(REPORT, channel=Channel.PHONE),
            received_at=MORNING + timedelta(minutes=1),
            by=secretary,
            at=MORNING,
        )


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"channel": Channel.PHONE}, {"kind": Kind.AUTHORITY_REQUEST}])
def test_nobody_poses_as_the_board_or_as_an_authority(changes):
    with pytest.raises(actions.NotAllowed, match="not_by_form"):
        incidents.received(**changes)


@pytest.mark.django_db
def test_who_handles_no_cases_does_nothing(translator, secretary):
    case = incidents.received()

    with pytest.raises(actions.NotAllowed):
        actions.take_charge(case, by=translator, at=MORNING)
    with pytest.raises(actions.NotAllowed, match="handler_may_not"):
        actions.assign(case, translator, by=secretary, at=MORNING)
    with pytest.raises(actions.NotAllowed):
        incidents.requested(translator)


@pytest.mark.django_db
def test_an_authority_is_turned_away_by_leaders_alone(secretary, deputy):
    case = incidents.requested(secretary)

    with pytest.raises(actions.NotAllowed, match="for_the_leaders"):
        actions.reject(case, "Không đúng.", by=secretary, at=MORNING)
    actions.reject(case, "Không đúng.", by=deputy, at=MORNING)

    assert incidents.fresh(case).state == State.REJECTED


@pytest.mark.django_db
def test_a_case_is_put_off_twice_and_no_more(secretary):
    case = incidents.received()
    for day in (1, 2):
        at = MORNING + timedelta(days=day - 1)
        actions.mark_complex(
            case,
            "Cần thêm thời gian.",
            promised_at=MORNING + timedelta(days=day, hours=2),
            delivery=actions.Delivery(at=at, proof="Biên nhận"),
            by=secretary,
            at=at,
        )

    with pytest.raises(actions.NotAllowed, match="notices_used_up"):
        actions.mark_complex(
            case, "Nữa.", promised_at=MORNING + timedelta(days=9), by=secretary, at=MORNING
        )
    assert len(incidents.fresh(case).clocks_running()) == 1


@pytest.mark.django_db
def test_a_notice_that_was_not_delivered_stands_in_the_way_of_the_next(secretary):
    case = incidents.received()
    promised = MORNING + timedelta(days=1)
    actions.mark_complex(case, "Cần thêm.", promised_at=promised, by=secretary, at=MORNING)

    with pytest.raises(actions.NotAllowed, match="notice_not_delivered"):
        actions.mark_complex(case, "Nữa.", promised_at=promised, by=secretary, at=MORNING)


@pytest.mark.django_db
def test_a_promise_lies_in_the_future_and_has_a_reason(secretary):
    case = incidents.received()

    with pytest.raises(actions.NotReady, match="reason_missing, promise_past"):
        actions.mark_complex(case, " ", promised_at=MORNING, by=secretary, at=MORNING)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("delivery", "issue"),
    [
        (actions.Delivery(MORNING, " "), "proof_missing"),
        (actions.Delivery(MORNING + timedelta(days=9), "Giấy"), "in_the_future"),
        (actions.Delivery(MORNING - timedelta(days=2), "Giấy"), "before_the_notice"),
        (actions.Delivery(MORNING - timedelta(minutes=1), "Giấy"), "before_the_notice"),
        (actions.Delivery(MORNING + timedelta(hours=3), "Giấy"), "promise_past"),
    ],
)
def test_a_delivery_must_be_proved_and_in_time(secretary, delivery, issue):
    case = incidents.received()
    promised = MORNING + timedelta(hours=3)
    notice = actions.mark_complex(case, "Cần thêm.", promised_at=promised, by=secretary, at=MORNING)

    with pytest.raises(actions.NotReady, match=issue):
        actions.deliver_notice(notice, delivery, by=secretary, at=MORNING + timedelta(days=1))


@pytest.mark.django_db
def test_a_letter_has_a_number_and_a_body_is_known(secretary):
    with pytest.raises(actions.NotReady, match="letter_missing"):
        incidents.requested(secretary, channel=Channel.LETTER)
    with pytest.raises(actions.NotReady, match="authority_unknown"):
        incidents.requested(secretary, demand=replace(DEMAND, authority="nobody"))


@pytest.mark.django_db
def test_an_authority_takes_up_a_report_once_and_not_before_it_came(secretary):
    case = incidents.received(kind=Kind.VIOLATION_REPORT)

    with pytest.raises(actions.NotReady, match="before_the_report"):
        actions.escalate(
            case, DEMAND, received_at=MORNING - timedelta(days=1), by=secretary, at=MORNING
        )
    actions.escalate(case, DEMAND, received_at=MORNING, by=secretary, at=MORNING)
    with pytest.raises(actions.NotAllowed, match="already_escalated"):
        actions.escalate(case, DEMAND, received_at=MORNING, by=secretary, at=MORNING)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ground", "ordered_by", "reason", "issue"),
    [
        (Ground.AUTHORITY_REQUEST, " ", "Vì thế.", "order_missing"),
        (Ground.OWN_ERROR, "", " ", "reason_missing"),
    ],
)
def test_an_order_names_its_reason_and_who_demands_it(who, ground, ordered_by, reason, issue):
    article = incidents.published_article(who)

    with pytest.raises(actions.NotReady, match=issue):
        actions.order_takedown(
            article, ground=ground, reason=reason, ordered_by=ordered_by, by=who.deputy, at=MORNING
        )


@pytest.mark.django_db
def test_a_secretary_takes_down_only_where_the_law_is_in_a_hurry(who):
    article = incidents.published_article(who)

    with pytest.raises(actions.NotAllowed, match="ground_for_the_board"):
        actions.order_takedown(
            article, ground=Ground.OWN_ERROR, reason="Sai.", by=who.secretary, at=MORNING
        )
    order = actions.order_takedown(
        article,
        ground=Ground.AUTHORITY_REQUEST,
        reason="Theo yêu cầu.",
        ordered_by="A05",
        by=who.secretary,
        at=MORNING,
    )
    assert order.case is None
    with pytest.raises(actions.NotAllowed, match="nothing_is_public"):
        actions.order_takedown(
            article, ground=Ground.UNTRUE, reason="Sai.", by=who.deputy, at=MORNING
        )


@pytest.mark.django_db
def test_one_language_goes_and_the_others_stay(who, client):
    article = incidents.published_article(who, "en")
    kept, gone = article.url("vi"), article.url("en")

    actions.order_takedown(
        article,
        languages=["en"],
        ground=Ground.UNTRUE,
        reason="Dịch sai.",
        by=who.deputy,
        at=MORNING,
    )

    assert client.get(kept).status_code == 200
    assert client.get(gone).status_code == 410


@pytest.mark.django_db
def test_history_is_never_rewritten():
    case = incidents.received()

    with pytest.raises(IntegrityError), transaction.atomic():
        CaseEvent.objects.filter(case=case).update(note="anders")
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseEvent.objects.filter(case=case).delete()


@pytest.mark.django_db
def test_the_list_of_authorities_came_with_the_portal():
    heir = Authority.objects.get(code="so-khcn")

    assert heir.name_vi
    assert heir.name_en
    assert heir.name_zh_hans
    assert Authority.objects.get(code="so-tttt").successor == heir


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_doubles_and_no_gaps_when_many_report_at_once():
    person(Role.SECRETARY)
    twice = uuid4()

    def report(number: int) -> str:
        try:
            return actions.receive(
                REPORT,
                received_at=MORNING,
                form_token=twice if number < 4 else uuid4(),
                by=None,
                at=MORNING,
            ).number
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        numbers = list(pool.map(report, range(20)))

    assert len(set(numbers)) == 17
    assert sorted(Case.objects.values_list("number", flat=True)) == [
        f"SV-2026-{count:05}" for count in range(1, 18)
    ]

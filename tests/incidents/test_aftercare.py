"""After the answer: rated once, asked again within thirty days, never forgotten."""

from datetime import timedelta

import pytest

from deadlines.models import Clock
from incidents import actions
from incidents.rules import aftercare
from incidents.rules.states import State
from tests.factories import incidents
from tests.factories.incidents import MORNING


A_DAY = timedelta(days=1)
TRACK = "/vi/report/track/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(secretary):
    case = incidents.received()
    actions.resolve(case, "Đã khắc phục.", by=secretary, at=MORNING + timedelta(hours=1))
    return incidents.fresh(case)


@pytest.mark.parametrize(("days", "may"), [(0, True), (30, True), (30.00002, False), (400, False)])
def test_an_answer_is_questioned_within_thirty_days(days, may):
    assert aftercare.may_ask_again(MORNING, at=MORNING + timedelta(days=days)) is may


@pytest.mark.provision("LC-8.2")
def test_whoever_reported_says_it_is_not_settled_and_the_time_begins_anew(answered):
    actions.reopen_as_reporter(answered, "Vẫn lỗi.", at=MORNING + A_DAY)

    case = incidents.fresh(answered)
    assert (case.state, case.reopened, case.result) == (State.IN_PROGRESS, 1, "")
    second = Clock.objects.of(case).open().get()
    assert (second.provision, second.seq) == ("LC-8.2", 2)
    assert second.started_at == MORNING + A_DAY
    assert case.due_at == second.due_at
    assert case.events.filter(note="Đã khắc phục.").exists()  # the former answer is kept


def test_after_thirty_days_only_the_board_takes_it_up_again(answered, secretary):
    late = MORNING + timedelta(days=31)

    with pytest.raises(actions.NotAllowed, match="too_late_to_reopen"):
        actions.reopen_as_reporter(answered, "Vẫn lỗi.", at=late)
    with pytest.raises(actions.NotReady, match="reason_missing"):
        actions.reopen(answered, " ", by=secretary, at=late)
    actions.reopen(answered, "Kiểm tra lại theo chỉ đạo.", by=secretary, at=late)

    assert incidents.fresh(answered).is_open


@pytest.mark.provision("LC-8.3")
def test_a_private_person_never_starts_the_hours_of_an_authority(secretary, deputy):
    report = incidents.received(kind="violation_report")
    actions.escalate(report, incidents.DEMAND, received_at=MORNING, by=secretary, at=MORNING)
    request = incidents.requested(secretary)
    for case in (report, request):
        actions.resolve(case, "Đã xử lý.", by=deputy, at=MORNING + timedelta(hours=1))

    actions.reopen_as_reporter(report, "Chưa xong.", at=MORNING + A_DAY)
    with pytest.raises(actions.NotAllowed, match="not_by_form"):
        actions.reopen_as_reporter(request, "Chưa xong.", at=MORNING + A_DAY)
    actions.reopen(request, "Cơ quan yêu cầu làm tiếp.", by=secretary, at=MORNING + A_DAY)

    assert Clock.objects.of(report).open().get().provision == "LC-8.2"
    assert Clock.objects.of(request).open().get().provision == "LC-8.3"


def test_a_second_answer_is_sent_like_the_first(answered, secretary):
    actions.reopen_as_reporter(answered, "Vẫn lỗi.", at=MORNING + A_DAY)
    actions.resolve(answered, "Đã thay máy.", by=secretary, at=MORNING + 2 * A_DAY)

    kinds = [row.kind for row in incidents.mails_to_reporter()]
    assert kinds.count("case_resolved") == 2


def test_a_rating_is_given_once_and_changed_for_seven_days(answered):
    actions.rate(answered, 2, "Lâu quá.", at=MORNING + A_DAY)
    actions.rate(answered, 4, "", at=MORNING + 8 * A_DAY)

    with pytest.raises(actions.NotAllowed, match="rated_before"):
        actions.rate(answered, 5, "", at=MORNING + 8 * A_DAY + timedelta(seconds=1))
    case = incidents.fresh(answered)
    assert (case.satisfaction, case.satisfaction_at) == (4, MORNING + A_DAY)
    assert case.events.filter(action="rate").count() == 2


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_is_one_of_five(answered, rating):
    with pytest.raises(actions.NotReady, match="rating_missing"):
        actions.rate(answered, rating, at=MORNING + A_DAY)


def test_an_open_report_is_neither_rated_nor_reopened():
    case = incidents.received()

    for act in (
        lambda: actions.rate(case, 5, at=MORNING),
        lambda: actions.reopen_as_reporter(case, "?", at=MORNING),
    ):
        with pytest.raises(actions.NotAllowed, match="wrong_state"):
            act()


def test_the_page_of_a_report_takes_rating_and_objection(client, answered):
    page = client.get(TRACK, {"code": answered.tracking_code})
    assert page.context["rating_form"]
    assert page.context["again_form"]

    code = {"code": answered.tracking_code}
    empty = client.post(f"{TRACK}rate/", code)
    rated = client.post(f"{TRACK}rate/", code | {"rating": "5", "words": "Nhanh."})
    silent = client.post(f"{TRACK}again/", code | {"reason": "\x00"})
    again = client.post(f"{TRACK}again/", code | {"reason": "Vẫn lỗi."})

    assert empty.status_code == silent.status_code == 200
    assert "data-error-summary" in empty.text
    assert rated.url.endswith("done=rated")
    assert again.url.endswith("done=again")
    assert incidents.fresh(answered).reopened == 1
    assert client.get(again.url).context["again_form"] is None


@pytest.mark.parametrize("code", ["", "nonsense", "\x00", "B7KQ-2MXT-9RWD"])
@pytest.mark.parametrize("act", ["rate", "again"])
def test_an_unknown_code_leads_back_to_the_question(client, act, code):
    assert client.post(f"{TRACK}{act}/", {"code": code, "rating": "5"}).status_code == 302
    assert client.get(f"{TRACK}{act}/").status_code == 405

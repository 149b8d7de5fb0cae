"""The calendar at the desk: the page of the year, notices in their forms, who may do what."""

import re
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from fpdf import FPDF

from accounts.roles import Role
from deadlines.actions import calendars, notices
from deadlines.models import CalendarRevision, DayOverride, Notice
from deadlines.rules.calendar import Kind
from tests.deadlines.samples import local
from tests.factories.accounts import person
from tests.factories.deadlines import running
from tests.factories.notices import DOCUMENT, off, swap


pytestmark = pytest.mark.django_db

AT = local("2026-11-22 09:00")
HEAD = {
    "number": "9999/TB-BNV",
    "issued_on": "2026-11-20",
    "issuer": "Bộ Nội vụ",
    "title": "Nghỉ Ngày Văn hóa Việt Nam",
    "url": "https://example.invalid/9999",
}
NOT_OF_THE_DESK = [Role.AGENCY_OFFICER, Role.CONTRIBUTOR]


@pytest.fixture(autouse=True)
def _a_sunday_in_november():
    with time_machine.travel(AT, tick=False), translation.override("en"):
        yield


@pytest.fixture
def secretary():
    return person(Role.SECRETARY)


@pytest.fixture
def deputy():
    return person(Role.DEPUTY_HEAD)


def form(*lines, **changes):
    filled = {"days-TOTAL_FORMS": str(len(lines) + 2), "days-INITIAL_FORMS": "0"}
    for number, line in enumerate([*lines, {}, {}]):
        values = {"kind": "off", "status": "official", **line}
        filled |= {f"days-{number}-{name}": value for name, value in values.items()}
    return HEAD | filled | changes


CULTURE = {"date": "2026-11-24", "name": "Ngày Văn hóa Việt Nam"}


def entered(client, who, *lines, **changes):
    client.force_login(who)
    return client.post(reverse("calendar_desk:enter"), form(*lines, **changes))


def submitted(secretary, *lines):
    notice = notices.enter(DOCUMENT, lines, by=secretary, at=AT)
    return notices.submit(notice, by=secretary, at=AT)


def act(client, notice, name, **data):
    return client.post(reverse("calendar_desk:act", args=[notice.pk, name]), data, follow=True)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.SECRETARY, Role.ADMINISTRATOR])
def test_everybody_at_the_desk_reads_the_year(client, role):
    client.force_login(person(role))

    page = client.get(reverse("calendar_desk:year"))

    assert page.status_code == 200
    assert page.content.decode().count('<table class="month">') == 12
    assert page.context["sheets"][10].working_days == 21


@pytest.mark.parametrize("role", NOT_OF_THE_DESK)
def test_agencies_do_not_come_in(client, role):
    client.force_login(person(role))

    for name, args in (("year", []), ("notices", []), ("enter", []), ("notice", [1])):
        assert client.get(reverse(f"calendar_desk:{name}", args=args)).status_code == 403


def test_strangers_sign_in_first(client):
    assert client.get(reverse("calendar_desk:year")).status_code == 302


@pytest.mark.parametrize("language", ["vi", "zh-hans", "en"])
def test_every_page_speaks_every_language(client, language, secretary, deputy):
    notice = submitted(secretary, *swap("2026-12-31", "2027-01-09"))
    running(local("2026-12-30 16:00"))
    client.force_login(deputy)

    with translation.override(language):
        for name, args in (
            ("year", []), ("year_of", [2027]), ("notices", []), ("enter", []),
            ("notice", [notice.pk]),
        ):  # fmt: skip
            page = client.get(reverse(f"calendar_desk:{name}", args=args))
            assert page.status_code == 200
        assert client.get(reverse("case_desk:decisions")).status_code == 200


def cell(page, day):
    for sheet in page.context["sheets"]:
        for week in sheet.weeks:
            for one in week:
                if one is not None and one.day == date.fromisoformat(day):
                    return one
    return None


@pytest.mark.parametrize(
    ("day", "signs", "said"),
    [
        ("2026-11-24", "?", "working day"),
        ("2026-11-24", "?", "pending"),
        ("2026-02-17", "●✓", "day off"),
        ("2026-04-30", "●§", "by law"),
        ("2026-08-31", "⇄✓", "worked on another day"),
        ("2026-08-22", "+✓", "made-up working day"),
        ("2027-02-04", "●~", "estimated"),
        ("2026-11-23", "", "working day"),
        ("2026-11-22", "", "no working day"),
    ],
)
def test_what_a_day_is_stands_there_in_a_sign_and_in_words(client, secretary, day, signs, said):
    client.force_login(secretary)

    found = cell(client.get(reverse("calendar_desk:year_of", args=[int(day[:4])])), day)

    assert found.signs == signs
    assert said in found.words


def test_half_a_day_shows_its_hours(client, secretary):
    calendar = DayOverride.objects.first().calendar
    DayOverride.objects.create(
        calendar=calendar, date="2026-12-24", kind="hours", status="official", name="Nửa ngày",
        sessions="07:30-11:30",
    )  # fmt: skip
    calendars.publish(calendar, at=AT)
    client.force_login(secretary)

    found = cell(client.get(reverse("calendar_desk:year")), "2026-12-24")

    assert "◐" in found.signs
    assert "07:30-11:30" in found.words


def test_today_is_marked_once(client, secretary):
    client.force_login(secretary)

    page = client.get(reverse("calendar_desk:year")).content.decode()

    assert page.count('aria-current="date"') == 1


def test_the_missing_notice_is_told_from_november(client, secretary):
    client.force_login(secretary)

    assert client.get(reverse("calendar_desk:year")).context["missing"] == 2027
    with time_machine.travel(local("2026-10-31 09:00"), tick=False):
        assert client.get(reverse("calendar_desk:year")).context["missing"] is None


@pytest.mark.parametrize("year", [0, 1989, 2100, 99999999999999999999])
def test_years_without_a_calendar_do_not_exist(client, secretary, year):
    client.force_login(secretary)

    assert client.get(reverse("calendar_desk:year_of", args=[year])).status_code == 404


def test_a_day_that_is_pending_is_confirmed_by_two_people(client, secretary, deputy):
    client.force_login(secretary)
    offered = client.get(reverse("calendar_desk:enter"), {"confirm": "2026-11-24"})
    line = offered.context["days"].forms[0].initial
    assert (str(line["date"]), line["status"], line["kind"]) == ("2026-11-24", "official", "off")

    assert entered(client, secretary, CULTURE).status_code == 302
    notice = Notice.objects.get()
    act(client, notice, "submit")
    client.force_login(deputy)
    act(client, notice, "publish")

    assert CalendarRevision.objects.count() == 2
    assert DayOverride.objects.get(date="2026-11-24").status == "official"


@pytest.mark.parametrize("confirm", ["", "soon", "2026-11-25", "9" * 500])
def test_nothing_is_filled_in_for_what_is_no_special_day(client, secretary, confirm):
    client.force_login(secretary)

    page = client.get(reverse("calendar_desk:enter"), {"confirm": confirm})

    assert page.status_code == 200


def test_the_one_who_entered_it_sees_no_button_to_approve(client, secretary, deputy):
    notice = submitted(deputy, off("2026-11-24"))
    client.force_login(deputy)

    page = client.get(notice.get_absolute_url())

    assert not page.context["may_publish"]
    assert page.context["own"]
    assert "somebody else has to approve" in act(client, notice, "publish").content.decode()
    assert CalendarRevision.objects.count() == 1


def test_half_a_swap_is_told_on_the_page(client, secretary):
    entered(client, secretary, {"date": "2026-12-31", "name": "A", "swapped_with": "2027-01-09"})
    notice = Notice.objects.get()

    page = client.get(notice.get_absolute_url())

    assert "half of a swap" in page.content.decode()
    assert "half of a swap" in act(client, notice, "submit").content.decode()
    notice.refresh_from_db()
    assert notice.state == "draft"


def test_one_half_that_names_the_other_is_enough(client, secretary):
    entered(
        client, secretary,
        {"date": "2026-12-31", "name": "Nghỉ", "swapped_with": "2027-01-09"},
        {"date": "2027-01-09", "name": "Làm bù", "kind": "work"},
    )  # fmt: skip

    made_up = Notice.objects.get().days.get(kind=Kind.WORK)
    assert (made_up.swapped_with, made_up.as_weekday) == (date(2026, 12, 31), 3)


@pytest.mark.parametrize(
    ("lines", "changes"),
    [
        pytest.param([CULTURE], {"number": ""}, id="no number"),
        pytest.param([CULTURE], {"number": "x" * 5000}, id="a long number"),
        pytest.param([CULTURE], {"issued_on": "31/02/2026"}, id="no such date"),
        pytest.param([CULTURE], {"issued_on": "99999-01-01"}, id="no such year"),
        pytest.param([CULTURE], {"url": "javascript:alert(1)"}, id="a script"),
        pytest.param([CULTURE | {"date": "soon"}], {}, id="no date"),
        pytest.param([CULTURE | {"name": ""}], {}, id="no name"),
        pytest.param([CULTURE | {"date": "", "name": "Bão"}], {}, id="a name without a day"),
        pytest.param([CULTURE | {"kind": "party"}], {}, id="no such kind"),
        pytest.param([CULTURE | {"status": "lib"}], {}, id="a certainty nobody enters"),
        pytest.param([CULTURE | {"kind": "hours"}], {}, id="special hours without sessions"),
        pytest.param([CULTURE | {"sessions": "07:30-11:30"}], {}, id="a day off with sessions"),
        pytest.param(
            [CULTURE | {"kind": "hours", "sessions": "22:00-23:59"}], {}, id="a lost minute"
        ),
        pytest.param([CULTURE | {"kind": "hours", "sessions": "11:30-07:30"}], {}, id="backwards"),
        pytest.param([CULTURE | {"kind": "hours", "sessions": "\0"}], {}, id="a control character"),
        pytest.param([CULTURE | {"swapped_with": "2026-11-24"}], {}, id="swapped with itself"),
        pytest.param([CULTURE, CULTURE], {}, id="a day twice"),
        pytest.param([CULTURE], {"hours_from": "2027-04-16"}, id="a season without hours"),
        pytest.param(
            [CULTURE], {"hours_from": "2027-04-16", "monday": "1" * 5000}, id="long hours"
        ),
        pytest.param([CULTURE], {"days-TOTAL_FORMS": "x"}, id="no number of lines"),
        pytest.param([CULTURE], {"days-TOTAL_FORMS": "9" * 30}, id="far too many lines"),
    ],
)
def test_wrong_input_is_refused_and_kept(client, secretary, lines, changes):
    page = entered(client, secretary, *lines, **changes)

    assert page.status_code == 200
    assert not Notice.objects.exists()
    if "number" not in changes:
        assert page.context["form"]["number"].value() == HEAD["number"]


def test_enter_in_a_field_stores_and_adds_no_lines(client, secretary):
    """A browser presses the first button of the form; it must not be the one for more lines."""
    client.force_login(secretary)
    page = client.get(reverse("calendar_desk:enter")).content.decode()

    buttons = re.findall(r"<button[^>]*>", page.split("notice-form", 1)[1])

    assert 'type="submit"' in buttons[0]
    assert "name=" not in buttons[0]


def test_more_lines_lose_nothing(client, secretary):
    page = entered(client, secretary, CULTURE, more="1")

    assert len(page.context["days"].forms) == 9
    assert page.context["days"].forms[0]["name"].value() == CULTURE["name"]
    assert page.context["form"]["number"].value() == HEAD["number"]
    assert not Notice.objects.exists()


def test_the_scanned_document_is_kept(client, secretary, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = FPDF()
    document.add_page()
    content = bytes(document.output())
    scan = SimpleUploadedFile("cv.pdf", content, "application/pdf")

    page = entered(client, secretary, CULTURE, file=scan, url="")

    assert page.status_code == 302, page.context["form"].errors
    notice = Notice.objects.get()
    assert notice.file.original_name == "cv.pdf"
    assert str(notice.file.pk) in client.get(notice.get_absolute_url()).content.decode()


def test_a_program_is_no_document(client, secretary):
    program = SimpleUploadedFile("cv.pdf", b"MZ" + b"\0" * 500, "application/pdf")

    page = entered(client, secretary, CULTURE, file=program)

    assert page.context["form"].errors["file"]
    assert not Notice.objects.exists()


def test_a_draft_is_changed_by_whoever_entered_it_alone(client, secretary, deputy):
    entered(client, secretary, CULTURE)
    notice = Notice.objects.get()
    url = reverse("calendar_desk:revise", args=[notice.pk])

    assert client.get(url).status_code == 200
    client.post(url, form(CULTURE | {"name": "Khác"}))
    client.force_login(deputy)
    assert client.post(url, form(CULTURE | {"name": "Lạ"})).status_code == 302

    assert [day.name for day in notice.days.all()] == ["Khác"]


def test_an_editor_enters_nothing(client):
    editor = person(Role.EDITOR)

    assert entered(client, editor, CULTURE).status_code == 403


def test_withdrawing_asks_for_a_reason(client, secretary):
    notice = submitted(secretary, off("2026-11-24"))
    client.force_login(secretary)

    assert act(client, notice, "withdraw", reason="").context["form"].errors
    act(client, notice, "withdraw", reason="Nhập nhầm")

    notice.refresh_from_db()
    assert (notice.state, notice.withdrawn_reason) == ("withdrawn", "Nhập nhầm")


@pytest.mark.parametrize("pk", [0, 2**63, 10**30])
def test_a_notice_that_is_not_there_is_not_found(client, secretary, pk):
    client.force_login(secretary)

    assert client.get(reverse("calendar_desk:notice", args=[pk])).status_code == 404
    assert client.post(reverse("calendar_desk:act", args=[pk, "publish"])).status_code == 404


def test_an_act_nobody_knows_is_not_found(client, secretary):
    notice = submitted(secretary, off("2026-11-24"))
    client.force_login(secretary)

    assert act(client, notice, "burn").status_code == 404
    assert client.get(reverse("calendar_desk:act", args=[notice.pk, "publish"])).status_code == 405


def test_the_page_lists_what_would_move_before_anybody_approves(client, secretary, deputy):
    clock = running(local("2026-11-23 16:00"))
    notice = submitted(secretary, off("2026-11-24"))
    client.force_login(deputy)

    page = client.get(notice.get_absolute_url())

    assert page.context["preview"].total == 1
    (move,) = page.context["moves"]
    assert move["reference"] == str(clock.subject)
    assert page.context["may_publish"]

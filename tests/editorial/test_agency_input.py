"""Whatever is posted is answered in the page's language, kept as typed, and never breaks a page."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from editorial.models import Submission
from tests.factories.pages import submission_form


LANGUAGES = ["vi", "zh-hans", "en"]
BROKEN = "tên\x00 hỏng\x1b\x07"
HUGE = "9" * 5000
LONG = "ữ" * 1_000_000


@pytest.fixture
def office(client, who):
    """The browser of an officer."""
    client.force_login(who.officer)
    return client


def address(language="en", name="new", *args):
    with translation.override(language):
        return reverse(f"agency:{name}", args=args)


HOSTILE = {
    "control characters": {"title": BROKEN, "lead": BROKEN, "body": BROKEN},
    "a title of a million letters": {"title": LONG},
    "a body of a million letters": {"body": f"<p>{LONG}"},
    "an address of a million letters": {"source_url": "https://" + "a" * 1_000_000},
    "an address that is none": {"source_url": "http://[::1"},
    "an address that is a script": {"source_url": "javascript:alert(1)"},
    "a huge section": {"section": HUGE},
    "a section that is none": {"section": "news'; DROP TABLE"},
    "no section": {"section": ""},
    "an agency of others": {"agency": "1"},
    "a source that is none": {"source_kind": "LC-99.9"},
    "no source": {"source_kind": ""},
    "a language that is none": {"language": "zh"},
    "a revision that is none": {"seen": HUGE},
    "a token that is none": {"form_token": "not-a-token\x00"},
    "a year before calendars": {"letter_on": "0001-01-01", "event_at": "0001-01-01T00:00"},
    "a year after calendars": {"letter_on": "9999-12-31", "event_at": "9999-12-31T23:59"},
    "a day that is none": {"letter_on": "31/02/2026", "event_at": "tomorrow"},
    "a button that is none": {"press": "destroy:everything"},
    "pictures that are none": {"picture": [HUGE, "", "x", str(uuid4())], "press": "remove:\x00"},
    "deep nesting": {"body": "<b><i>" * 20_000},
    "scripts": {"body": "<p onclick=alert(1)>x</p><script>alert(1)</script>", "press": "save"},
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_answered(office, name, language):
    answer = office.post(address(language), submission_form(**HOSTILE[name]))

    assert answer.status_code in {200, 302, 409}
    assert answer.headers["Content-Language"] == {"zh-hans": "zh-Hans"}.get(language, language)


SHAPES = {
    "title": ("x" * 251, "Please shorten this to 250 characters; now it has 251."),
    "lead": ("x" * 1001, "Please shorten this to 1000 characters; now it has 1001."),
    "source_url": ("laocai dot gov", "This is not a web address"),
    "letter_on": ("hôm qua", "This is not a date"),
    "event_at": ("1789-07-14T08:00", "This is not a date with a time"),
    "section": ("999999", "Please choose one of the answers offered."),
}


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_wrong_is_said_and_what_was_typed_stays(office, name):
    typed, words = SHAPES[name]

    answer = office.post(address(), submission_form(**{name: typed, "letter_number": "kept-123"}))
    shown = answer.content.decode()

    assert answer.status_code == 200
    assert words in shown
    assert f'href="#id_{name}"' in shown
    assert "kept-123" in shown
    if name != "section":
        assert answer.context["form"][name].value() == typed
    assert not Submission.objects.exists()


def test_control_characters_are_taken_out_and_the_rest_is_kept(office):
    office.post(address(), submission_form(title=BROKEN, press="save"))

    assert Submission.objects.get().title == "tên hỏng"


def test_broken_letters_sent_in_a_rare_charset_are_taken_out(office):
    fields = submission_form(press="save")
    fields["title"] = r"t\ud800\udfffn"
    body = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        f"{value.encode('ascii', 'ignore').decode()}\r\n"
        for name, value in fields.items()
    )

    answer = office.generic(
        "POST", address(), f"{body}--edge--\r\n",
        content_type="multipart/form-data; boundary=edge; charset=unicode_escape",
    )  # fmt: skip

    assert answer.status_code == 302
    assert Submission.objects.get().title == "tn"


def test_scripts_never_reach_the_kept_text(office):
    office.post(address(), submission_form(**HOSTILE["scripts"]))

    assert Submission.objects.get().source.manuscript().body == "<p>x</p>"


def test_an_agency_that_is_not_theirs_is_never_written_for(office, who):
    office.post(address(), submission_form(agency="999999", press="save"))

    assert Submission.objects.get().agency == who.officer.appointments.get().scope


@pytest.mark.parametrize(
    "flood",
    [
        {f"field-{number}": "x" for number in range(1100)},
        {"body": "x" * (5 * 1024 * 1024)},
    ],
    ids=["fields", "bytes"],
)
def test_a_flood_answers_with_a_readable_page(office, flood):
    answer = office.post(address(), submission_form(**flood))

    assert answer.status_code == 400
    assert "more than it can take" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["?q=%00", "?page=-1", "?page=" + HUGE, "?state=%F0%28", "?q=" + "x" * 3000]
)
def test_the_list_survives_any_question(office, query):
    assert office.get(f"{address(name='home')}{query}").status_code in {200, 400}


def test_the_token_of_somebody_else_begins_nothing(office, client, who):
    token = str(uuid4())
    client.force_login(who.member)
    client.post(address(), submission_form(form_token=token, press="save"))
    client.force_login(who.officer)

    answer = client.post(address(), submission_form(form_token=token, press="save"))
    assert answer.status_code == 409
    again = submission_form(form_token=str(answer.context["page"].token), press="save")

    assert client.post(address(), again).status_code == 302
    assert Submission.objects.filter(created_by=who.officer).count() == 1

"""Writing on the desk: nothing typed is lost, and no input breaks it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from editorial.rules.manuscript import BODY_MAX, TITLE_MAX
from files.models import Attachment
from tests.factories.editorial import EN, fresh


HEAD = "/en/admin/submissions"


@pytest.fixture
def member(who):
    client = Client()
    client.force_login(who.member)
    return client


@pytest.fixture
def translator(who):
    client = Client()
    client.force_login(who.translator["en"])
    return client


def text_of(submission, **changes):
    head = submission.source.head_revision
    words = {key: head.content[key] for key in ("title", "lead", "body")}
    return {"seen": head.pk, "press": "save", **words, **changes}


def photo(name="cho.jpg", size=(640, 400)):
    file = BytesIO()
    Image.new("RGB", size, "#2f6b3c").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def test_somebody_elses_text_is_never_overwritten_and_mine_stays(journey, who, member):
    submission = journey.in_review()
    form = text_of(submission, title="Tiêu đề của tôi", lead="Chữ tôi vừa gõ.")
    head = Client()
    head.force_login(who.head)
    head.post(f"{HEAD}/{submission.pk}/edit/", text_of(submission, title="Trưởng ban đã sửa"))

    answer = member.post(f"{HEAD}/{submission.pk}/edit/", form)

    html = answer.content.decode()
    newest = fresh(submission).source.head_revision
    assert answer.status_code == 409
    assert newest.content["title"] == "Trưởng ban đã sửa"
    assert "Tiêu đề của tôi" in html
    assert "Chữ tôi vừa gõ." in html
    assert "Trưởng ban đã sửa" in html
    assert f'name="seen" value="{newest.pk}"' in html

    again = member.post(f"{HEAD}/{submission.pk}/edit/", form | {"seen": newest.pk})
    assert again.status_code == 303
    assert fresh(submission).source.head_revision.content["title"] == "Tiêu đề của tôi"


def test_two_translators_meet_the_same_way(journey, who, translator):
    submission = journey.translated(journey.approved(), "en")
    url = f"{HEAD}/{submission.pk}/en/translate/"
    words = {"title": "Mine", "lead": EN.lead, "body": EN.body}

    answer = translator.post(url, {"seen": "", **words})

    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert EN.title in answer.content.decode()
    assert fresh(submission).edition("en").head_revision.content["title"] == EN.title


def test_a_text_that_may_no_longer_be_edited_is_shown_again_with_the_reason(journey, who, member):
    submission = journey.recommended()
    seen = submission.source.head_revision_id
    from editorial import actions

    form = text_of(submission, title="Gõ dở")
    actions.approve(submission, seen=seen, by=who.deputy, at=journey.now())

    answer = member.post(f"{HEAD}/{submission.pk}/edit/", form)

    assert answer.status_code == 409
    assert "Gõ dở" in answer.content.decode()
    assert "was not saved" in answer.content.decode()


def test_pictures_are_kept_whatever_else_is_wrong(journey, member):
    submission = journey.in_review()
    url = f"{HEAD}/{submission.pk}/edit/"
    too_long = text_of(submission, title="x" * (TITLE_MAX + 1))

    answer = member.post(url, too_long | {"photos": [photo("chợ phiên.jpg")]})

    kept = Attachment.objects.get()
    assert answer.status_code == 422
    assert kept.pk.hex in answer.content.decode()

    words = {"picture": [kept.pk.hex], f"picture-{kept.pk.hex}-alt": "Chợ phiên Cán Cấu",
             f"picture-{kept.pk.hex}-rights": "Của Sở"}  # fmt: skip
    member.post(url, text_of(submission) | words)

    (figure,) = fresh(submission).source.manuscript().pictures
    assert (figure.attachment, figure.alt) == (str(kept.pk), "Chợ phiên Cán Cấu")


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("thu.jpg", b"not a picture"), "thu.jpg is not a picture"),
        (photo("nho.jpg", (50, 50)), "nho.jpg is less than 200 pixels"),
    ],
)
def test_a_refused_file_is_named_and_the_text_stays(journey, member, upload, words):
    submission = journey.in_review()
    form = text_of(submission, title="Tiêu đề mới gõ")

    answer = member.post(f"{HEAD}/{submission.pk}/edit/", form | {"photos": [upload]})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Tiêu đề mới gõ" in answer.content.decode()


def test_a_picture_of_another_dossier_cannot_be_slipped_in(journey, who, member):
    from files import actions as files

    submission = journey.in_review()
    picture = Image.new("RGB", (400, 300))
    foreign = files.keep_picture(picture, by=who.head, at=journey.now())

    member.post(
        f"{HEAD}/{submission.pk}/edit/", text_of(submission) | {"picture": [foreign.pk.hex]}
    )

    assert fresh(submission).source.manuscript().pictures == ()


def test_the_body_is_cleaned_on_the_server(journey, member):
    submission = journey.in_review()
    body = '<p onclick="x()">Sạch<script>alert(1)</script></p><iframe src="//evil"></iframe>'

    member.post(f"{HEAD}/{submission.pk}/edit/", text_of(submission, body=body))

    assert fresh(submission).source.head_revision.content["body"] == "<p>Sạch</p>"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "a\x00b"},
        {"title": "x" * 1_000_000},
        {"lead": "\ud83d\ude00" * 2_000},
        {"body": "<p>" + "x" * (BODY_MAX + 1)},
        {"body": "<b>" * 20_000},
        {"seen": "9" * 400},
        {"seen": "-1"},
        {"seen": "một"},
        {"picture": ["x", "0" * 32, "\x00"]},
        {"press": "remove:nothing"},
        {"press": "\x00"},
    ],
)
def test_no_input_breaks_the_edit_page(journey, member, changes):
    changes = {
        name: value.encode("utf-16", "surrogatepass").decode("utf-16")
        if isinstance(value, str)
        else value
        for name, value in changes.items()
    }
    submission = journey.in_review()

    answer = member.post(f"{HEAD}/{submission.pk}/edit/", text_of(submission, **changes))

    assert answer.status_code in {200, 303, 400, 409, 422}


@pytest.mark.parametrize("action", ["route", "refuse", "claim", "approve", "publish"])
@pytest.mark.parametrize("value", ["\x00", "9" * 400, "x" * 100_000, "🏔", "-1", ""])
def test_no_input_breaks_an_act(journey, who, action, value):
    submission = journey.submitted()
    client = Client()
    client.force_login(who.deputy)
    names = ("seen", "section", "member", "code", "words")

    answer = client.post(
        f"{HEAD}/{submission.pk}/vi/{action}/", dict.fromkeys(names, value), follow=True
    )

    assert answer.status_code in {200, 409, 422}
    assert fresh(submission).source.publication == "never"


@pytest.mark.parametrize(
    "address",
    [
        "/vi/unknown/", "/vi/create/", "/vi/mark_stale/", "/vi/save/", "/xx/approve/",
        "/zh-hans/approve/",
    ],
)  # fmt: skip
def test_an_act_that_the_desk_does_not_know_is_not_there(journey, who, address):
    submission = journey.submitted()
    client = Client()
    client.force_login(who.deputy)

    assert client.post(f"{HEAD}/{submission.pk}{address}").status_code == 404


def test_acts_are_never_done_by_following_a_link(journey, member):
    submission = journey.routed()

    assert member.get(f"{HEAD}/{submission.pk}/vi/claim/").status_code == 405


def test_the_translation_page_shows_what_changed_in_the_original(journey, who, translator):
    submission = journey.translated(journey.approved(), "en")
    url = f"{HEAD}/{submission.pk}/en/translate/"

    assert "What changed in the original" not in translator.get(url).content.decode()
    answer = translator.get(f"{HEAD}/{submission.pk}/?language=en")
    assert answer.status_code == 200

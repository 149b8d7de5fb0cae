"""Pictures that come with a submission: kept at once, cleaned, and safe whatever they hold."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image

from editorial.forms.manuscripts import MAX_PICTURES
from editorial.rules.states import Board
from files.models import Attachment
from tests.factories import pages
from tests.factories.pages import only_submission, photo, picture_words, submission_form


@pytest.fixture
def office(client, who):
    """The browser of an officer."""
    client.force_login(who.officer)
    return client


def address(language="en"):
    with translation.override(language):
        return reverse("agency:new")


def upload(client, *files, **changes):
    form = submission_form(**({"press": "add"} | changes))
    return client.post(address(), form | {"photos": list(files)})


def kept() -> Attachment:
    return Attachment.objects.get()


def test_pictures_are_kept_even_when_everything_else_is_wrong(office):
    answer = upload(office, photo(), press="send", title="x" * 300, source_url="not an address")
    shown = answer.content.decode()

    assert answer.status_code == 200
    assert f'name="picture" value="{kept().pk}"' in shown
    assert kept().src in shown
    assert "Please shorten this to 250 characters" in shown
    assert "This is not a web address" in shown


def test_a_picture_is_sent_with_its_words(office):
    upload(office, photo())
    form = submission_form(picture=str(kept().pk)) | picture_words(kept(), caption="Sáng sớm")

    office.post(address(), form)

    (figure,) = only_submission().source.manuscript().pictures
    assert only_submission().board_state == Board.SUBMITTED
    assert (figure.attachment, figure.caption) == (str(kept().pk), "Sáng sớm")


def test_a_picture_without_words_is_asked_for_them_by_its_number(office):
    shown = upload(office, photo(), press="send").content.decode()

    assert only_submission().board_state == Board.DRAFT
    assert "Picture 1 – A picture lacks its description" in shown
    assert "Picture 1 – A picture lacks its rights" in shown


def test_pictures_change_places_and_go(office):
    upload(office, photo(), photo())
    first, second = Attachment.objects.order_by("uploaded_at", "pk")
    form = submission_form(picture=[str(first.pk), str(second.pk)])

    def order(press):
        gallery = office.post(address(), form | {"press": press}).context["gallery"]
        return [row.attachment for row in gallery.rows]

    assert order(f"down:{first.pk}") == [second, first]
    assert order(f"up:{second.pk}") == [second, first]
    assert order(f"up:{first.pk}") == [first, second]
    assert order(f"remove:{first.pk}") == [second]
    assert order("remove:nonsense") == [first, second]


def test_the_place_where_it_was_taken_is_forgotten_and_it_stands_upright(office):
    upload(office, pages.photo_from_a_telephone())

    with kept().file.open() as stream, Image.open(stream) as picture:
        assert not picture.getexif()
        assert "exif" not in picture.info
        assert (picture.width, picture.height) == (480, 640)
        red, _green, blue = picture.getpixel((460, 320))
        assert red > blue


def test_a_telephones_photo_with_a_second_picture_behind_it_is_taken(office):
    second = Image.new("RGB", (640, 480), "white")

    upload(office, photo(kind="MPO", save_all=True, append_images=[second]))

    assert (kept().mime, kept().width) == ("image/jpeg", 640)


def test_a_moving_picture_is_refused(office):
    second = Image.new("RGB", (640, 480), "white")

    shown = upload(office, photo(kind="WEBP", save_all=True, append_images=[second]))

    assert "photo.jpg moves: choose a still picture." in shown.content.decode()


REFUSED = {
    "a bomb": (pages.bomb, "more than 40 million pixels"),
    "no picture": (
        lambda: SimpleUploadedFile("tin.jpg", b"%PDF-1.7", content_type="image/jpeg"),
        "is not a picture we can read",
    ),
    "nothing at all": (
        lambda: SimpleUploadedFile("tin.jpg", b" ", content_type="image/jpeg"),
        "is not a picture we can read",
    ),
    "a drawing with scripts": (
        lambda: SimpleUploadedFile(
            "tin.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
        ),
        "is not a picture we can read",
    ),
    "too small": (lambda: photo(width=50, height=50), "less than 200 pixels"),
    "cut off": (
        lambda: SimpleUploadedFile("tin.jpg", photo().read()[:900]),
        "is not a picture we can read",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_accepted_is_told_beside_the_pictures(office, kind):
    make, words = REFUSED[kind]

    answer = upload(office, photo(name="good.jpg"), make(), press="save")

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert kept().original_name == "good.jpg"


def test_a_script_behind_a_picture_is_left_behind(office):
    upload(office, pages.polyglot())

    with kept().file.open() as stream:
        assert b"<script" not in stream.read()
    served = office.get(kept().src)
    served.close()
    assert served.headers["Content-Type"] == "image/webp"
    assert served.headers["X-Content-Type-Options"] == "nosniff"


def test_more_pictures_than_there_is_room_for_are_told(office):
    upload(office, photo(width=200, height=200))
    one = kept()
    files = [photo(width=200, height=200) for _number in range(3)]
    others = [
        Attachment.objects.create(
            file=one.file.name, sha256="", mime="image/jpeg", width=200, height=200, size=1,
            uploaded_by=one.uploaded_by, uploaded_at=one.uploaded_at,
        )
        for _number in range(MAX_PICTURES - 2)
    ]  # fmt: skip

    answer = upload(office, *files, picture=[str(each.pk) for each in (one, *others)])

    assert len(answer.context["gallery"].rows) == MAX_PICTURES
    assert "at most 20 pictures: 2 were not taken" in answer.content.decode()


def test_far_too_many_files_answer_with_a_readable_page(office):
    answer = upload(office, *(photo(width=200, height=200) for _number in range(31)))

    assert answer.status_code == 400
    assert "We could not read this request" in answer.content.decode()


def test_a_picture_of_somebody_else_cannot_be_taken(office, client, who):
    client.force_login(who.member)
    upload(client, photo())
    client.force_login(who.officer)

    office.post(
        address(), submission_form(picture=str(kept().pk), press="save") | picture_words(kept())
    )

    assert only_submission().source.manuscript().pictures == ()
    assert client.get(kept().src).status_code == 404


def test_a_file_name_of_broken_letters_is_survived(office):
    answer = upload(office, photo(name="\x00\u202e../../etc/passwd" + "ữ" * 300 + ".jpg"))

    assert answer.status_code == 200
    assert len(kept().original_name) <= 200

"""Removing, proving, sealing and undoing (LC-8.3): nothing blocks it, nothing of it is lost."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import override_settings
from django.urls import reverse

import notifications.actions
from audit.models import Record
from editorial.actions import Conflict, NotAllowed, Pictures
from editorial.models import Edition, Revision
from editorial.rules.reasons import Ground
from editorial.rules.states import Publication
from incidents import actions
from incidents.actions import restoring, sealed, verification
from incidents.actions.takedowns import Extent
from incidents.models import SealReading, TakedownOrder
from incidents.queries import proofs
from notifications.models import Message
from sections.models import Article, SealedCopy, Takedown
from sections.queries import surfaces
from tests.factories.editorial import EN, VI, fresh
from tests.factories.files import picture
from tests.portal.test_surfaces import published


pytestmark = pytest.mark.databases
LEGAL = Ground.AUTHORITY_REQUEST


@pytest.fixture
def kept(who):
    return picture(by=who.officer)


@pytest.fixture
def article(journey, kept):
    return published(journey, kept, "zh-hans", "en").article


def order(article, journey, *, ground=LEGAL, by=None, **options):
    article.refresh_from_db()
    return actions.order_takedown(
        article, ground=ground, reason="Theo yêu cầu.", ordered_by="Cục A05, số 12",
        by=by or journey.who.deputy, at=journey.now(), **options,
    )  # fmt: skip


def read(client, address):
    """The bytes of an address, to the end."""
    answer = client.get(address)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def status(client, address):
    answer = client.get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code


def statuses(client, addresses):
    return {status(client, address) for address in addresses}


def everything(article):
    row = Article.objects.filter(pk=article.pk).values().get()
    return {name: value for name, value in row.items() if name != "hidden_at"}


# Nothing stands in its way


@pytest.mark.provision("LC-8.3-removal")
def test_no_claim_no_invalid_text_and_no_correction_stands_in_its_way(client, journey, article):
    submission = article.submission
    other = journey.in_review()  # somebody else holds something, and this one too
    submission.assignee = journey.who.member
    submission.save()
    Edition.objects.filter(submission=submission, language="vi").update(state="in_review")
    broken = Revision.objects.create(
        edition=submission.source, number=9, content={"body": None}, content_hash="x",
        translatable_hash="y", author=journey.who.member, author_name="", at=journey.now(),
    )  # fmt: skip
    Edition.objects.filter(submission=submission, language="vi").update(head_revision=broken)
    urls = [article.url(code) for code in ("vi", "zh-hans", "en")]

    order(article, journey, by=journey.who.secretary)

    assert statuses(client, urls) == {410}
    assert fresh(other).board_state == "in_review"


@pytest.mark.provision("LC-8.3-removal")
@override_settings(
    CELERY_BROKER_URL="redis://127.0.0.1:1/0", CELERY_TASK_ALWAYS_EAGER=False,
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
    EMAIL_HOST="127.0.0.1", EMAIL_PORT=1,
)  # fmt: skip
def test_it_holds_at_once_while_broker_and_mail_are_dead(client, journey, article):
    urls = [article.url(code) for code in ("vi", "zh-hans", "en")]

    made = order(article, journey)

    assert statuses(client, urls) == {410}
    assert verification.check_surfaces(made, by=None, at=journey.now()).nothing_left
    assert not notifications.actions.deliver(at=journey.now())


def test_a_surface_that_fails_is_named_and_stops_nothing(client, journey, article):
    class Broken:
        code, exists = "broken", True

        def name(self):
            return "Broken"

        def places(self, article, languages, *, at):
            return list(Article.objects.raw("SELECT * FROM nowhere"))

    url = article.url("vi")
    with patch.dict(surfaces._REGISTRY.surfaces, {"broken": Broken()}):
        made = order(article, journey)

    assert client.get(url).status_code == 410
    assert made.checks.get().results["surfaces"]["broken"]["failed"]
    assert not verification.check_surfaces(made, by=None, at=journey.now()).nothing_left


def test_who_clicks_second_is_led_kindly_to_the_first_record(client, journey, article):
    page = reverse("case_desk:take_down", args=[article.pk])
    posted = {"languages": ["vi", "zh-hans", "en"], "ground": LEGAL.value, "reason": "x",
              "ordered_by": "A05"}  # fmt: skip
    client.force_login(journey.who.deputy)
    first = client.post(page, posted)
    client.force_login(journey.who.head)

    second = client.post(page, posted, follow=True)

    made = TakedownOrder.objects.get()
    assert first.headers["Location"] == second.redirect_chain[-1][0]
    assert str(made.by) in second.content.decode()
    assert Takedown.objects.count() == 1


# What is answered


@pytest.mark.provision("LC-8.3")
@pytest.mark.parametrize(("code", "slug"), [("vi", "vi"), ("zh-hans", "zh"), ("en", "en")])
def test_an_order_may_ask_for_451_in_the_readers_language(client, journey, article, code, slug):
    url = article.url(code)
    order(article, journey, extent=Extent(answer=451))

    answer = client.get(url)

    assert answer.status_code == 451
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer.headers["Cache-Control"]
    told = answer.content.decode()
    assert f'lang="{slug}' in told
    for word in (VI.title, EN.title, "A05", article.code):
        assert word not in told


# Pictures


@pytest.mark.provision("LC-8.3")
def test_a_picture_goes_alone_and_the_text_stays(client, journey, kept, article):
    url, media = article.url("vi"), [kept.url(width) for width in kept.widths]
    alone = Extent(pictures=Pictures(everywhere=[kept.pk]), pictures_alone=True)

    made = order(article, journey, extent=alone)

    page = client.get(url)
    assert page.status_code == 200
    assert VI.title in page.content.decode()
    assert str(kept.pk) not in page.content.decode()
    assert statuses(client, media) == {410}
    assert made.languages == []
    assert verification.check_surfaces(made, by=None, at=journey.now()).nothing_left


@pytest.mark.provision("LC-8.3-removal")
@pytest.mark.parametrize(("chosen", "code"), [("keep", 200), ("everywhere", 410)])
def test_a_picture_used_elsewhere_stays_or_goes_as_decided(client, journey, kept, chosen, code):
    other = published(journey, kept, text=replace(VI, title="Bài khác")).article
    article = published(journey, kept).article
    pictures = Pictures(everywhere=[kept.pk] if chosen == "everywhere" else [])

    order(article, journey, extent=Extent(pictures=pictures))

    assert status(client, kept.url(kept.widths[0])) == code
    page = client.get(other.url("vi"))
    assert page.status_code == 200
    assert (str(kept.pk) in page.content.decode()) == (chosen == "keep")


def test_under_seal_nobody_at_the_desk_sees_picture_text_or_title(client, journey, kept, article):
    submission = article.submission
    order(article, journey)
    client.force_login(journey.who.head)
    revision = submission.source.head_revision_id
    pages = [
        f"/vi/admin/submissions/{submission.pk}/",
        f"/vi/admin/submissions/{submission.pk}/revisions/{revision}/",
        f"/vi/admin/submissions/{submission.pk}/vi/preview/",
        f"/vi/admin/submissions/{submission.pk}/en/translate/",
        f"/vi/admin/submissions/{submission.pk}/edit/",
        "/vi/admin/submissions/",
    ]

    for page in pages:
        told = client.get(page, follow=True).content.decode()
        for word in (VI.title, VI.lead, EN.title, EN.lead):
            assert word not in told, page
    assert status(client, kept.url(kept.widths[0])) == 410
    client.force_login(journey.who.officer)
    told = client.get(f"/vi/agency/{submission.pk}/", follow=True).content.decode()
    assert VI.title not in told


def test_our_own_mistake_stays_readable_so_that_it_can_be_put_right(client, journey, kept, article):
    order(article, journey, ground=Ground.OWN_ERROR)
    client.force_login(journey.who.head)

    page = client.get(f"/vi/admin/submissions/{article.submission.pk}/")

    assert VI.title in page.content.decode()
    assert status(client, kept.url(kept.widths[0])) == 200


# Messages


@pytest.mark.provision("LC-8.3-removal")
def test_messages_that_wait_are_called_back_and_those_sent_are_listed(journey, article):
    code = article.submission.code
    sent = Message.objects.filter(channel="email", context__reference=code).first()
    Message.objects.filter(pk=sent.pk).update(sent_at=journey.now())
    waiting = Message.objects.waiting().filter(kind="edition_published")
    assert waiting.exists()

    made = order(article, journey)

    left = Message.objects.waiting().filter(context__reference=code)
    assert set(left.values_list("kind", flat=True)) <= {"taken_down"}
    assert left.exists()
    told = proofs.proof_of(made).told
    assert str(sent.recipient) in {one["to"] for one in told}


# The sealed copy


@pytest.mark.provision("LC-8.3")
def test_a_sealed_copy_opens_for_two_people_and_for_half_an_hour(journey, article):
    who, made = journey.who, order(article, journey)
    asked = sealed.ask(made, reason="Kiểm tra.", by=who.secretary, at=journey.now())
    with pytest.raises(NotAllowed, match="second_person_needed"):
        sealed.let_in(asked, by=who.secretary, at=journey.now())
    with pytest.raises(NotAllowed, match="not_your_role"):
        sealed.let_in(asked, by=who.member, at=journey.now())

    at = journey.now()
    opening = sealed.let_in(asked, by=who.deputy, at=at)

    for reader in (who.secretary, who.deputy):
        content = sealed.read(opening, what="text", by=reader, at=at)
        assert content["languages"]["vi"]["title"] == VI.title
    with pytest.raises(NotAllowed, match="seal_closed"):
        sealed.read(opening, what="text", by=who.head, at=at)
    last = at + sealed.OPEN_FOR
    assert sealed.read(opening, what="t", by=who.deputy, at=last - timedelta(microseconds=1))
    with pytest.raises(NotAllowed, match="seal_closed"):
        sealed.read(opening, what="text", by=who.deputy, at=last)
    with pytest.raises(Conflict, match="let_in_before"):
        sealed.let_in(asked, by=who.head, at=journey.now())
    assert SealReading.objects.count() == 3
    assert Record.objects.filter(verb="incidents.read_sealed").count() == 3


def test_the_copy_holds_texts_pictures_hashes_and_the_steps(journey, kept, article):
    before = {code: article.in_language("body", code) for code in ("vi", "zh-hans", "en")}
    made = order(article, journey)

    copy = SealedCopy.objects.get(takedown=made.takedown)

    assert {code: text["body"] for code, text in copy.content["languages"].items()} == before
    assert copy.content["languages"]["vi"]["pictures"][0]["sha256"] == kept.sha256
    assert copy.content["origin"]["revisions"].keys() == before.keys()
    assert copy.content["origin"]["steps"]
    assert copy.content["log"]
    with pytest.raises(Exception, match="protected"):
        kept.delete()


# Undoing


@pytest.mark.provision("LC-8.3")
def test_what_is_undone_comes_back_byte_for_byte(client, journey, kept, article):
    urls = [article.url(code) for code in ("vi", "zh-hans", "en")]
    media = kept.url(kept.widths[0])
    columns, live = everything(article), _live(article)
    pages = [client.get(url).content for url in urls]
    file = read(client, media)
    made = order(article, journey)
    asked = restoring.ask_to_restore(made, reason="Nhầm.", by=journey.who.deputy, at=journey.now())

    restoring.confirm_restore(asked, by=journey.who.head, at=journey.now())

    assert [client.get(url).content for url in urls] == pages
    assert read(client, media) == file
    assert everything(article) == columns
    assert _live(article) == live


def _live(article):
    return set(
        Edition.objects.filter(
            submission__article=article, publication=Publication.LIVE, sealed_at=None
        ).values_list("language", "live_revision")
    )


def test_what_an_authority_had_removed_needs_the_head_among_the_two(journey, article):
    who, made = journey.who, order(article, journey)
    asked = restoring.ask_to_restore(made, reason="x", by=who.secretary, at=journey.now())

    with pytest.raises(NotAllowed, match="head_needed"):
        restoring.confirm_restore(asked, by=who.deputy, at=journey.now())
    with pytest.raises(NotAllowed, match="not_your_role"):
        restoring.confirm_restore(asked, by=who.secretary, at=journey.now())

    assert restoring.confirm_restore(asked, by=who.head, at=journey.now())


def test_nobody_undoes_alone_nor_twice(journey, article):
    who, made = journey.who, order(article, journey, ground=Ground.OWN_ERROR)
    asked = restoring.ask_to_restore(made, reason="x", by=who.deputy, at=journey.now())
    with pytest.raises(NotAllowed, match="second_person_needed"):
        restoring.confirm_restore(asked, by=who.deputy, at=journey.now())
    restoring.confirm_restore(asked, by=who.head, at=journey.now())

    with pytest.raises(Conflict):
        restoring.confirm_restore(asked, by=who.head, at=journey.now())


@pytest.mark.provision("LC-8.3")
def test_undoing_one_removal_never_brings_back_what_another_took(client, journey, article):
    who, vi, en = journey.who, article.url("vi"), article.url("en")
    first = order(article, journey, languages=["en"], ground=Ground.OWN_ERROR)
    second = order(article, journey, languages=["vi"])
    asked = restoring.ask_to_restore(first, reason="x", by=who.deputy, at=journey.now())

    restoring.confirm_restore(asked, by=who.head, at=journey.now())

    assert (client.get(vi).status_code, client.get(en).status_code) == (410, 200)
    assert second.takedown.languages == ["vi"]


def test_a_copy_that_was_tampered_with_is_not_put_back(client, journey, article):
    url, made = article.url("vi"), order(article, journey, ground=Ground.OWN_ERROR)
    asked = restoring.ask_to_restore(made, reason="x", by=journey.who.deputy, at=journey.now())

    with (
        patch("sections.actions.sealing.columns.fingerprint", return_value="0" * 64),
        pytest.raises(Conflict, match="seal_broken"),
    ):
        restoring.confirm_restore(asked, by=journey.who.head, at=journey.now())

    assert client.get(url).status_code == 410


def test_a_picture_taken_down_alone_comes_back(client, journey, kept, article):
    alone = Extent(pictures=Pictures(everywhere=[kept.pk]), pictures_alone=True)
    page = client.get(article.url("vi")).content
    made = order(article, journey, extent=alone, ground=Ground.COPYRIGHT)
    asked = restoring.ask_to_restore(made, reason="x", by=journey.who.deputy, at=journey.now())

    restoring.confirm_restore(asked, by=journey.who.head, at=journey.now())

    assert client.get(article.url("vi")).content == page


@pytest.mark.provision("LC-8.3-removal")
def test_a_removal_costs_the_same_however_many_there_were(
    client, journey, django_assert_max_num_queries
):
    articles = [journey.published().article for _number in range(3)]

    for article in articles:
        with django_assert_max_num_queries(130):
            order(article, journey)

    assert statuses(client, [one.url("vi") for one in articles]) == {410}

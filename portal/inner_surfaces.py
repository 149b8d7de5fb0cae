"""Surfaces without an address of their own: what waits to be sent, and texts that say the same."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from editorial.models import PictureUse, Revision, Submission
from incidents.queries import takedowns
from kernel import richtext
from notifications.models import Message
from sections.models import Article
from sections.queries.surfaces import Decision, How, Place, Probe


ALIKE: Final = 0.9
SAMPLE: Final = 60
SAMPLES: Final = 4
SHORTEST: Final = 12
CANDIDATES: Final = 20


class Mails:
    """Messages in the outbox that tell of it: called back when it goes."""

    code = "mails"
    exists = True

    def name(self) -> str:
        return gettext("Messages waiting to be sent")

    def places(self, article: Article, languages: Sequence[str], *, at: datetime) -> list[Place]:
        waiting = takedowns.messages_about(article).waiting().select_related("recipient")
        return [
            Place(self.code, label=f"{one.kind} → {one.recipient or one.address}", key=str(one.pk))
            for one in waiting
        ]

    def check(self, place: Place) -> Probe:
        still = Message.objects.waiting().filter(pk=int(place.key)).exists()
        return Probe(place, hit=still, how=How.DATABASE)


class Copies:
    """Other texts with its pictures, or with nine tenths of its words: for people to decide."""

    code = "copies"
    exists = True

    def name(self) -> str:
        return gettext("Copies and texts that say the same")

    def places(self, article: Article, languages: Sequence[str], *, at: datetime) -> list[Place]:
        own = Submission.objects.filter(article=article).first()
        if own is None:
            return []
        same_text = dict.fromkeys(_alike(article, languages, own), "text")
        return [
            Place(
                self.code,
                address=reverse("desk:submission", args=[pk]),
                label=code,
                key=str(pk),
                decision=Decision.COPY.value,
                note=why,
            )
            for (pk, code), why in sorted({**_with_its_pictures(own), **same_text}.items())
        ]

    def check(self, place: Place) -> Probe:
        return Probe(place, hit=False, how=How.NOT_CHECKED)


def _with_its_pictures(own: Submission) -> dict[tuple[int, str], str]:
    mine = PictureUse.objects.filter(submission=own).values("attachment")
    others = PictureUse.objects.filter(attachment__in=mine).exclude(submission=own)
    sent = others.filter(submission__submitted_at__isnull=False)
    return dict.fromkeys(sent.values_list("submission", "submission__code"), "picture")


def _alike(
    article: Article, languages: Sequence[str], own: Submission
) -> Iterator[tuple[int, str]]:
    """Dossiers whose newest text holds a sample of it, and is alike as a whole."""
    for language in languages:
        body = article.in_language("body", language) or ""
        text = richtext.plain(body)
        if not (samples := _samples(body)):
            continue
        for revision in _holding(samples, own)[:CANDIDATES]:
            other = richtext.plain(revision.content.get("body", ""))
            if SequenceMatcher(None, text, other, autojunk=False).quick_ratio() >= ALIKE:
                yield revision.edition.submission_id, revision.edition.submission.code


def _samples(body: str) -> list[str]:
    """Its longest pieces between two tags: a copy of nine tenths holds one of them unchanged."""
    pieces = sorted(re.split(r"<[^>]*>|&[^;\s]+;", body), key=len, reverse=True)
    return [piece.strip()[:SAMPLE] for piece in pieces[:SAMPLES] if len(piece) >= SHORTEST]


def _holding(samples: Sequence[str], own: Submission) -> Any:
    wanted = Q()
    for piece in samples:
        wanted |= Q(content__body__icontains=piece)
    return (
        Revision.objects.filter(wanted, edition__submission__submitted_at__isnull=False)
        .exclude(edition__submission=own)
        .select_related("edition__submission")
        .order_by("-pk")
    )

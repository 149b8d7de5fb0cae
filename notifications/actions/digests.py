"""After an outage a person gets one e-mail that lists what was missed, instead of a hundred."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import translation

from notifications import rules
from notifications.models import Message, MessageQuerySet
from notifications.rules import Channel


KIND = "digest"


def gather(*, at: datetime) -> int:
    """Put e-mails beyond twenty in ten minutes to one person into one; returns how many.

    At most one digest in ten minutes: what comes meanwhile waits for the next. What is urgent
    goes out by itself, and the notices in the portal stay single.
    """
    waiting = _single().due(at=at).values("recipient").annotate(count=Count("pk")).order_by()
    counts: dict[int, int] = dict(waiting.values_list("recipient", "count"))
    if not counts:
        return 0
    since = at - rules.DIGEST_WINDOW
    sent = _single().filter(recipient__in=counts, sent_at__gt=since).values("recipient").order_by()
    for person, count in sent.annotate(count=Count("pk")).values_list("recipient", "count"):
        counts[person] += count
    crowded = [person for person, count in counts.items() if count > rules.MOST_SINGLE]
    return sum(_gather_for(person, at=at) for person in crowded)


@transaction.atomic
def _gather_for(person: int, *, at: datetime) -> bool:
    """One digest of all that is due to this person, unless the last one is too fresh."""
    due = _single().filter(recipient=person).due(at=at)
    rows = list(due.order_by("pk").select_for_update(skip_locked=True, of=("self",)))
    digests = Message.objects.filter(kind=KIND, recipient=person)
    last = digests.order_by("-queued_at").values_list("queued_at", flat=True).first()
    keys = [row.pk for row in rows]
    if not keys:
        return False
    if last is not None and last > at - rules.DIGEST_WINDOW:
        Message.objects.filter(pk__in=keys).update(not_before=last + rules.DIGEST_WINDOW)
        return False
    named = sha256(",".join(row.dedupe_key for row in rows).encode()).hexdigest()[:32]
    digest = Message.objects.create(
        kind=KIND,
        channel=Channel.EMAIL,
        recipient_id=person,
        language=rows[-1].language,
        context={"notices": len(rows), "url": _inbox()},
        queued_at=at,
        not_before=at,
        dedupe_key=rules.dedupe_key(f"digest:{named}", Channel.EMAIL, person=person),
    )
    Message.objects.filter(pk__in=keys).update(digest=digest)
    return True


def _inbox() -> dict[str, str]:
    """Where the single notices stand, in each language."""
    paths = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            paths[code] = reverse("notifications:inbox")
    return paths


def _single() -> MessageQuerySet:
    """E-mails to people that may be told together."""
    mails = Message.objects.by(Channel.EMAIL).filter(recipient__isnull=False, urgent=False)
    return mails.exclude(kind=KIND)

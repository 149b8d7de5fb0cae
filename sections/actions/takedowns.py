"""Gone from the public: the columns are emptied, and every surface obeys at the commit."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

import audit.actions
from accounts.models import User
from sections.actions import columns
from sections.models import Article, Takedown


@transaction.atomic
def take_down(
    article: Article,
    gone: Sequence[str],
    *,
    ground: str,
    reason: str,
    ordered_by: str,
    provision: str,
    by: User,
    at: datetime,
) -> Takedown:
    """Empty the columns of these languages; every surface obeys at commit (LC-8.3-removal)."""
    article = columns.locked(article)
    before = {}
    for language in gone:
        text = {field: article.in_language(field, language) for field in columns.TEXT}
        before[language] = columns.fingerprint(text)
        columns.write(article, language, dict.fromkeys(columns.ALL) | {"gone_at": at})
    article.pictures.filter(language__in=gone).delete()
    takedown = Takedown.objects.create(
        article=article,
        languages=list(gone),
        at=at,
        by=by,
        by_name=str(by),
        ground=ground,
        reason=reason,
        ordered_by=ordered_by,
        provision=provision,
        before=before,
    )
    audit.actions.record(
        "sections.take_down",
        article,
        by=by,
        at=at,
        provision=provision,
        data={"languages": list(gone), "before": before, "ordered_by": ordered_by},
    )
    return takedown

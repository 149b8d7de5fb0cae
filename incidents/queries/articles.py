"""Finding the article that somebody means: by its address, or by words of its title."""

import re
from datetime import datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from kernel import languages
from sections.models import Article
from sections.models.articles import ArticleQuerySet, col


MOST: Final = 20
_ADDRESS: Final = re.compile(r"/(?:vi|zh|en)/articles/[^/]*-(\d{1,18})/?$")
_OWN_PAGE: Final = re.compile(r"/(?:vi|zh|en)(?:/[^\\\s]*)?")


def own_path(typed: str, *, hosts: set[str]) -> str:
    """The path of a page of this portal, from a path or a whole address; "" for anything else."""
    try:
        parts = urlsplit(typed.strip())
        host = parts.hostname
    except ValueError:
        return ""
    if host is not None and (parts.scheme not in {"http", "https"} or host not in hosts):
        return ""
    path = unquote(parts.path)
    if (host is None and parts.scheme) or "//" in path or not _OWN_PAGE.fullmatch(path):
        return ""
    return path


def at_path(path: str, *, at: datetime) -> list[Article]:
    """The article whose page this is, if it is one and is public."""
    if (match := _ADDRESS.search(path)) is None or int(match[1]) >= 2**63:
        return []
    return list(_public(at=at).filter(pk=int(match[1])))


def search(typed: str, *, at: datetime) -> list[Article]:
    """Public articles by words of a title in any language, or by address; the newest first."""
    wanted = typed.strip()
    if "/articles/" in wanted:
        return at_path(unquote(urlsplit(wanted).path), at=at)
    if not wanted:
        return []
    found = _public(at=at)
    for word in wanted.split()[:8]:
        anywhere = Q()
        for code in languages.CODES:
            anywhere |= Q(**{f"{col('title', code)}__icontains": word})
        found = found.filter(anywhere)
    return list(found.order_by("-pk")[:MOST])


def titles(article: Article) -> list[tuple[str, str, str]]:
    """(language, how HTML names it, title) of each language that is public."""
    return [
        (code, languages.BCP47[code], title)
        for code in languages.CODES
        if (title := article.in_language("title", code))
    ]


def _public(*, at: datetime) -> ArticleQuerySet:
    return Article.objects.visible_to(AnonymousUser(), at=at).select_related("section")

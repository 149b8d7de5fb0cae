"""Finding the article that somebody means: by its address, or by words of its title."""

import re
from datetime import datetime
from typing import Any, Final
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
        return at_path(unquote(urlsplit(wanted).path), at=at) if _is_address(wanted) else []
    if not wanted:
        return []
    return list(_public(at=at).filter(_in_any_title(wanted)).order_by("-pk")[:MOST])


def named(typed: str) -> Article | None:
    """The one article of a code or an address, gone or not."""
    wanted = typed.strip()
    if "/articles/" not in wanted:
        return Article.objects.filter(code__iexact=wanted).first()
    found = _at_address(wanted)
    return found[0] if found else None


def search_all(typed: str, *, at: datetime) -> list[Article]:
    """What the board looks for, gone or not: by code, by address, or by words of a title."""
    wanted = typed.strip()
    if not wanted:
        return []
    if "/articles/" in wanted:
        return _at_address(wanted)
    every = Article.objects.select_related("section")
    if exact := list(every.filter(code__iexact=wanted)):
        return exact
    return list(every.filter(_in_any_title(wanted)).order_by("-pk")[:MOST])


def languages_of(article: Article, *, at: datetime) -> list[dict[str, Any]]:
    """Each language that the article has or had: its title, its address, live or gone."""
    live = set(article.live_languages(at=at))
    return [
        {
            "name": languages.NATIVE_NAMES[code],
            "bcp47": languages.BCP47[code],
            "title": title,
            "live": code in live,
            "url": article.url(code) if code in live else "",
        }
        for code in languages.CODES
        if (title := str(getattr(article, col("title", code), "") or ""))
    ]


def titles(article: Article) -> list[tuple[str, str, str]]:
    """(language, how HTML names it, title) of each language that is public."""
    return [
        (code, languages.BCP47[code], title)
        for code in languages.CODES
        if (title := article.in_language("title", code))
    ]


def _public(*, at: datetime) -> ArticleQuerySet:
    return Article.objects.visible_to(AnonymousUser(), at=at).select_related("section")


def _at_address(typed: str) -> list[Article]:
    match = _ADDRESS.search(unquote(urlsplit(typed).path)) if _is_address(typed) else None
    if match is None or int(match[1]) >= 2**63:
        return []
    return list(Article.objects.select_related("section").filter(pk=int(match[1])))


def _in_any_title(words: str) -> Q:
    """Every word, in whichever language."""
    every = Q()
    for word in words.split()[:8]:
        anywhere = Q()
        for code in languages.CODES:
            anywhere |= Q(**{f"{col('title', code)}__icontains": word})
        every &= anywhere
    return every


def _is_address(typed: str) -> bool:
    """Whether it can be taken apart as an address; `urlsplit` raises for some that cannot."""
    try:
        urlsplit(typed)
    except ValueError:
        return False
    return True

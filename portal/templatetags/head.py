"""Where a page lives, and where its other languages live, for search engines."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.urls import reverse

from kernel import languages


register = template.Library()
# Who reads none of our languages is likelier to read English.
DEFAULT_ORDER = (languages.EN, languages.VI, languages.ZH)


@register.inclusion_tag("portal/_addresses.html", takes_context=True)
def addresses(context: RequestContext, links: list[dict[str, Any]]) -> dict[str, Any]:
    """One canonical address without what visitors append; only languages that exist (LC-3.1)."""
    request = context.get("request")
    if request is None:
        return {}
    number = getattr(context.get("page"), "number", 1)
    canonical = _absolute(request.path) + (f"?page={number}" if number > 1 else "")
    # Page 2 of a list holds other articles in each language.
    live = {link["code"]: _absolute(link["url"]) for link in links or [] if _leads(link)}
    alternates = [{"lang": languages.BCP47[code], "url": url} for code, url in live.items()]
    if alternates:
        at_root = request.path == reverse("home")
        default = next((live[code] for code in DEFAULT_ORDER if code in live), "")
        url = f"{settings.CANONICAL_ORIGIN}/" if at_root else default
        alternates.append({"lang": "x-default", "url": url})
    return {"canonical": canonical, "alternates": alternates if number == 1 else []}


def _leads(link: dict[str, Any]) -> bool:
    return bool(link.get("url") and link.get("available"))


def _absolute(url: str) -> str:
    return f"{settings.CANONICAL_ORIGIN}{url.partition('?')[0]}"

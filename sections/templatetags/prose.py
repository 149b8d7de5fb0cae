"""How running text meets narrow screens."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


register = template.Library()


@register.filter
def with_scrolling_tables(body: str) -> SafeString:
    """A table wider than the screen scrolls by itself, also by keyboard; body: sanitised text."""
    label = _("Table")
    opening = f'<div class="table-scroll" role="group" aria-label="{label}" tabindex="0"><table>'
    framed = body.replace("<table>", opening).replace("</table>", "</table></div>")
    return mark_safe(framed)  # noqa: S308 -- sanitised by kernel.richtext when it was saved

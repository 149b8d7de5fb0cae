"""How the automatic hiding of a case stands, wherever a page shows the case."""

from django import template

from incidents.models import Case
from incidents.queries import hidings
from incidents.queries.hidings import Standing


register = template.Library()


@register.simple_tag
def hiding_of(case: Case) -> Standing | None:
    """Read once for the page of one case."""
    return hidings.standing(case)

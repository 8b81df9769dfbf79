"""How figures look in the templates of reports."""

from django import template

from reports import wording

register = template.Library()


@register.filter
def share(part: int, whole: int) -> str:
    """``99,80%``, two decimals as reports print them."""
    return wording.share(part, whole)

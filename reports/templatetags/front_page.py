"""What the front page, which belongs to a lower app, shows of reports; loaded by name."""

from django import template
from django.utils import timezone

from reports import front_page

register = template.Library()


@register.simple_tag
def newest_month() -> front_page.PublishedMonth | None:
    """Return the newest published month; None before the first."""
    return front_page.newest_month()


@register.simple_tag
def frequent_procedures() -> list[dict[str, str]]:
    """Return links to what citizens ask for most, for components/chips.html."""
    return [
        {"label": procedure.display_name, "url": procedure.get_absolute_url()}
        for procedure in front_page.frequent_procedures(timezone.localdate())
    ]

"""How Python values look on a page: filters over ``wardportal.formats``, icons, tags.

Filters pass an empty value (None or "") through as an empty string, so that a
template need not ask first. Moments are shown in the office's time zone.
"""

import functools
from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wardportal import formats

register = template.Library()

PLAIN = "plain"


@register.filter
def vn_date(value: date | None) -> str:
    """23/11/2026."""
    return formats.short_date(_local_day(value)) if value else ""


@register.filter
def vn_long_date(value: date | None) -> str:
    """``ngày 05 tháng 11 năm 2026``."""
    return formats.long_date(_local_day(value)) if value else ""


@register.filter
def vn_month(value: date | None) -> str:
    """``tháng 10/2026``."""
    return formats.month_name(_local_day(value)) if value else ""


@register.filter
def vn_weekday(value: date | None) -> str:
    """``Thứ Hai, 23/11/2026``."""
    return formats.weekday_and_date(_local_day(value)) if value else ""


@register.filter
def vn_time(value: datetime | None) -> str:
    """09:42."""
    return formats.clock(timezone.localtime(value)) if value else ""


@register.filter
def vn_datetime(value: datetime | None) -> str:
    """``09:42 ngày 23/11/2026``."""
    return formats.clock_on_date(timezone.localtime(value)) if value else ""


@register.filter
def vn_clock(value: datetime | None) -> str:
    """``17:00 thứ Năm, 26/11/2026``."""
    return formats.clock_and_day(timezone.localtime(value)) if value else ""


@register.filter
def vn_clock_words(value: datetime | None) -> str:
    """``09 giờ 42 phút, ngày 05 tháng 11 năm 2026``."""
    return formats.clock_in_words(timezone.localtime(value)) if value else ""


@register.filter
def thousands(value: int | None) -> str:
    """1.523."""
    return formats.thousands(value) if isinstance(value, int) else ""


@register.filter
def money(value: int | None) -> str:
    """``15.000 đồng``."""
    return formats.money(value) if isinstance(value, int) else ""


@register.filter
def percent_vi(numerator: int, denominator: int) -> str:
    """``99,8%``, one decimal as on dashboards; reports use ``formats.percent``."""
    return formats.percent(numerator, denominator, 1)


@register.filter
def prose_count(value: int) -> str:
    """``03`` inside a sentence."""
    return formats.prose_count(value)


@register.filter
def mask_name(value: str) -> str:
    """``Nguyễn V*** A``."""
    return formats.masked_name(value) if value else ""


@register.filter
def mask_id(value: str) -> str:
    """``0012••••4567``."""
    return formats.masked_id(value) if value else ""


@register.simple_tag
@functools.lru_cache(maxsize=256)
def icon(name: str, label: str = "") -> SafeString:
    """One symbol of the sprite; decoration unless ``label`` says what it means.

    Made once for each name: a list shows the same few in every row.
    """
    sprite = static("img/icons.svg")
    if not label:
        return format_html(
            '<svg class="icon" aria-hidden="true" focusable="false">'
            '<use href="{}#{}"></use></svg>',
            sprite,
            name,
        )
    return format_html(
        '<svg class="icon" role="img" aria-label="{}" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        label,
        sprite,
        name,
    )


@register.inclusion_tag("components/tag.html")
def status_tag(label: str, tone: str = PLAIN, icon_name: str = "") -> dict[str, str]:
    """Show a status word in its tone; ``plain`` is text without colour (finished)."""
    return {"label": label, "tone": tone, "icon": icon_name}


def _local_day(value: date) -> date:
    """Return the office's calendar day of a date or of a moment."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date()
    return value

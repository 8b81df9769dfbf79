"""What the desk narrows its list by, or looks for among all dossiers."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import django_filters
from django import forms
from django.core.cache import cache
from django.utils import timezone

from dossiers.access import officers_at_work
from dossiers.buckets import DeskDay
from dossiers.enums import STATUS_LABELS
from dossiers.finding import matching
from dossiers.models import Dossier, DossierQuerySet
from dossiers.models.dossiers import CHANNEL_LABELS, TIMELINESS_LABELS
from dossiers.timekeeping import late_at
from procedures.models import Sector
from procedures.timeliness import Timeliness
from wardportal.forms import BaseForm, TextField, VietnameseDateField

Choices = list[tuple[str, str]]

MINE = "~toi"
NOBODYS = "~chua-giao"
"""No user name begins with a tilde."""

CHOICES_KEPT_SECONDS = 60
LONGEST_TEXT = 100


def kept(name: str, read: Callable[[], Choices]) -> Callable[[], Choices]:
    """Keep choices for a minute in each process: lists ask for them all the time."""

    def choices() -> Choices:
        kept = cache.get_or_set(f"choices:{name}", read, CHOICES_KEPT_SECONDS)
        return kept or []

    return choices


def read_sectors() -> Choices:
    return list(Sector.objects.values_list("slug", "name"))


def read_officers() -> Choices:
    return [(user.username, str(user)) for user in officers_at_work()]


sectors = kept("sectors", read_sectors)
officers = kept("officers", read_officers)


def officer_choices() -> Choices:
    return [(MINE, "Của tôi"), (NOBODYS, "Chưa giao cho ai"), *officers()]


class TextFilter(django_filters.Filter):  # type: ignore[misc]
    field_class = TextField


class DayFilter(django_filters.Filter):  # type: ignore[misc]
    field_class = VietnameseDateField


class DossierFilterForm(BaseForm):
    """Labels without "(không bắt buộc)": nothing in a filter is required."""

    hides_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            chosen = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if chosen else "form-control"


class DossierFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Narrows a heap by sector, channel and officer; the rest looks everywhere.

    ``request`` tells whose "Của tôi" is, ``day`` what "today's number" means.
    """

    NARROWING = frozenset({"linh_vuc", "kenh", "nguoi"})

    q = TextFilter(
        label="Mã, họ tên hoặc căn cước", method="by_text", max_length=LONGEST_TEXT
    )
    linh_vuc = django_filters.ChoiceFilter(
        label="Lĩnh vực",
        field_name="sector__slug",
        empty_label="Tất cả lĩnh vực",
    )
    kenh = django_filters.ChoiceFilter(
        label="Kênh nộp",
        choices=[(channel.value, label) for channel, label in CHANNEL_LABELS.items()],
        field_name="channel",
        empty_label="Tất cả kênh",
    )
    nguoi = django_filters.ChoiceFilter(
        label="Người xử lý",
        method="by_officer",
        empty_label="Tất cả mọi người",
    )
    tinh_trang = django_filters.ChoiceFilter(
        label="Tình trạng",
        choices=[(status.value, label) for status, label in STATUS_LABELS.items()],
        field_name="status",
        empty_label="Mọi tình trạng",
    )
    thoi_han = django_filters.ChoiceFilter(
        label="Thời hạn",
        choices=[(word.value, label) for word, label in TIMELINESS_LABELS.items()],
        method="by_timeliness",
        empty_label="Trước, đúng, quá hạn",
    )
    han_tu = DayFilter(label="Hạn trả từ ngày", method="due_from")
    han_den = DayFilter(label="Hạn trả đến ngày", method="due_until")

    class Meta:
        model = Dossier
        fields: list[str] = []
        form = DossierFilterForm

    def __init__(self, *args: Any, day: DeskDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.filters["linh_vuc"].extra["choices"] = sectors()
        self.filters["nguoi"].extra["choices"] = officer_choices()

    @property
    def said(self) -> dict[str, Any]:
        """What was asked for and understood, by the filter's name."""
        self.form.is_valid()
        answers = self.form.cleaned_data
        return {name: value for name, value in answers.items() if value}

    @property
    def looks_everywhere(self) -> bool:
        """Whether more is asked than to narrow a heap."""
        return bool(self.said.keys() - self.NARROWING)

    @property
    def said_narrowing(self) -> set[str]:
        """The names of what narrows a heap, among what was asked for."""
        return set(self.said.keys() & self.NARROWING)

    def narrow(self, queryset: DossierQuerySet) -> DossierQuerySet:
        """Apply sector, channel and officer."""
        for name in self.said_narrowing:
            queryset = self.filters[name].filter(queryset, self.said[name])
        return queryset

    def by_text(self, queryset: DossierQuerySet, _name: str, text: str) -> Any:
        return matching(queryset, text, today=self.day.today)

    def by_officer(self, queryset: DossierQuerySet, _name: str, value: str) -> Any:
        if value == NOBODYS:
            return queryset.filter(officer__isnull=True)
        mine = self.request.user.username
        return queryset.filter(officer__username=mine if value == MINE else value)

    def by_timeliness(self, queryset: DossierQuerySet, _name: str, value: str) -> Any:
        """Compare open dossiers now: their stored word is as old as its refresh."""
        late = late_at(self.day.moment, self.day.office)
        match Timeliness(value):
            case Timeliness.PENDING_OVERDUE:
                return queryset.open().filter(late)
            case Timeliness.PENDING_IN_TERM:
                return queryset.open().exclude(late)
        return queryset.filter(timeliness=value)

    def due_from(self, queryset: DossierQuerySet, _name: str, day: date) -> Any:
        return queryset.filter(due_at__gte=_moment(day, time.min))

    def due_until(self, queryset: DossierQuerySet, _name: str, day: date) -> Any:
        return queryset.filter(due_at__lte=_moment(day, time.max))


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))

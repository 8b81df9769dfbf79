"""What the desk narrows its list by, or looks for among all dossiers."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any, NamedTuple

import django_filters
from django.core.cache import cache
from django.utils import timezone

from dossiers.access import officers_at_work
from dossiers.buckets import DeskDay
from dossiers.enums import STATUS_LABELS
from dossiers.finding import matching
from dossiers.models import Dossier, DossierQuerySet
from dossiers.models.dossiers import CHANNEL_LABELS, TIMELINESS_LABELS
from dossiers.seeking import MOST_URGENT_FIRST, NEWEST_FIRST, Order
from dossiers.timekeeping import late_at
from procedures.models import Sector
from procedures.timeliness import Timeliness
from wardportal.accounts.models import User
from wardportal.forms import FilterForm, TextField, VietnameseDateField
from wardportal.selects import QuickSelect

Choices = list[tuple[str, str]]


class Named(NamedTuple):
    """Something that can be chosen: its key, its name in addresses, its label."""

    id: Any
    name: str
    label: str


MINE = "~toi"
NOBODYS = "~chua-giao"
"""No user name begins with a tilde."""

NO_NAMES: Choices = [(MINE, "Của tôi"), (NOBODYS, "Chưa giao cho ai")]

CHOICES_KEPT_SECONDS = 60
LONGEST_TEXT = 100


def kept(name: str, read: Callable[[], list[Named]]) -> Callable[[], list[Named]]:
    """Keep what can be chosen for a minute in each process: lists ask all the time."""

    def choices() -> list[Named]:
        kept = cache.get_or_set(f"choices:{name}", read, CHOICES_KEPT_SECONDS)
        return kept or []

    return choices


def read_sectors() -> list[Named]:
    return [Named(row.id, row.slug, row.name) for row in Sector.objects.all()]


def read_officers() -> list[Named]:
    return [Named(user.id, user.username, str(user)) for user in officers_at_work()]


sectors = kept("sectors", read_sectors)
officers = kept("officers", read_officers)


def id_of(name: str, among: Iterable[Named]) -> Any:
    """Return the key behind a name: the database knows how rare a key is."""
    return next((named.id for named in among if named.name == name), None)


def named_choices(among: Iterable[Named]) -> Choices:
    return [(named.name, named.label) for named in among]


class TextFilter(django_filters.Filter):  # type: ignore[misc]
    field_class = TextField


class DayFilter(django_filters.Filter):  # type: ignore[misc]
    field_class = VietnameseDateField


class DossierFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Narrows a heap by sector, channel and officer; the rest looks everywhere.

    ``user`` tells whose "Của tôi" is, ``day`` what "today's number" means.
    """

    NARROWING = frozenset({"linh_vuc", "kenh", "nguoi"})

    q = TextFilter(
        label="Mã, họ tên hoặc căn cước", method="by_text", max_length=LONGEST_TEXT
    )
    linh_vuc = django_filters.ChoiceFilter(
        label="Lĩnh vực",
        widget=QuickSelect,
        method="by_sector",
        empty_label="Tất cả lĩnh vực",
    )
    kenh = django_filters.ChoiceFilter(
        label="Kênh nộp",
        widget=QuickSelect,
        choices=[(channel.value, label) for channel, label in CHANNEL_LABELS.items()],
        field_name="channel",
        empty_label="Tất cả kênh",
    )
    nguoi = django_filters.ChoiceFilter(
        label="Người xử lý",
        widget=QuickSelect,
        method="by_officer",
        empty_label="Tất cả mọi người",
    )
    tinh_trang = django_filters.ChoiceFilter(
        label="Tình trạng",
        widget=QuickSelect,
        choices=[(status.value, label) for status, label in STATUS_LABELS.items()],
        field_name="status",
        empty_label="Mọi tình trạng",
    )
    thoi_han = django_filters.ChoiceFilter(
        label="Thời hạn",
        widget=QuickSelect,
        choices=[(word.value, label) for word, label in TIMELINESS_LABELS.items()],
        method="by_timeliness",
        empty_label="Trước, đúng, quá hạn",
    )
    han_tu = DayFilter(label="Hạn trả từ ngày", method="due_from")
    han_den = DayFilter(label="Hạn trả đến ngày", method="due_until")

    class Meta:
        model = Dossier
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, user: User, day: DeskDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.day = user, day
        self.filters["linh_vuc"].extra["choices"] = named_choices(sectors())
        self.filters["nguoi"].extra["choices"] = [*NO_NAMES, *named_choices(officers())]

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
    def by_due_day(self) -> bool:
        """Whether days of appointment are asked for."""
        return not self.said.keys().isdisjoint({"han_tu", "han_den"})

    @property
    def order(self) -> Order:
        """How what is found is listed: by due moment for due days, else the newest."""
        return MOST_URGENT_FIRST if self.by_due_day else NEWEST_FIRST

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

    def by_sector(self, queryset: DossierQuerySet, _name: str, slug: str) -> Any:
        return queryset.filter(sector_id=id_of(slug, sectors()))

    def by_officer(self, queryset: DossierQuerySet, _name: str, value: str) -> Any:
        if value == NOBODYS:
            return queryset.filter(officer__isnull=True)
        if value == MINE:
            return queryset.of_officer(self.user.id)
        return queryset.of_officer(id_of(value, officers()))

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

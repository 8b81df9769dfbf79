"""What citizens narrow the list of procedures by."""

from functools import cached_property
from typing import Any

import django_filters
from django import forms

from procedures.enums import Channel
from procedures.models import Procedure, ProcedureQuerySet, Sector, SectorGroup
from procedures.models.terms import CHANNEL_CHOICES
from procedures.search import LONGEST_QUERY, InOrder, matches
from wardportal.forms import FilterForm
from wardportal.selects import QuickSelect


class ProcedureFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Text, group, sector and channel, all from the address line."""

    q = django_filters.CharFilter(
        label="Tên thủ tục, việc cần làm hoặc mã",
        method="as_it_is",
        max_length=LONGEST_QUERY,
    )
    nhom = django_filters.CharFilter(
        method="by_group", widget=forms.HiddenInput, max_length=120
    )
    linh_vuc = django_filters.ModelChoiceFilter(
        label="Lĩnh vực",
        queryset=Sector.objects.all(),
        to_field_name="slug",
        field_name="sector",
        widget=QuickSelect,
        empty_label="Tất cả lĩnh vực",
    )
    kenh = django_filters.ChoiceFilter(
        label="Kênh nộp",
        choices=CHANNEL_CHOICES,
        method="by_channel",
        widget=QuickSelect,
        empty_label="Tất cả kênh",
    )

    class Meta:
        model = Procedure
        fields: list[str] = []
        form = FilterForm

    @property
    def group(self) -> SectorGroup | None:
        """The group asked for, where there is one at that address."""
        asked = self._asked("nhom")
        return SectorGroup.objects.at(asked) if asked else None

    @property
    def sector(self) -> Sector | None:
        """The sector asked for, if any."""
        return self._asked("linh_vuc") or None

    @property
    def text(self) -> str:
        """The words searched for."""
        asked: str = self._asked("q")
        return asked

    @property
    def is_narrowed(self) -> bool:
        """Whether more than words were asked for."""
        return any(self._asked(name) for name in ("nhom", "linh_vuc", "kenh"))

    @cached_property
    def rows(self) -> ProcedureQuerySet | InOrder:
        """What is asked for: the best match first where words were searched."""
        rows: ProcedureQuerySet = self.qs
        return InOrder(rows, matches(self.text)) if self.text else rows

    def _asked(self, name: str) -> Any:
        return self.form.cleaned_data.get(name, "") if self.form.is_valid() else ""

    def as_it_is(self, queryset: ProcedureQuerySet, _name: str, _value: str) -> Any:
        """Leave words to ``rows``: they put what they find in an order of their own."""
        return queryset

    def by_group(self, queryset: ProcedureQuerySet, _name: str, value: str) -> Any:
        return queryset.in_group(value)

    def by_channel(self, queryset: ProcedureQuerySet, _name: str, value: str) -> Any:
        return queryset.offering(Channel(value))

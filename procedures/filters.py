"""What citizens narrow the list of procedures by."""

from typing import Any

import django_filters
from django import forms

from procedures.enums import Channel
from procedures.models import Procedure, ProcedureQuerySet, Sector, SectorGroup
from procedures.models.terms import CHANNEL_CHOICES
from wardportal.forms import BaseForm


class ProcedureFilterForm(BaseForm):
    """Labels without "(không bắt buộc)": nothing in a filter is required."""

    hides_optional = True


class ProcedureFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Text, group, sector and channel, all from the address line."""

    q = django_filters.CharFilter(
        label="Tên thủ tục hoặc mã", method="by_text", max_length=100
    )
    nhom = django_filters.CharFilter(
        method="by_group", widget=forms.HiddenInput, max_length=120
    )
    linh_vuc = django_filters.ModelChoiceFilter(
        label="Lĩnh vực",
        queryset=Sector.objects.all(),
        to_field_name="slug",
        field_name="sector",
        empty_label="Tất cả lĩnh vực",
    )
    kenh = django_filters.ChoiceFilter(
        label="Kênh nộp",
        choices=CHANNEL_CHOICES,
        method="by_channel",
        empty_label="Tất cả kênh",
    )

    class Meta:
        model = Procedure
        fields: list[str] = []
        form = ProcedureFilterForm

    @property
    def group(self) -> SectorGroup | None:
        """The group asked for, where there is one at that address."""
        asked = self._asked("nhom")
        return SectorGroup.objects.at(asked) if asked else None

    @property
    def text(self) -> str:
        """The words searched for."""
        return self._asked("q")

    def _asked(self, name: str) -> str:
        return self.form.cleaned_data.get(name, "") if self.form.is_valid() else ""

    def by_text(self, queryset: ProcedureQuerySet, _name: str, value: str) -> Any:
        return queryset.matching(value)

    def by_group(self, queryset: ProcedureQuerySet, _name: str, value: str) -> Any:
        return queryset.in_group(value)

    def by_channel(self, queryset: ProcedureQuerySet, _name: str, value: str) -> Any:
        return queryset.offering(Channel(value))

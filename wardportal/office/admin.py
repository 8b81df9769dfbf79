"""The office's names, codes, hours and choices, edited by administrators."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from wardportal.administration.site import TableInline
from wardportal.history.evidenced import EvidencedAdmin
from wardportal.office.models import (
    AgencyCode,
    Office,
    OpeningHours,
    ServicePoint,
    Unit,
)
from wardportal.office.setup import calendar_changed

RECOMPUTE = "dossiers:recompute"
"""The page that shows which promises a changed calendar moves; no app is known here."""


def say_that_promises_stand(request: HttpRequest) -> None:
    """Lead from a change of the calendar to the open dossiers it concerns."""
    text = format_html(
        'Hạn đã hẹn của hồ sơ chưa đổi. <a href="{}">Xem hồ sơ nào đổi hạn</a>',
        reverse(RECOMPUTE),
    )
    messages.warning(request, text)


class AgencyCodeInline(TableInline):
    model = AgencyCode
    can_delete = False


class OpeningHoursInline(TableInline):
    model = OpeningHours


class UnitInline(TableInline):
    model = Unit
    can_delete = False


class ServicePointInline(TableInline):
    model = ServicePoint


@admin.register(Office)
class OfficeAdmin(EvidencedAdmin):
    subject_kind = "office"
    list_display = ["name", "place_name", "phone"]
    inlines = [AgencyCodeInline, OpeningHoursInline, ServicePointInline, UnitInline]
    fieldsets = [
        (
            "Tên và địa chỉ",
            {
                "fields": [
                    "name",
                    "short_name",
                    "parent_name",
                    "place_name",
                    "desk_name",
                    "address",
                    "phone",
                    "email",
                ]
            },
        ),
        (
            "Văn bản",
            {
                "fields": [
                    "document_symbol",
                    "report_recipient",
                    "signer_title",
                    "signer_name",
                    "names_circular_on_forms",
                ]
            },
        ),
        (
            "Cách tính hạn và mã hồ sơ",
            {
                "fields": ["due_time", "granularity", "late_after", "code_authority"],
                "description": "Áp dụng từ lúc lưu. Hồ sơ đã tiếp nhận giữ hạn đã hẹn.",
            },
        ),
        (
            "Bổ sung và nhập bù",
            {"fields": ["supplement_days", "sent_back_days", "late_entry_hours"]},
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_related(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Any,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        """Tell every process when the hours changed, so that deadlines follow."""
        super().save_related(request, form, formsets, change)
        if any(
            formset.model is OpeningHours and formset.has_changed()
            for formset in formsets
        ):
            calendar_changed()
            say_that_promises_stand(request)

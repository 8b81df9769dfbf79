"""Jobs on their way to the worker; those set aside can be sent again."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone

from wardportal.administration.site import ReadOnlyAdmin
from wardportal.outbox.intents import intend_again
from wardportal.outbox.models import OutboxMessage, OutboxQuerySet


class StateFilter(admin.SimpleListFilter):
    title = "tình trạng"
    parameter_name = "state"

    def lookups(
        self, _request: HttpRequest, _model_admin: object
    ) -> list[tuple[str, str]]:
        return [("waiting", "đang chờ"), ("aside", "để riêng"), ("sent", "đã gửi")]

    def queryset(self, _request: HttpRequest, queryset: Any) -> OutboxQuerySet:
        states = {
            "waiting": queryset.unsent,
            "aside": queryset.set_aside,
            "sent": queryset.sent,
        }
        return states.get(self.value() or "", queryset.all)()  # type: ignore[no-any-return]


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin):
    list_display = [
        "task",
        "reference",
        "created_at",
        "attempts",
        "sent_at",
        "set_aside_at",
        "last_error",
    ]
    list_filter = [StateFilter]
    actions = ["send_again"]
    ordering = ["-created_at"]

    @admin.action(description="Gửi lại việc đã để riêng", permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: OutboxQuerySet) -> None:
        count = intend_again(messages=queryset, moment=timezone.now())
        self.message_user(request, f"Sẽ gửi lại {count} việc.", messages.SUCCESS)

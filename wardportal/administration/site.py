"""The admin site and the bases of its pages."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest


class OfficeAdminSite(admin.AdminSite):
    site_header = "Quản trị một cửa"
    site_title = "Quản trị"
    index_title = "Dữ liệu của phường"


class KeptAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that are changed but never deleted."""

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False


class ReadOnlyAdmin(KeptAdmin):
    """Rows that the portal writes and people only look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False

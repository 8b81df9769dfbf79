"""The admin site and the bases of its pages."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelForm
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


class LabelledFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows whose columns name every field to screen readers too."""

    def add_fields(self, form: "ModelForm[Any]", index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            if field.label:
                field.widget.attrs.setdefault("aria-label", str(field.label))


class TableInline(admin.TabularInline):  # type: ignore[type-arg]
    """Rows of another table, one line each."""

    formset = LabelledFormSet
    extra = 0

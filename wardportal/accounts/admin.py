"""Accounts of staff: made, given roles, let in again, ended; never deleted."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from wardportal.accounts.enums import ROLE_LABELS, Role
from wardportal.accounts.models import User
from wardportal.accounts.regaining import drop_second_factor, unlock
from wardportal.history.evidenced import EvidencedAdmin


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The role groups, by the names that people know."""

    def label_from_instance(self, obj: Any) -> str:
        return ROLE_LABELS[Role(obj.name)]


class StaffCreationForm(UserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("username", "full_name")


class StaffPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """A new password for a colleague; passwords cannot be switched off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True


@admin.register(User)
class StaffAdmin(EvidencedAdmin, UserAdmin):  # type: ignore[type-arg]
    subject_kind = "account"
    form = forms.ModelForm
    add_form = StaffCreationForm
    add_form_template = None
    change_password_form = StaffPasswordForm
    change_user_password_template = "admin/staff_password.html"  # noqa: S105 -- a page
    list_display = ["username", "full_name", "role_names", "unit", "desk", "is_active"]
    list_filter = ["is_active", "unit"]
    list_select_related = ["unit"]
    search_fields = ["username", "full_name"]
    ordering = ["username"]
    filter_horizontal = []
    readonly_fields = ["password_link", "last_login", "date_joined"]
    actions = ["unlock", "drop_second_factor"]
    fieldsets = [
        (None, {"fields": ["username", "password_link"]}),
        ("Người dùng", {"fields": ["full_name", "title", "desk", "unit", "email"]}),
        ("Quyền", {"fields": ["groups", "is_active"]}),
        ("Ngày giờ", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "username",
                    "full_name",
                    "password1",
                    "password2",
                    "groups",
                ]
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Leave out accounts above the roles, except for one of those."""
        users = super().get_queryset(request).prefetch_related("groups")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        return RolesField(
            Group.objects.filter(name__in=[role.value for role in Role]).order_by("pk"),
            label="Vai trò",
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    @admin.display(description="mật khẩu")
    def password_link(self, user: User) -> str:
        page = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a class="button" href="{}">Đặt mật khẩu mới</a>', page)

    @admin.display(description="vai trò")
    def role_names(self, user: User) -> str:
        names = {group.name for group in user.groups.all()}
        return ", ".join(ROLE_LABELS[role] for role in Role if role.value in names)

    @admin.action(description="Mở khóa đăng nhập", permissions=["change"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            unlock(user=user)
        self.message_user(request, "Đã mở khóa đăng nhập.", messages.SUCCESS)

    @admin.action(
        description="Bỏ lớp bảo vệ thứ hai (mất điện thoại)", permissions=["change"]
    )
    def drop_second_factor(
        self, request: HttpRequest, queryset: QuerySet[User]
    ) -> None:
        for user in queryset:
            drop_second_factor(
                user=user, actor_id=request.user.pk, moment=timezone.now()
            )
        self.message_user(request, "Đã bỏ lớp bảo vệ thứ hai.", messages.SUCCESS)

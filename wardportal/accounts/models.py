"""Staff of the office. Citizens have no accounts."""

import uuid
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.utils import timezone

from wardportal.accounts.enums import ROLE_LABELS, Role


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def with_role(self, role: Role) -> "UserQuerySet":
        return self.filter(groups__name=role.value)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creates users with a usable password only where one is given."""

    def create_user(
        self, username: str, password: str | None = None, **fields: Any
    ) -> "User":
        user: User = self.model(
            username=self.model.normalize_username(username), **fields
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, password: str | None = None, **fields: Any
    ) -> "User":
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff who signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(
        "tên đăng nhập",
        max_length=60,
        unique=True,
        validators=[ASCIIUsernameValidator()],
        error_messages={"unique": "Tên đăng nhập này đã có, hãy chọn tên khác."},
    )
    full_name = models.CharField("họ và tên", max_length=120)
    title = models.CharField("chức vụ", max_length=120, blank=True)
    desk = models.CharField("quầy", max_length=40, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    unit = models.ForeignKey(
        "office.Unit",
        verbose_name="đơn vị",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
    )
    is_active = models.BooleanField("đang làm việc", default=True)
    date_joined = models.DateTimeField("ngày tạo", default=timezone.now, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.username

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held, read once per request."""
        if self.is_superuser:
            return frozenset(Role)
        names = self.groups.values_list("name", flat=True)
        return frozenset(Role(name) for name in names if name in set(Role))

    @property
    def is_staff(self) -> bool:
        """Whether Django's admin opens for this user."""
        return self.is_active and Role.ADMINISTRATOR in self.roles

    @property
    def role_text(self) -> str:
        """What stands beside the name on the desk's head line."""
        held = (ROLE_LABELS[role] for role in Role if role in self.roles)
        return self.desk or self.title or next(held, "")

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

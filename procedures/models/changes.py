"""Changes of the catalogue: what was compared, what was done, how it is undone."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse

from procedures.enums import ChangeKind, ChangeState
from procedures.models.procedures import Procedure
from procedures.models.sectors import PublicationDecision

CHANGE_KIND_LABELS = {
    ChangeKind.IMPORT: "Nhập danh sách",
    ChangeKind.EDIT: "Sửa nội dung",
    ChangeKind.WITHDRAWAL: "Bãi bỏ",
    ChangeKind.REPUBLICATION: "Công bố lại",
}
CHANGE_STATE_LABELS = {
    ChangeState.DRAFT: "Chờ áp dụng",
    ChangeState.APPLIED: "Đã áp dụng",
    ChangeState.UNDONE: "Đã hoàn tác",
}


class CatalogueChangeQuerySet(models.QuerySet["CatalogueChange"]):
    def newest_first(self) -> "CatalogueChangeQuerySet":
        return self.select_related("decision", "made_by").order_by("-made_at", "-id")

    def without_plans(self) -> "CatalogueChangeQuerySet":
        """Leave what a list does not show in the database."""
        return self.defer("order", "rows", "plan", "effects")

    def on(self, procedure: Procedure) -> "CatalogueChangeQuerySet":
        """Keep what changed one procedure."""
        return self.filter(procedures=procedure)

    def later_than(self, change: "CatalogueChange") -> "CatalogueChangeQuerySet":
        """Keep what was done since, and still holds, on the same procedures."""
        return self.filter(
            state=ChangeState.APPLIED.value,
            applied_at__gte=change.applied_at,
            procedures__in=change.procedures.all(),
        ).exclude(pk=change.pk)


class CatalogueChange(models.Model):
    """One change as it was planned, carried out and perhaps undone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(
        "loại",
        max_length=14,
        choices=[(kind.value, label) for kind, label in CHANGE_KIND_LABELS.items()],
    )
    state = models.CharField(
        "tình trạng",
        max_length=8,
        choices=[(state.value, label) for state, label in CHANGE_STATE_LABELS.items()],
        default=ChangeState.DRAFT.value,
    )
    title = models.CharField("tệp hoặc thủ tục", max_length=300)
    decision = models.ForeignKey(
        PublicationDecision,
        verbose_name="quyết định",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    effective_on = models.DateField("áp dụng từ ngày")
    order = models.JSONField(default=dict)
    """What the editor said of the file: see ``procedures.verdicts.Order``."""

    rows = models.JSONField(default=list)
    """What the file states, row by row: see ``procedures.verdicts.Parsed``."""

    plan = models.JSONField(default=list)
    """The verdict on every row, as it was shown."""

    counts = models.JSONField(default=dict)
    effects = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    """What it did to each procedure: see ``procedures.effects``."""

    procedures = models.ManyToManyField(Procedure, related_name="changes")
    made_at = models.DateTimeField("lập lúc")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người lập",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    applied_at = models.DateTimeField("áp dụng lúc", null=True)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True)

    objects = CatalogueChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "thay đổi danh mục"
        verbose_name_plural = "thay đổi danh mục"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("catalogue:change", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == ChangeState.DRAFT

    @property
    def is_applied(self) -> bool:
        return self.state == ChangeState.APPLIED

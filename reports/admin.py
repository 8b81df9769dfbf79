"""What administrators edit of reports: the lines above procedure codes."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from reports.models import ReportLine
from wardportal.history.evidenced import EvidencedAdmin


@admin.register(ReportLine)
class ReportLineAdmin(EvidencedAdmin):
    """Lines may be taken out: reports already made keep their figures."""

    subject_kind = "report_line"
    actions = None
    list_display = ["label", "unit", "order"]
    search_fields = ["label", "codes"]

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self.record(request, obj, "deleted", str(obj))
        super().delete_model(request, obj)

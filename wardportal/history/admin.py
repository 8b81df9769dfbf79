"""The evidence chain, to look at; what events said is shown with their subject."""

from django.contrib import admin

from wardportal.administration.site import ReadOnlyAdmin
from wardportal.history.models import Event


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["sequence", "moment", "event", "subject_kind", "source", "target"]
    list_filter = ["event", "subject_kind"]
    list_select_related = ["actor"]
    date_hierarchy = "moment"
    show_full_result_count = False

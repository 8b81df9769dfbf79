"""The evidence chain, to look at; what events said is shown with their subject."""

from django.contrib import admin

from wardportal.administration.site import ReadOnlyAdmin
from wardportal.history.models import Event


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["sequence", "moment", "event", "source", "target", "actor"]
    list_filter = ["subject_kind"]
    list_select_related = ["actor"]
    ordering = ["-sequence"]
    show_full_result_count = False

"""What administrators edit of the catalogue and the calendar."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from procedures.models import (
    CalendarDay,
    CalendarYear,
    Fee,
    LegalBasis,
    OfferedChannel,
    Procedure,
    ProcedureStep,
    ProcedureVersion,
    PublicationDecision,
    RequiredDocument,
    Sector,
    SectorGroup,
    Synonym,
    TimeLimit,
    UnansweredQuery,
)
from procedures.reliance import is_relied_on
from procedures.search import renew_words_of
from procedures.versions import refresh_missing
from wardportal.administration.site import KeptAdmin, ReadOnlyAdmin, TableInline
from wardportal.history.evidenced import EvidencedAdmin
from wardportal.office.admin import say_that_promises_stand
from wardportal.office.setup import calendar_changed


class CalendarAdmin(EvidencedAdmin):
    """Tells every process at once when the calendar changed, and the evidence who."""

    subject_kind = "calendar"
    actions = None

    def save_model(
        self, request: HttpRequest, obj: Model, form: Any, change: Any
    ) -> None:
        super().save_model(request, obj, form, change)
        calendar_changed()
        say_that_promises_stand(request)


@admin.register(CalendarYear)
class CalendarYearAdmin(CalendarAdmin):
    list_display = ["__str__", "state", "basis"]


@admin.register(CalendarDay)
class CalendarDayAdmin(CalendarAdmin):
    """Days may be taken out again: what is announced is sometimes changed."""

    list_display = ["date", "kind", "closed_from", "closed_until", "name", "basis"]
    list_filter = ["kind"]
    date_hierarchy = "date"

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self.record(request, obj, "deleted", str(obj))
        super().delete_model(request, obj)
        calendar_changed()
        say_that_promises_stand(request)


@admin.register(SectorGroup)
class SectorGroupAdmin(KeptAdmin):
    list_display = ["name", "order"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Sector)
class SectorAdmin(KeptAdmin):
    list_display = ["name", "group", "order"]
    list_filter = ["group"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(
        self, request: HttpRequest, obj: Sector, form: Any, change: Any
    ) -> None:
        super().save_model(request, obj, form, change)
        renew_words_of(obj)


@admin.register(PublicationDecision)
class PublicationDecisionAdmin(KeptAdmin):
    list_display = ["number", "issued_by", "issued_on", "effective_on"]
    search_fields = ["number"]


@admin.register(LegalBasis)
class LegalBasisAdmin(KeptAdmin):
    list_display = ["number", "name"]
    search_fields = ["number", "name"]


class VersionInline(TableInline):
    """The dated versions of a procedure, to look at: editors change them by decision."""

    model = ProcedureVersion
    fields = ["number", "valid_from", "valid_to", "decision"]
    readonly_fields = ["number", "valid_from", "valid_to", "decision"]
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Procedure)
class ProcedureAdmin(EvidencedAdmin):
    subject_kind = "procedure"
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["code", "name", "sector", "same_visit", "favourite_order"]
    list_display_links = ["name"]
    list_filter = ["sector__group", "same_visit", "internal"]
    search_fields = ["code", "name", "short_name", "popular_name"]
    autocomplete_fields = ["sector"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [VersionInline]

    def save_model(
        self, request: HttpRequest, obj: Procedure, form: Any, change: Any
    ) -> None:
        obj.take_code(obj.code or "")
        super().save_model(request, obj, form, change)


class ChannelInline(TableInline):
    model = OfferedChannel


class LimitInline(TableInline):
    model = TimeLimit


class FeeInline(admin.StackedInline):  # type: ignore[type-arg]
    model = Fee
    extra = 0


class DocumentInline(admin.StackedInline):  # type: ignore[type-arg]
    model = RequiredDocument
    extra = 0


class StepInline(admin.StackedInline):  # type: ignore[type-arg]
    model = ProcedureStep
    extra = 0


@admin.register(ProcedureVersion)
class ProcedureVersionAdmin(EvidencedAdmin):
    """Versions that no dossier rests on; the terms of others are for good."""

    subject_kind = "procedure_version"
    list_display = ["procedure", "number", "valid_from", "valid_to"]
    list_select_related = ["procedure"]
    search_fields = ["procedure__code", "procedure__name"]
    autocomplete_fields = ["procedure", "decision", "legal_bases"]
    readonly_fields = ["missing"]
    inlines = [ChannelInline, LimitInline, FeeInline, DocumentInline, StepInline]

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        relied_on = isinstance(obj, ProcedureVersion) and is_relied_on(obj)
        return not relied_on and super().has_change_permission(request, obj)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: Any
    ) -> None:
        super().save_related(request, form, formsets, change)
        refresh_missing(form.instance)


@admin.register(Synonym)
class SynonymAdmin(EvidencedAdmin):
    """What people say; a phrase that serves nobody may be taken out again."""

    subject_kind = "synonym"
    list_display = ["phrase", "words", "procedure"]
    list_select_related = ["procedure"]
    search_fields = ["phrase", "words", "procedure__name", "procedure__code"]
    autocomplete_fields = ["procedure"]

    def save_model(
        self, request: HttpRequest, obj: Synonym, form: Any, change: Any
    ) -> None:
        super().save_model(request, obj, form, change)
        UnansweredQuery.objects.answered_by(obj.phrase).delete()

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


@admin.register(UnansweredQuery)
class UnansweredQueryAdmin(ReadOnlyAdmin):
    """What was searched in vain; one click makes a synonym of it."""

    list_display = ["text", "count", "last_day", "as_synonym"]
    search_fields = ["text"]

    @admin.display(description="từ đồng nghĩa")
    def as_synonym(self, row: UnansweredQuery) -> str:
        page = reverse("admin:procedures_synonym_add")
        query = urlencode({"phrase": row.text})
        return format_html('<a href="{}?{}">Thêm từ đồng nghĩa</a>', page, query)

"""Addresses of the catalogue."""

from django.urls import path

from procedures import views
from procedures.noticeboard import views as noticeboard

app_name = "procedures"

urlpatterns = [
    path("", views.procedure_list, name="list"),
    path("niem-yet/", noticeboard.posters, name="posters"),
    path(
        "niem-yet/nhom/<slug:slug>.pdf", noticeboard.group_poster, name="group_poster"
    ),
    path(
        "niem-yet/linh-vuc/<slug:slug>.pdf",
        noticeboard.sector_poster,
        name="sector_poster",
    ),
    path("<procedure_code:code>/", views.procedure_detail, name="detail"),
    path("<slug:slug>/", views.procedure_detail, name="detail"),
]

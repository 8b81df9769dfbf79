"""Addresses of the catalogue."""

from django.urls import path

from procedures import preparing_views, views
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
    path("can-giay-to-gi/", preparing_views.finder, name="finder"),
    path(
        "can-giay-to-gi/<slug:topic>/",
        preparing_views.finder_topic,
        name="finder_topic",
    ),
    path("<procedure_code:code>/chuan-bi/", preparing_views.prepare, name="prepare"),
    path("<slug:slug>/chuan-bi/", preparing_views.prepare, name="prepare"),
    path("<procedure_code:code>/", views.procedure_detail, name="detail"),
    path("<slug:slug>/", views.procedure_detail, name="detail"),
]

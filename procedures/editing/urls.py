"""Addresses of the catalogue's editors."""

from django.urls import path

from procedures.editing import change_views, procedure_views

app_name = "catalogue"

urlpatterns = [
    path("", change_views.changes, name="changes"),
    path("nhap/", change_views.upload, name="upload"),
    path("thay-doi/<uuid:change_id>/", change_views.change, name="change"),
    path("thay-doi/<uuid:change_id>/ap-dung/", change_views.apply, name="apply"),
    path("thay-doi/<uuid:change_id>/hoan-tac/", change_views.undo, name="undo"),
    path("thu-tuc/", procedure_views.procedures, name="procedures"),
    path("thu-tuc/<uuid:procedure_id>/", procedure_views.procedure, name="procedure"),
    path("thu-tuc/<uuid:procedure_id>/sua/", procedure_views.edit, name="edit"),
    path(
        "thu-tuc/<uuid:procedure_id>/phien-ban-moi/",
        procedure_views.new_version,
        name="new_version",
    ),
    path(
        "thu-tuc/<uuid:procedure_id>/bai-bo/",
        procedure_views.withdraw,
        name="withdraw",
    ),
    path(
        "thu-tuc/<uuid:procedure_id>/cong-bo-lai/",
        procedure_views.republish,
        name="republish",
    ),
    path(
        "thu-tuc/<uuid:procedure_id>/so-sanh/<int:older>/<int:newer>/",
        procedure_views.compare_versions,
        name="compare",
    ),
]

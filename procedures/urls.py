"""Addresses of the catalogue."""

from django.urls import path

from procedures import views

app_name = "procedures"

urlpatterns = [
    path("", views.procedure_list, name="list"),
    path("<procedure_code:code>/", views.procedure_detail, name="detail"),
    path("<slug:slug>/", views.procedure_detail, name="detail"),
]

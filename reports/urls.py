"""Addresses of reports; who may open them stands in wardportal/access.py."""

from django.urls import path

from reports.views import archive, dashboard, figures, heads, open_data

app_name = "reports"

urlpatterns = [
    path("du-lieu-mo/", open_data.open_data, name="open_data"),
    path("tong-quan/", dashboard.dashboard, name="dashboard"),
    path("bao-cao/", archive.report_list, name="list"),
    path("bao-cao/yeu-cau/", archive.request_for_report, name="request"),
    path("bao-cao/ma-bang-chung/", heads.heads, name="heads"),
    path("bao-cao/ho-so/", figures.dossiers_behind_figure, name="dossiers_behind"),
    path("bao-cao/<uuid:report_id>/", archive.report_detail, name="detail"),
    path("bao-cao/<uuid:report_id>/xem-truoc", archive.preview, name="preview"),
    path(
        "bao-cao/<uuid:report_id>/tai/<slug:file_format>",
        archive.download,
        name="download",
    ),
]

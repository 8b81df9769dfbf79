"""Addresses of dossiers; who may open them stands in wardportal/access.py."""

from django.urls import path

from dossiers.views import (
    calls,
    correction,
    counter,
    decisions,
    dossier,
    files,
    late_entry,
    passing_on,
    recompute,
    register_book,
    results,
    slips,
    submissions,
    tracking,
    worklist,
)

app_name = "dossiers"

urlpatterns = [
    path("tiep-nhan/", counter.intake, name="intake"),
    path("tiep-nhan/tinh-han/", counter.intake_preview, name="intake_preview"),
    path("tra-cuu/", tracking.track, name="track"),
    path("tiep-nhan/nhap-bu/", late_entry.late_entry, name="late_entry"),
    path(
        "tiep-nhan/nhap-bu/tinh-han/",
        late_entry.late_entry_preview,
        name="late_entry_preview",
    ),
    path("t/<tracking_token:token>/", tracking.track_token, name="track_token"),
    path(
        "t/<tracking_token:token>/ket-qua/<uuid:file>/",
        results.track_result,
        name="track_result",
    ),
    path(
        "t/<tracking_token:token>/phieu-bo-sung.pdf",
        slips.track_supplement,
        name="track_supplement",
    ),
    path("ho-so/", worklist.worklist, name="worklist"),
    path("ho-so/tim/", worklist.search, name="search"),
    path("ho-so/viec-chung/", worklist.bulk_move, name="bulk_move"),
    path("ho-so/ban-giao/", passing_on.hand_over_all, name="hand_over_all"),
    path("ho-so/can-goi/", calls.calls, name="calls"),
    path("ho-so/can-goi/<uuid:notice>/", calls.call_made, name="call_made"),
    path("ho-so/tinh-lai-han/", recompute.recompute, name="recompute"),
    path("ho-so/cho-tiep-nhan/", submissions.submissions, name="submissions"),
    path("ho-so/cho-quyet-dinh/", decisions.decisions, name="decisions"),
    path("ho-so/cho-quyet-dinh/<uuid:proposal>/", decisions.decide, name="decide"),
    path("ho-so/so-theo-doi/", register_book.register_book, name="register_book"),
    path("ho-so/so-theo-doi.pdf", register_book.register_paper, name="register_paper"),
    path(
        "ho-so/so-theo-doi.xlsx",
        register_book.register_workbook,
        name="register_workbook",
    ),
    path("ho-so/<dossier_code:code>/", dossier.detail, name="detail"),
    path(
        "ho-so/<dossier_code:code>/sua/<slug:party>/",
        correction.correct,
        name="correct",
    ),
    path("ho-so/<dossier_code:code>/viec/<slug:kind>/", dossier.move, name="move"),
    path("ho-so/<dossier_code:code>/tep/", files.files, name="files"),
    path("ho-so/<dossier_code:code>/tep/<uuid:file>/", files.file, name="file"),
    path(
        "ho-so/<dossier_code:code>/tep/<uuid:file>/noi-dung",
        files.content,
        name="file_content",
    ),
    path(
        "ho-so/<dossier_code:code>/tep/<uuid:file>/xoa/",
        files.remove_file,
        name="file_remove",
    ),
    path(
        "ho-so/<dossier_code:code>/giay-hen.pdf",
        slips.printed_form,
        {"number": 1},
        name="receipt",
    ),
    path(
        "ho-so/<dossier_code:code>/mau-0<int:number>.pdf",
        slips.printed_form,
        name="printed_form",
    ),
    path(
        "ho-so/<dossier_code:code>/can-cu-han",
        slips.deadline_basis,
        name="deadline_basis",
    ),
    path(
        "ho-so/<dossier_code:code>/can-cu-han.pdf",
        slips.deadline_basis_paper,
        name="deadline_basis_pdf",
    ),
]

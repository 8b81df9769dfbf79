"""The closed vocabularies of reports; pure."""

from enum import StrEnum


class ReportState(StrEnum):
    """Where a requested report stands."""

    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


STATE_LABELS: dict[ReportState, str] = {
    ReportState.QUEUED: "Đang chờ",
    ReportState.RUNNING: "Đang tạo",
    ReportState.READY: "Xong",
    ReportState.FAILED: "Lỗi",
}


class FileFormat(StrEnum):
    """What a report can be downloaded as; the value is the file's suffix."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


FORMAT_LABELS: dict[FileFormat, str] = {
    FileFormat.PDF: "PDF",
    FileFormat.XLSX: "Bảng tính",
    FileFormat.CSV: "CSV",
    FileFormat.JSON: "JSON",
}

CONTENT_TYPES: dict[FileFormat, str] = {
    FileFormat.PDF: "application/pdf",
    FileFormat.XLSX: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.JSON: "application/json",
}


class LineUnit(StrEnum):
    """What a report line counts in; the value is the word printed."""

    DOSSIER = "hồ sơ"
    COUPLE = "cặp"
    CASE = "trường hợp"


class ReportEvent(StrEnum):
    """Names of a report's events in the evidence chain."""

    REQUESTED = "report.requested"
    READY = "report.ready"
    FAILED = "report.failed"

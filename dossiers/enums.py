"""The words a dossier's life is told in; pure.

Source: the state names of the national portal as set out in Nghị định
118/2025/NĐ-CP's one-stop mechanism; labels are those our screens show.
"""

from enum import StrEnum


class Status(StrEnum):
    """Where a dossier stands."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    PROCESSING = "processing"
    AWAITING_SIGNATURE = "awaiting_signature"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    RESOLVED = "resolved"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    ANNULLED = "annulled"


STATUS_LABELS: dict[Status, str] = {
    Status.SUBMITTED: "Chờ tiếp nhận",
    Status.ACCEPTED: "Đã tiếp nhận",
    Status.NOT_ACCEPTED: "Không tiếp nhận",
    Status.PROCESSING: "Đang giải quyết",
    Status.AWAITING_SIGNATURE: "Chờ ký",
    Status.AWAITING_SUPPLEMENT: "Chờ bổ sung",
    Status.AWAITING_PAYMENT: "Chờ nộp tiền",
    Status.RESOLVED: "Có kết quả",
    Status.RETURNED: "Đã trả kết quả",
    Status.REFUSED: "Từ chối",
    Status.WITHDRAWN: "Đã rút",
    Status.STOPPED: "Dừng xử lý",
    Status.ANNULLED: "Đã hủy (nhập nhầm)",
}

NATIONAL_WORDS: dict[Status, str] = {
    Status.SUBMITTED: "mới đăng ký",
    Status.ACCEPTED: "được tiếp nhận",
    Status.NOT_ACCEPTED: "không được tiếp nhận",
    Status.PROCESSING: "đang xử lý",
    Status.AWAITING_SIGNATURE: "đang xử lý",
    Status.AWAITING_SUPPLEMENT: "yêu cầu bổ sung giấy tờ",
    Status.AWAITING_PAYMENT: "yêu cầu thực hiện nghĩa vụ tài chính",
    Status.RESOLVED: "đã xử lý xong",
    Status.RETURNED: "đã trả kết quả",
    Status.REFUSED: "đã xử lý xong",
    Status.WITHDRAWN: "công dân yêu cầu rút",
    Status.STOPPED: "dừng xử lý",
}


class Outcome(StrEnum):
    """How a dossier ended; decides its sub-count in the report."""

    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


OUTCOME_LABELS: dict[Outcome, str] = {
    Outcome.GRANTED: "Có kết quả",
    Outcome.REFUSED: "Từ chối",
    Outcome.WITHDRAWN: "Công dân rút",
    Outcome.STOPPED: "Dừng xử lý",
}


class ApplicantKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


class Delivery(StrEnum):
    """Where the result is handed over."""

    COUNTER = "counter"
    POST = "post"
    ELECTRONIC = "electronic"


DELIVERY_LABELS: dict[Delivery, str] = {
    Delivery.COUNTER: "Tại quầy",
    Delivery.POST: "Bưu chính",
    Delivery.ELECTRONIC: "Điện tử",
}


class DueSource(StrEnum):
    """Where the due moment came from."""

    COMPUTED = "computed"
    STATED = "stated"
    """Given by the clerk with its ground: the catalogue entry is incomplete."""

    IMPORTED = "imported"
    """Kept as it stood in the register or the city's system."""


class DossierEvent(StrEnum):
    """Names of a dossier's events in the evidence chain."""

    REGISTERED = "dossier.registered"
    TAKEN = "dossier.taken"
    HANDED_OVER = "dossier.handed_over"
    SENT_FOR_SIGNATURE = "dossier.sent_for_signature"
    SENT_BACK = "dossier.sent_back"
    CLOSED = "dossier.closed"
    RETURNED = "dossier.returned"
    DUE_MOVED = "dossier.due_moved"


EVENT_LABELS: dict[DossierEvent, str] = {
    DossierEvent.REGISTERED: "Tiếp nhận hồ sơ",
    DossierEvent.TAKEN: "Nhận giải quyết",
    DossierEvent.HANDED_OVER: "Chuyển người xử lý",
    DossierEvent.SENT_FOR_SIGNATURE: "Trình ký",
    DossierEvent.SENT_BACK: "Trả lại để xử lý tiếp",
    DossierEvent.CLOSED: "Giải quyết xong",
    DossierEvent.RETURNED: "Trả kết quả",
    DossierEvent.DUE_MOVED: "Thay đổi hạn trả",
}

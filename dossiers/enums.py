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

    AGREED = "agreed"
    """Theo thỏa thuận: agreed with the applicant in writing; the ground names the paper."""

    IMPORTED = "imported"
    """Kept as it stood in the register or the city's system."""


DUE_SOURCE_LABELS: dict[DueSource, str] = {
    DueSource.COMPUTED: "tính theo thời hạn",
    DueSource.STATED: "cán bộ ghi, có căn cứ",
    DueSource.AGREED: "theo thỏa thuận",
    DueSource.IMPORTED: "theo sổ hoặc hệ thống khác",
}
STATED_SOURCES = frozenset({DueSource.STATED, DueSource.AGREED})
"""Due moments that a clerk typed, each with its ground."""


class DueChangeKind(StrEnum):
    """Why a due moment was moved."""

    CLOCK = "clock"
    """A wait ended: see ClockMove."""

    VERIFICATION = "verification"
    """Xác minh: the days that the procedure allows more."""

    CALENDAR = "calendar"
    """The working calendar was changed."""


DUE_CHANGE_LABELS: dict[DueChangeKind, str] = {
    DueChangeKind.CLOCK: "Hết tạm dừng",
    DueChangeKind.VERIFICATION: "Xác minh",
    DueChangeKind.CALENDAR: "Lịch làm việc thay đổi",
}


class ClockMove(StrEnum):
    """What is done to a dossier's clock (thời hạn giải quyết)."""

    PAUSE = "pause"
    """Only where the procedure version allows it; what is left goes on at RESUME."""

    RESUME = "resume"
    STOP = "stop"
    """Waiting where no pause is allowed; the limit begins anew at RESTART."""

    RESTART = "restart"


CLOCK_LABELS: dict[ClockMove, str] = {
    ClockMove.PAUSE: "Tạm dừng tính thời hạn",
    ClockMove.RESUME: "Tính tiếp thời hạn",
    ClockMove.STOP: "Dừng tính thời hạn",
    ClockMove.RESTART: "Tính lại thời hạn từ đầu",
}
WAITING_MOVES = frozenset({ClockMove.PAUSE, ClockMove.STOP})
"""After these the dossier waits for somebody else, and cannot become late."""


class SupplementStage(StrEnum):
    BEFORE_APPRAISAL = "before_appraisal"
    AFTER_APPRAISAL = "after_appraisal"


STAGE_LABELS: dict[SupplementStage, str] = {
    SupplementStage.BEFORE_APPRAISAL: "Trước thẩm định",
    SupplementStage.AFTER_APPRAISAL: "Sau thẩm định",
}


class SupplementEnd(StrEnum):
    """How a request for missing papers ended."""

    COMPLETED = "completed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


SUPPLEMENT_END_LABELS: dict[SupplementEnd, str] = {
    SupplementEnd.COMPLETED: "Đã bổ sung đủ",
    SupplementEnd.EXPIRED: "Hết hạn bổ sung",
    SupplementEnd.CANCELLED: "Không cần nữa",
}


class ProposalKind(StrEnum):
    """What only a leader decides on."""

    REFUSE_INTAKE = "refuse_intake"
    FURTHER_SUPPLEMENT = "further_supplement"
    EXTENSION = "extension"
    LATE_ENTRY = "late_entry"


PROPOSAL_LABELS: dict[ProposalKind, str] = {
    ProposalKind.REFUSE_INTAKE: "Từ chối tiếp nhận",
    ProposalKind.FURTHER_SUPPLEMENT: "Yêu cầu bổ sung thêm lần nữa",
    ProposalKind.EXTENSION: "Xin lỗi và hẹn lại",
    ProposalKind.LATE_ENTRY: "Nhập bù",
}


class AttachmentKind(StrEnum):
    INCOMING = "incoming"
    RESULT = "result"


ATTACHMENT_LABELS: dict[AttachmentKind, str] = {
    AttachmentKind.INCOMING: "Giấy tờ nộp",
    AttachmentKind.RESULT: "Kết quả điện tử",
}


class PaperMark(StrEnum):
    """What a scan was made from."""

    ORIGINAL = "original"
    CERTIFIED = "certified"
    COPY = "copy"


PAPER_MARK_LABELS: dict[PaperMark, str] = {
    PaperMark.ORIGINAL: "Bản chính",
    PaperMark.CERTIFIED: "Bản sao chứng thực",
    PaperMark.COPY: "Bản sao",
}


class FileType(StrEnum):
    """What may be uploaded; told by content, never by name."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


class ScanState(StrEnum):
    """What a virus scanner said; PENDING is never taken for CLEAN."""

    UNSCANNED = "unscanned"
    PENDING = "pending"
    CLEAN = "clean"


class NoticeState(StrEnum):
    """How far an applicant has been told of the result."""

    QUEUED = "queued"
    TO_CALL = "to_call"
    MAILED = "mailed"
    CALLED = "called"
    NEEDLESS = "needless"


NOTICE_LABELS: dict[NoticeState, str] = {
    NoticeState.QUEUED: "Chờ gửi thư",
    NoticeState.TO_CALL: "Cần gọi điện",
    NoticeState.MAILED: "Đã gửi thư",
    NoticeState.CALLED: "Đã gọi",
    NoticeState.NEEDLESS: "Không cần báo nữa",
}


class DossierEvent(StrEnum):
    """Names of a dossier's events in the evidence chain."""

    SUBMITTED = "dossier.submitted"
    REGISTERED = "dossier.registered"
    ACCEPTED = "dossier.accepted"
    NOT_ACCEPTED = "dossier.not_accepted"
    TAKEN = "dossier.taken"
    HANDED_OVER = "dossier.handed_over"
    SENT_FOR_SIGNATURE = "dossier.sent_for_signature"
    SENT_BACK = "dossier.sent_back"
    SUPPLEMENT_ASKED = "dossier.supplement_asked"
    SUPPLEMENT_ENDED = "dossier.supplement_ended"
    PAYMENT_ASKED = "dossier.payment_asked"
    PAYMENT_MADE = "dossier.payment_made"
    CLOCK_MOVED = "dossier.clock_moved"
    DUE_MOVED = "dossier.due_moved"
    EXTENDED = "dossier.extended"
    PROPOSED = "dossier.proposed"
    DECIDED = "dossier.decided"
    CLOSED = "dossier.closed"
    RETURNED = "dossier.returned"
    ENTERED_LATE = "dossier.entered_late"
    ANNULLED = "dossier.annulled"
    REPLACED = "dossier.replaced"
    CORRECTED = "dossier.corrected"
    TOLD = "dossier.told"
    FILE_ADDED = "dossier.file_added"
    FILE_MARKED = "dossier.file_marked"
    FILE_REMOVED = "dossier.file_removed"


EVENT_LABELS: dict[DossierEvent, str] = {
    DossierEvent.SUBMITTED: "Hồ sơ gửi đến",
    DossierEvent.REGISTERED: "Tiếp nhận hồ sơ",
    DossierEvent.ACCEPTED: "Tiếp nhận hồ sơ",
    DossierEvent.NOT_ACCEPTED: "Không tiếp nhận hồ sơ",
    DossierEvent.TAKEN: "Nhận giải quyết",
    DossierEvent.HANDED_OVER: "Chuyển người xử lý",
    DossierEvent.SENT_FOR_SIGNATURE: "Trình ký",
    DossierEvent.SENT_BACK: "Trả lại để xử lý tiếp",
    DossierEvent.SUPPLEMENT_ASKED: "Yêu cầu bổ sung",
    DossierEvent.SUPPLEMENT_ENDED: "Kết thúc bổ sung",
    DossierEvent.PAYMENT_ASKED: "Yêu cầu nộp tiền",
    DossierEvent.PAYMENT_MADE: "Đã nộp tiền",
    DossierEvent.CLOCK_MOVED: "Thay đổi cách tính thời hạn",
    DossierEvent.DUE_MOVED: "Thay đổi hạn trả",
    DossierEvent.EXTENDED: "Xin lỗi và hẹn lại",
    DossierEvent.PROPOSED: "Đề nghị lãnh đạo quyết định",
    DossierEvent.DECIDED: "Lãnh đạo quyết định",
    DossierEvent.CLOSED: "Giải quyết xong",
    DossierEvent.RETURNED: "Trả kết quả",
    DossierEvent.ENTERED_LATE: "Nhập bù",
    DossierEvent.ANNULLED: "Hủy (nhập nhầm)",
    DossierEvent.REPLACED: "Đổi thủ tục",
    DossierEvent.CORRECTED: "Sửa thông tin người nộp",
    DossierEvent.TOLD: "Báo người nộp",
    DossierEvent.FILE_ADDED: "Thêm tệp",
    DossierEvent.FILE_MARKED: "Ghi lại loại tệp",
    DossierEvent.FILE_REMOVED: "Xóa tệp",
}

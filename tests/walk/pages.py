"""Every page a person can open, and how one comes to it: the table of the long walk.

tests/test_every_page.py holds it complete: a route, an admin model or a template that
no line here leads to fails the tests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import site
from django.urls import reverse

from dossiers.enums import Status
from procedures.models import CalendarDay
from tests.factories import PASSWORD
from tests.walk import editing
from tests.walk.steps import (
    ask_for_own_days,
    confirm_password,
    look_for,
    look_up,
    press,
    scan,
    send_without_cookies,
    sign_in,
    sign_in_too_often,
)
from tests.walk.ward import Ward
from wardportal.accounts.models import User
from wardportal.administration.site import ReadOnlyAdmin
from wardportal.office.models import Office

CITIZEN = "citizen"
CLERK, OFFICER, LEADER, ADMINISTRATOR = "clerk", "officer", "leader", "admin"
GUARDED = "guarded"
"""An officer who signs in with two factors."""

READERS = [CITIZEN, CLERK, OFFICER, LEADER, ADMINISTRATOR, GUARDED]

UNKNOWN_TOKEN = "bcdfghjkmnpqrstv2345"


@dataclass(frozen=True)
class Page:
    """One state of one page.

    ``then`` does what a person would do there, in a browser of either kind:
    plain_browser.PlainBrowser or tests.browser.visitor.Visitor; see steps.py.
    """

    route: str
    reader: str
    address: Callable[[Ward], str]
    then: Callable[[Any, Ward], object] | None = None
    state: str = ""
    status: int = 200

    def __str__(self) -> str:
        return f"{self.route} {self.state} ({self.reader})".replace("  ", " ")

    @property
    def is_public(self) -> bool:
        return self.reader == CITIZEN


def page(route, reader, *args, state="", query="", then=None, status=200):
    """List a page; arguments of its address may be functions of the ward."""

    def address(ward):
        parts = [part(ward) if callable(part) else part for part in args]
        return reverse(route, args=parts) + query

    return Page(route, reader, address, then, state, status)


def dossier(status):
    return lambda ward: ward.dossier(status).code


def procedure(number):
    return lambda ward: ward.procedure(number).code


def report(kind):
    return lambda ward: getattr(ward, kind).pk


def change(title):
    return lambda _: editing.change_of(title)


def edited(code):
    return lambda _: editing.procedure_of(code)


def scanned_dossier(ward):
    return ward.scan().dossier.code


def the_scan(ward):
    return ward.scan().pk


def birth(_ward):
    return "khai-sinh"


CATALOGUE = [
    page("home", CITIZEN),
    page("procedures:list", CITIZEN),
    page("procedures:list", CITIZEN, state="found", query="?q=khai+sinh"),
    page("procedures:list", CITIZEN, state="not found", query="?q=xyzt"),
    page("procedures:list", CITIZEN, state="second page", query="?page=2"),
    page("procedures:list", CITIZEN, state="a group", query="?nhom=tu-phap-ho-tich"),
    page("procedures:posters", CITIZEN),
    *(
        page("procedures:detail", CITIZEN, procedure(number), state=f"number {number}")
        for number in range(1, 9)
    ),
    *(
        page("procedures:prepare", CITIZEN, procedure(number), state=f"number {number}")
        for number in (1, 2, 5)
    ),
    page(
        "procedures:prepare",
        CITIZEN,
        procedure(1),
        state="an odd day",
        query="?ngay=32/13/2026",
        status=422,
    ),
    page("procedures:finder", CITIZEN),
    page("procedures:finder_topic", CITIZEN, birth),
    page(
        "procedures:finder_topic",
        CITIZEN,
        birth,
        state="the second question",
        query="?nuoc-ngoai=khong",
    ),
    page(
        "procedures:finder_topic",
        CITIZEN,
        birth,
        state="nothing chosen",
        query="?hoi=nuoc-ngoai",
    ),
]

TRACKING = [
    page("dossiers:track", CITIZEN),
    page(
        "dossiers:track",
        CITIZEN,
        state="left empty",
        then=press("Tra cứu"),
        status=422,
    ),
    page(
        "dossiers:track",
        CITIZEN,
        state="wrong digits",
        then=look_up("0000"),
        status=422,
    ),
    page("dossiers:track", CITIZEN, state="degree", then=look_up("")),
    *(
        page(
            "dossiers:track_token",
            CITIZEN,
            lambda ward, status=status: ward.dossier(status).tracking_token,
            state=status.value,
        )
        for status in (
            Status.ACCEPTED,
            Status.PROCESSING,
            Status.AWAITING_SIGNATURE,
            Status.AWAITING_SUPPLEMENT,
            Status.AWAITING_PAYMENT,
            Status.RESOLVED,
            Status.RETURNED,
            Status.WITHDRAWN,
        )
    ),
    page(
        "dossiers:track_token",
        CITIZEN,
        lambda ward: ward.overdue().tracking_token,
        state="overdue",
    ),
]

SIGNING_IN = [
    page("account_login", CITIZEN),
    page(
        "account_login",
        CITIZEN,
        state="left empty",
        then=press("Đăng nhập"),
        status=422,
    ),
    page(
        "account_login",
        CITIZEN,
        state="locked",
        then=sign_in_too_often,
        status=429,
    ),
    page(
        "account_login",
        CITIZEN,
        state="stale",
        then=send_without_cookies,
        status=403,
    ),
    page("account_logout", OFFICER),
    page("account_change_password", OFFICER),
    page(
        "account_change_password",
        OFFICER,
        state="left empty",
        then=press("Đổi mật khẩu"),
    ),
    page("account_reauthenticate", OFFICER),
    page("mfa_index", OFFICER),
    page("mfa_activate_totp", OFFICER, then=confirm_password),
    page("mfa_index", GUARDED, state="switched on"),
    page("mfa_deactivate_totp", GUARDED, then=confirm_password),
    page("mfa_view_recovery_codes", GUARDED, then=confirm_password),
    page("mfa_generate_recovery_codes", GUARDED, then=confirm_password),
    page("mfa_reauthenticate", GUARDED),
    Page(
        "mfa_authenticate",
        CITIZEN,
        lambda _: reverse("account_login"),
        sign_in(GUARDED, PASSWORD),
    ),
]

COUNTER = [
    page("dossiers:intake", CLERK),
    page(
        "dossiers:intake",
        CLERK,
        state="left empty",
        then=press("Tiếp nhận, in giấy hẹn"),
        status=422,
    ),
    page(
        "dossiers:intake",
        CLERK,
        state="procedures found",
        then=scan("khai sinh"),
    ),
    page(
        "dossiers:intake",
        CLERK,
        state="copies",
        then=scan("1"),
    ),
]

LATE = [
    page("dossiers:late_entry", CLERK),
    page(
        "dossiers:late_entry",
        CLERK,
        state="left empty",
        then=press("Nhập bù"),
        status=422,
    ),
]

DESK = [
    page("dossiers:worklist", CLERK),
    page("dossiers:worklist", OFFICER),
    page("dossiers:worklist", LEADER),
    page("dossiers:worklist", OFFICER, state="in term", query="?nhom=con-han"),
    page("dossiers:worklist", CLERK, state="to return", query="?nhom=cho-tra"),
    page("dossiers:worklist", OFFICER, state="waiting", query="?nhom=cho-bo-sung"),
    page(
        "dossiers:worklist",
        OFFICER,
        state="empty",
        query="?nhom=cho-bo-sung&kenh=postal",
    ),
    page("dossiers:worklist", CLERK, state="looked for", then=look_for("nguyen")),
    page("dossiers:worklist", CLERK, state="not found", then=look_for("khong co")),
    page(
        "dossiers:worklist",
        CLERK,
        state="nothing ticked",
        then=press("Chuyển người xử lý"),
    ),
    page(
        "dossiers:worklist",
        CLERK,
        state="wrong day",
        query="?han_tu=mai",
        status=422,
    ),
    *(
        page("dossiers:detail", reader, dossier(status), state=status.value)
        for reader, status in (
            (CLERK, Status.ACCEPTED),
            (OFFICER, Status.ACCEPTED),
            (OFFICER, Status.PROCESSING),
            (LEADER, Status.AWAITING_SIGNATURE),
            (CLERK, Status.AWAITING_SUPPLEMENT),
            (OFFICER, Status.AWAITING_SUPPLEMENT),
            (CLERK, Status.AWAITING_PAYMENT),
            (CLERK, Status.RESOLVED),
            (CLERK, Status.RETURNED),
            (LEADER, Status.WITHDRAWN),
        )
    ),
    page(
        "dossiers:detail",
        OFFICER,
        lambda ward: ward.overdue().code,
        state="overdue",
    ),
    page("dossiers:move", OFFICER, dossier(Status.PROCESSING), "tu-choi"),
    page(
        "dossiers:move",
        OFFICER,
        dossier(Status.PROCESSING),
        "tu-choi",
        state="without reason",
        then=press("Từ chối hồ sơ"),
        status=422,
    ),
    *(
        page("dossiers:move", OFFICER, dossier(Status.PROCESSING), kind, state=kind)
        for kind in ("yeu-cau-bo-sung", "yeu-cau-nop-tien", "rut", "dung")
    ),
    page(
        "dossiers:move",
        OFFICER,
        dossier(Status.PROCESSING),
        "yeu-cau-bo-sung",
        state="nothing missing",
        then=press("Yêu cầu bổ sung"),
        status=422,
    ),
    page("dossiers:move", OFFICER, dossier(Status.AWAITING_SUPPLEMENT), "thoi-bo-sung"),
    page("dossiers:move", OFFICER, dossier(Status.PROCESSING), "hen-lai"),
    page(
        "dossiers:detail",
        OFFICER,
        dossier(Status.PROCESSING),
        state="opened from a list",
        query="?ds=nhom%3Dcon-han",
    ),
    page("dossiers:detail", CLERK, dossier(Status.SUBMITTED), state="submitted"),
    page("dossiers:detail", LEADER, dossier(Status.SUBMITTED), state="submitted"),
    page("dossiers:move", LEADER, dossier(Status.PROCESSING), "huy", state="annul"),
    page(
        "dossiers:move",
        LEADER,
        dossier(Status.PROCESSING),
        "doi-thu-tuc",
        state="change procedure",
    ),
    page("dossiers:recompute", ADMINISTRATOR),
    page("dossiers:submissions", CLERK),
    page("dossiers:decisions", LEADER),
    page(
        "dossiers:detail",
        CLERK,
        dossier(Status.RESOLVED),
        state="scanned",
        query="?quet=1",
    ),
    page(
        "dossiers:detail",
        CLERK,
        dossier(Status.RESOLVED),
        state="returned by post",
        query="?cach=post",
    ),
    page("dossiers:calls", CLERK),
    page("dossiers:hand_over_all", LEADER),
    page(
        "dossiers:hand_over_all",
        LEADER,
        state="left empty",
        then=press("Bàn giao tất cả"),
        status=422,
    ),
    page("dossiers:correct", OFFICER, dossier(Status.RESOLVED), "nguoi-nop"),
    page(
        "dossiers:correct",
        OFFICER,
        dossier(Status.RESOLVED),
        "nguoi-nop",
        state="without reason",
        then=press("Lưu phần sửa"),
        status=422,
    ),
    page("dossiers:deadline_basis", CLERK, dossier(Status.PROCESSING)),
    page("dossiers:files", CLERK, dossier(Status.ACCEPTED)),
    page("dossiers:files", OFFICER, scanned_dossier, state="with a scan"),
    page(
        "dossiers:files",
        CLERK,
        dossier(Status.RESOLVED),
        state="left empty",
        then=press("Thêm tệp"),
        status=422,
    ),
    page("dossiers:file", CLERK, scanned_dossier, the_scan),
    page("dossiers:detail", CLERK, scanned_dossier, state="with a scan"),
    Page(
        "dossiers:file_remove",
        CLERK,
        lambda ward: reverse(
            "dossiers:file", args=[scanned_dossier(ward), the_scan(ward)]
        ),
        press("Xóa tệp"),
        "without reason",
        422,
    ),
    page("dossiers:register_book", CLERK),
    page(
        "dossiers:register_book",
        CLERK,
        state="narrowed",
        query="?tu=01/10/2026&den=31/10/2026&kenh=online",
    ),
    page(
        "dossiers:register_book",
        CLERK,
        state="empty",
        query="?tu=01/01/2020&den=02/01/2020",
    ),
    page(
        "dossiers:register_book",
        CLERK,
        state="days turned round",
        query="?tu=31/10/2026&den=01/10/2026",
        status=422,
    ),
    page("style_guide", CLERK),
    page("style_guide", CLERK, state="citizens' frame", query="?khung=cong-dan"),
]

REPORTS = [
    page("reports:open_data", CITIZEN),
    page("reports:dashboard", LEADER),
    page("reports:list", LEADER),
    Page(
        "reports:request",
        LEADER,
        lambda _: reverse("reports:list"),
        ask_for_own_days,
        "days missing",
        422,
    ),
    page("reports:detail", LEADER, report("ready"), state="ready"),
    page("reports:detail", LEADER, report("waiting"), state="waiting"),
    page("reports:detail", LEADER, report("failed"), state="failed"),
    page("reports:heads", LEADER),
    page("reports:preview", LEADER, report("ready")),
    page(
        "reports:dossiers_behind",
        LEADER,
        query="?tu=2026-10-01&den=2026-10-31&cot=received_total",
    ),
    page(
        "reports:dossiers_behind",
        LEADER,
        state="empty",
        query="?tu=2025-07-01&den=2025-07-02&cot=received_total",
    ),
]

EDITING = [
    page("catalogue:changes", ADMINISTRATOR),
    page("catalogue:upload", ADMINISTRATOR),
    page(
        "catalogue:upload",
        ADMINISTRATOR,
        state="left empty",
        then=press("So sánh với danh mục"),
        status=422,
    ),
    *(
        page("catalogue:change", ADMINISTRATOR, change(title), state=title, query=query)
        for title, query in (
            (editing.WAITING, ""),
            (editing.WAITING, "?muc=moi"),
            (editing.WAITING, "?muc=bai-bo"),
            (editing.WAITING, "?muc=bi-loai"),
            (editing.APPLIED, ""),
            (editing.UNDONE, "?muc=khong-doi"),
            (editing.IDLE, ""),
            (editing.EDITED, ""),
        )
    ),
    Page(
        "catalogue:apply",
        ADMINISTRATOR,
        lambda _: reverse(
            "catalogue:change", args=[editing.change_of(editing.WAITING)]
        ),
        press("Áp dụng từ 23/11/2026"),
        "unconfirmed",
        422,
    ),
    page("procedures:detail", CITIZEN, editing.CHANGED, state="with a history"),
    page("catalogue:procedures", ADMINISTRATOR),
    page("catalogue:procedures", ADMINISTRATOR, state="gaps", query="?tt=con-thieu"),
    page("catalogue:procedures", ADMINISTRATOR, state="none", query="?q=xyzt"),
    *(
        page("catalogue:procedure", ADMINISTRATOR, edited(code), state=code)
        for code in (editing.CHANGED, editing.ABOLISHED)
    ),
    page("catalogue:edit", ADMINISTRATOR, edited(editing.CHANGED)),
    page("catalogue:edit", ADMINISTRATOR, edited("2.000815"), state="kept apart"),
    page("catalogue:compare", ADMINISTRATOR, edited(editing.CHANGED), 1, 2),
    page(
        "catalogue:compare",
        ADMINISTRATOR,
        edited(editing.CHANGED),
        1,
        1,
        state="the same",
    ),
]

REFUSALS = [
    page("dossiers:track_token", CITIZEN, UNKNOWN_TOKEN, state="missing", status=404),
    page("reports:dashboard", CLERK, state="forbidden", status=403),
]


def admin_pages():
    """List the pages of every model that administrators look after.

    Of offices there is only one: none is added.
    """
    for model, admin in site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield page(f"{name}_changelist", ADMINISTRATOR)
        yield page(f"{name}_change", ADMINISTRATOR, first(model))
        if model is not Office and not isinstance(admin, ReadOnlyAdmin):
            yield page(f"{name}_add", ADMINISTRATOR)


def first(model):
    return lambda _: model.objects.order_by("pk").first().pk


ADMINISTRATION = [
    page("admin:index", ADMINISTRATOR),
    page("admin:app_list", ADMINISTRATOR, "procedures"),
    page("admin:auth_user_password_change", ADMINISTRATOR, first(User)),
    page("admin:procedures_calendarday_delete", ADMINISTRATOR, first(CalendarDay)),
    page("admin:office_office_history", ADMINISTRATOR, first(Office)),
    *admin_pages(),
]

PAGES = [
    *CATALOGUE,
    *TRACKING,
    *SIGNING_IN,
    *COUNTER,
    *LATE,
    *DESK,
    *REPORTS,
    *EDITING,
    *REFUSALS,
    *ADMINISTRATION,
]

NOT_PAGES = {
    "api:openapi-json": "read by machines: tests/wardportal/test_api.py",
    "api:api-root": "closed to everyone",
    "api:procedures": "read by machines: tests/wardportal/test_api.py",
    "api:procedures_csv": "a file: tests/wardportal/test_api.py",
    "api:procedure": "read by machines: tests/wardportal/test_api.py",
    "api:procedure_without_code": "read by machines: tests/wardportal/test_api.py",
    "api:tallies": "read by machines: tests/wardportal/test_api.py",
    "api:month_tallies": "read by machines: tests/wardportal/test_api.py",
    "api:month_tallies_csv": "a file: tests/wardportal/test_api.py",
    "procedures:group_poster": "a PDF: tests/procedures/noticeboard/test_poster.py",
    "procedures:sector_poster": "a PDF: tests/procedures/noticeboard/test_poster.py",
    "account_signup": "closed to everyone",
    "desk": "sends each role on to the page it works on",
    "catalogue:undo": "takes a change back and sends back to it",
    "catalogue:new_version": "begins a version and sends on to its form",
    "catalogue:withdraw": "takes a form of the procedure's page and sends back to it",
    "catalogue:republish": "takes a form of the procedure's page and sends back to it",
    "health_live": "read by machines",
    "health_ready": "read by machines",
    "dossiers:late_entry_preview": "a part of the late entry's page, for scripts",
    "dossiers:intake_preview": "a part of the counter's page, for scripts",
    "dossiers:call_made": "takes how a call went and sends back to the list",
    "dossiers:search": "takes what is looked for and leads to the worklist",
    "dossiers:decide": "takes a decision and sends back to the list",
    "dossiers:bulk_move": "takes the worklist's form and sends back to it",
    "dossiers:file_content": "a file: tests/dossiers/views/test_files.py",
    "dossiers:track_result": "a file: tests/dossiers/views/test_files.py",
    "dossiers:receipt": "a PDF: tests/dossiers/slips/test_receipt.py",
    "dossiers:printed_form": "PDFs: tests/dossiers/slips",
    "dossiers:register_paper": "a PDF: tests/dossiers/test_register_book.py",
    "dossiers:register_workbook": "a file: tests/dossiers/test_register_book.py",
    "dossiers:track_supplement": "a PDF: tests/dossiers/views/test_slips.py",
    "dossiers:deadline_basis_pdf": "a PDF: tests/dossiers/views/test_slips.py",
    "reports:download": "a file: tests/reports/views/test_archive.py",
}
"""Routes that show no page of their own, and why."""

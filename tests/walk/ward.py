"""A demo ward as `make run` shows it, at one moment of a working day."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp

from dossiers.acts import Act
from dossiers.attaching import About, Offered, attach
from dossiers.demo.seeding import seed_ward
from dossiers.enums import ProposalKind, Status
from dossiers.models import Attachment, Dossier
from dossiers.notices import note_result
from dossiers.paying import ask_payment
from dossiers.proposals import propose
from dossiers.submitting import submit_dossier
from dossiers.supplementing import Missing, MissingPaper, ask_supplement
from procedures.enums import Channel
from procedures.models import Procedure
from procedures.reference import load_calendar, load_catalogue
from procedures.unanswered import remember
from reports import publishing
from reports.enums import ReportState
from reports.models import Report
from reports.periods import calendar_month
from reports.reference import load_report_lines
from tests.dossiers import desk
from tests.dossiers.desk import MONDAY
from tests.factories import PASSWORD, UserFactory
from tests.uploads import paper
from tests.walk.editing import edit_catalogue
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.office.current import current_office

NOW = MONDAY
TODAY = date(2026, 11, 23)
REPORTED = calendar_month(date(2026, 10, 1))
"""The last month that has ended; its report is ready."""

PUBLISHED = calendar_month(date(2025, 8, 1))
"""The month whose figures the ward has published."""


@dataclass(frozen=True)
class Ward:
    """Who works there and what there is to open."""

    ready: Report
    waiting: Report
    failed: Report

    def user(self, name):
        return User.objects.get(username=name)

    def dossier(self, status):
        """Return one dossier at a status, whose slip can be explained day by day."""
        return last_at(status)

    def overdue(self):
        """Return an open dossier whose time is over."""
        return Dossier.objects.open().filter(due_at__lt=NOW).order_by("due_at").first()

    def scan(self):
        """Return the file of a dossier that has one."""
        return Attachment.objects.select_related("dossier").get()

    def procedure(self, number):
        return Procedure.objects.get(favourite_order=number)


def settle():
    """Set up the ward with catalogue, accounts, dossiers and reports.

    The clock must stand at ``NOW``, and reports be written to a folder of the test's.
    """
    load_calendar(day=TODAY)
    load_catalogue(day=TODAY)
    load_report_lines()
    seed_ward(ward="thanh-liet", password=PASSWORD, moment=NOW)
    edit_catalogue(NOW)
    remember("cấp phép bay", day=TODAY)
    note_result(last_at(Status.RESOLVED), moment=NOW)
    guard(UserFactory(username="guarded", roles=[Role.OFFICER]))
    leave_for_the_leader()
    wait_for_papers()
    scan_papers()
    leader = User.objects.get(username="leader")
    ready = _asked(REPORTED, leader)
    publishing.build(report_id=ready.pk, moment=NOW)
    return Ward(
        ready=ready,
        waiting=_asked(calendar_month(TODAY), leader),
        failed=_failed(_asked(PUBLISHED, leader)),
    )


def scan_papers():
    """Let a dossier in hand have a scan."""
    by = Act(User.objects.get(username="clerk"), NOW)
    offered = [Offered("to-khai.pdf", paper())]
    dossier = last_at(Status.PROCESSING)
    attach(dossier_id=dossier.id, offered=offered, about=About(), by=by)


def leave_for_the_leader():
    """Let a letter wait for its answer, and its refusal for the leader's word."""
    clerk = User.objects.get(username="clerk")
    facts = desk.facts(Procedure.objects.get(favourite_order=4), channel=Channel.POSTAL)
    by = desk.logging(current_office(), clerk, NOW)
    sent = submit_dossier(facts=facts, by=by)
    act = Act(clerk, NOW, "Không thuộc thẩm quyền của phường")
    propose(dossier_id=sent.id, kind=ProposalKind.REFUSE_INTAKE, by=act)


def wait_for_papers():
    """Let one dossier wait for papers, and another for its payment."""
    officer = User.objects.get(username="officer")
    in_work = Dossier.objects.filter(status=Status.PROCESSING.value)
    first, second = in_work.order_by("accepted_at")[:2]
    missing = Missing(papers=(MissingPaper("Tờ khai theo mẫu", 2, "Ký lại"),))
    act = Act(officer, NOW, "Tờ khai chưa có chữ ký")
    office = current_office()
    ask_supplement(dossier_id=first.id, missing=missing, office=office, by=act)
    fee = Act(officer, NOW, "15.000 đồng lệ phí, nộp tại quầy 3")
    ask_payment(dossier_id=second.id, by=fee)


def last_at(status):
    """Return the dossier at a status that was received last."""
    at_status = Dossier.objects.filter(status=Status(status).value)
    return at_status.select_related("applicant").order_by("accepted_at").last()


def guard(user):
    """Give a second factor, as switching it on does."""
    totp.TOTP.activate(user, totp.generate_totp_secret())
    RecoveryCodes.activate(user)


def _asked(period, leader):
    return publishing.request_report(period=period, leader=leader, moment=NOW)


def _failed(report):
    """End a report as the third fault does."""
    report.state, report.attempts = ReportState.FAILED.value, 3
    report.error = "Không ghi được tệp. Hãy kiểm tra dung lượng đĩa."
    report.save(update_fields=["state", "attempts", "error"])
    return report

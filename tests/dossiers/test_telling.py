"""Applicants are told of their result: once, by mail or by telephone, or by neither."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.enums import Outcome
from dossiers.intake import register_dossier
from dossiers.models import Notice
from dossiers.notices import MAIL
from dossiers.people import ApplicantFacts
from dossiers.processing import close
from dossiers.returning import Handing, return_result
from dossiers.tasks import mail_notice as task
from dossiers.telling import (
    MOST_TRIES,
    mail_notice,
    mark_called,
    mark_unreached,
    reconcile,
)
from dossiers.workflow import MoveRefusedError
from tests.dossiers import desk
from tests.dossiers.moves import act, evidence_of, make_dossier
from tests.factories import ApplicantFactory
from wardportal.history.models import Event
from wardportal.outbox.models import OutboxMessage

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

ADDRESS = "nguoi.nop@vidu.vn"
MINUTE = timedelta(minutes=1)
CLOSED = desk.MONDAY + 10 * MINUTE


class BrokenServer(EmailBackend):
    """A mail server that refuses everything."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected(f"no luck with {messages[0].to}")


@pytest.fixture(autouse=True)
def _calendar(office):
    desk.announce_days()


@pytest.fixture
def broken_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"


def closed(office, actor, *, outcome=Outcome.GRANTED, reason="", **fields):
    """Close a dossier ten minutes after its receipt; return it."""
    person = {name: fields.pop(name) for name in ("email", "phone") if name in fields}
    dossier = make_dossier(
        applicant=ApplicantFactory(full_name="Nguyễn Thị Ví Dụ", **person), **fields
    )
    by = act(actor, 10, reason)
    return close(dossier_id=dossier.id, outcome=outcome, office=office, by=by)


def send(notice, minutes=0):
    mail_notice(notice_id=notice.pk, moment=CLOSED + minutes * MINUTE)
    notice.refresh_from_db()


class TestNote:
    def test_of_somebody_with_an_address_is_a_mail_on_its_way(self, office, officer):
        dossier = closed(office, officer, email=ADDRESS, phone="0912000111")

        notice = Notice.objects.get()
        assert (notice.dossier, notice.state) == (dossier, "queued")
        assert notice.created_at == notice.next_try_at == CLOSED
        wanted = OutboxMessage.objects.values_list("task", "reference")
        assert list(wanted) == [(MAIL, str(notice.pk))]

    def test_of_somebody_with_a_telephone_only_is_a_call(self, office, officer):
        closed(office, officer, phone="0912000111")
        assert Notice.objects.get().state == "to_call"
        assert not OutboxMessage.objects.exists()

    @pytest.mark.parametrize(
        "fields",
        [{}, {"phone": "0912000111", "delivery": "post"}],
        ids=["no way to reach", "the post brings it"],
    )
    def test_is_not_made_where_nobody_is_to_be_called(self, office, officer, fields):
        closed(office, officer, **fields)
        assert not Notice.objects.exists()

    @pytest.mark.parametrize("outcome", [Outcome.WITHDRAWN, Outcome.STOPPED])
    def test_is_not_made_where_there_is_nothing_to_collect(
        self, office, officer, outcome
    ):
        closed(office, officer, outcome=outcome, reason="Theo đơn", email=ADDRESS)
        assert not Notice.objects.exists()

    def test_goes_to_whoever_handed_in_when_the_applicant_cannot_be_reached(
        self, office, officer
    ):
        closed(office, officer, representative=ApplicantFactory(email=ADDRESS))
        send(Notice.objects.get())
        assert mail.outbox[0].to == [ADDRESS]

    def test_is_called_off_by_the_return(self, office, officer, clerk):
        dossier = closed(office, officer, email=ADDRESS)
        in_person = Handing(collector="Nguyễn Thị Ví Dụ")
        return_result(dossier_id=dossier.id, handing=in_person, by=act(clerk, 12))

        send(Notice.objects.get())

        assert Notice.objects.get().state == "needless"
        assert mail.outbox == []

    def test_costs_a_closing_no_more_than_three_queries(self, office, officer):
        def queries_of(**fields):
            with CaptureQueriesContext(connection) as seen:
                closed(office, officer, **fields)
            return len(seen)

        closed(office, officer)  # the head of the chain is there
        assert queries_of(email=ADDRESS) - queries_of() <= 3


class TestMail:
    def test_says_what_is_needed_and_nothing_more(self, office, officer, settings):
        settings.PUBLIC_URL = "https://motcua.vidu.vn"
        procedure = desk.make_status_paper()
        applicant = ApplicantFacts(
            full_name="Nguyễn Thị Ví Dụ", id_number=desk.ID_NUMBER, email=ADDRESS
        )
        dossier = register_dossier(
            facts=desk.facts(procedure, applicant=applicant),
            by=desk.logging(office, officer),
        )
        close(
            dossier_id=dossier.id,
            outcome=Outcome.GRANTED,
            office=office,
            by=act(officer, 10),
        )

        send(Notice.objects.get())

        (sent,) = mail.outbox
        assert sent.subject == "Hồ sơ 261123-0001 đã có kết quả"
        assert sent.to == [ADDRESS]
        assert sent.body == (
            "Chào bạn,\n\n"
            "Hồ sơ H00.00.01-261123-0001 (Tình trạng hôn nhân) đã có kết quả.\n\n"
            "Nhận tại: Bộ phận Một cửa, Số 1 đường Ví Dụ, phường Hoa Sen\n"
            "Giờ làm việc: thứ Hai – thứ Sáu: 08:00–12:00, 13:30–17:30\n"
            "Mang theo căn cước và giấy hẹn.\n\n"
            f"Xem hồ sơ: https://motcua.vidu.vn/t/{dossier.tracking_token}/\n\n"
            "Cần hỏi thêm, hãy gọi 024 0000 0000 trong giờ làm việc.\n\n"
            "Bộ phận Một cửa phường Hoa Sen\n"
        )

    def test_of_a_refusal_says_that_there_is_an_answer_but_not_why(
        self, office, officer
    ):
        closed(
            office, officer, outcome=Outcome.REFUSED, reason="Thiếu đất", email=ADDRESS
        )
        send(Notice.objects.get())
        assert "đã có văn bản trả lời" in mail.outbox[0].body
        assert "Thiếu đất" not in mail.outbox[0].body

    @pytest.mark.parametrize(
        ("delivery", "said"),
        [
            ("post", "Kết quả được gửi qua bưu chính đến nơi bạn đã khai."),
            ("electronic", "Kết quả được gửi dưới dạng điện tử"),
        ],
    )
    def test_of_a_result_that_comes_by_itself_calls_nobody_to_the_desk(
        self, office, officer, delivery, said
    ):
        closed(office, officer, email=ADDRESS, delivery=delivery)
        send(Notice.objects.get())
        assert said in mail.outbox[0].body
        assert "Nhận tại" not in mail.outbox[0].body

    def test_is_sent_once_and_leaves_evidence_without_words(self, office, officer):
        dossier = closed(office, officer, email=ADDRESS)
        notice = Notice.objects.get()

        send(notice)
        send(notice, 1)
        task(str(notice.pk))

        assert len(mail.outbox) == 1
        assert (notice.state, notice.told_at) == ("mailed", CLOSED)
        told = ("dossier.told", "", "resolved", None, {})
        assert evidence_of(dossier)[-1] == told
        assert Event.objects.filter(event="dossier.told").count() == 1

    def test_that_somebody_is_sending_is_left_to_them(self, office, officer):
        closed(office, officer, email=ADDRESS)
        notice = Notice.objects.get()
        Notice.objects.update(next_try_at=CLOSED + 3 * MINUTE)

        send(notice, 2)
        assert mail.outbox == []

        send(notice, 3)
        assert len(mail.outbox) == 1

    @pytest.mark.usefixtures("broken_server")
    def test_that_cannot_go_waits_one_two_four_minutes(self, office, officer, caplog):
        closed(office, officer, email=ADDRESS)
        notice = Notice.objects.get()

        waits = []
        for _ in range(3):
            tried = notice.next_try_at
            mail_notice(notice_id=notice.pk, moment=tried)
            notice.refresh_from_db()
            waits.append(notice.next_try_at - tried)

        assert waits == [MINUTE, 2 * MINUTE, 4 * MINUTE]
        assert notice.state == "queued"
        assert ADDRESS not in caplog.text
        assert "SMTPServerDisconnected" in caplog.text

    @pytest.mark.usefixtures("broken_server")
    def test_that_never_goes_becomes_a_call(self, office, officer):
        closed(office, officer, email=ADDRESS, phone="0912000111")
        notice = Notice.objects.get()

        for _ in range(MOST_TRIES):
            mail_notice(notice_id=notice.pk, moment=notice.next_try_at)
            notice.refresh_from_db()

        assert (notice.state, notice.note) == ("to_call", "Thư không gửi được.")
        assert [row.pk for row in Notice.objects.to_call()] == [notice.pk]


class TestReconcile:
    def test_asks_again_for_what_no_message_brought(self, office, officer):
        closed(office, officer, email=ADDRESS)
        notice = Notice.objects.get()
        OutboxMessage.objects.all().delete()

        reconcile(moment=CLOSED - MINUTE)
        assert not OutboxMessage.objects.exists()

        reconcile(moment=CLOSED + MINUTE)
        reconcile(moment=CLOSED + MINUTE)
        assert OutboxMessage.objects.get().reference == str(notice.pk)

    def test_leaves_what_was_sent_alone(self, office, officer):
        closed(office, officer, email=ADDRESS)
        send(Notice.objects.get())
        OutboxMessage.objects.all().delete()
        reconcile(moment=CLOSED + 60 * MINUTE)
        assert not OutboxMessage.objects.exists()


class TestCall:
    @pytest.fixture
    def notice(self, office, officer):
        closed(office, officer, phone="0912000111")
        return Notice.objects.get()

    def test_that_was_answered_is_over(self, notice, clerk):
        mark_called(notice_id=notice.pk, by=act(clerk, 20, "Hẹn chiều mai đến"))

        notice.refresh_from_db()
        assert (notice.state, notice.told_by) == ("called", clerk)
        assert notice.told_at == desk.MONDAY + 20 * MINUTE
        assert notice.note == "Hẹn chiều mai đến"
        assert not Notice.objects.to_call().exists()
        words = {"reason": "Hẹn chiều mai đến"}
        told = ("dossier.told", "", "resolved", clerk, words)
        assert evidence_of(notice.dossier)[-1] == told

    def test_that_nobody_answered_stays_on_the_list(self, notice, clerk):
        mark_unreached(notice_id=notice.pk, by=act(clerk, 20, "Máy bận"))
        mark_unreached(notice_id=notice.pk, by=act(clerk, 40))

        notice.refresh_from_db()
        assert (notice.state, notice.tries) == ("to_call", 2)
        assert notice.note == "Không liên lạc được."
        assert notice.next_try_at == desk.MONDAY + 40 * MINUTE
        assert Notice.objects.to_call().exists()

    @pytest.mark.parametrize("mark", [mark_called, mark_unreached])
    def test_of_what_was_returned_meanwhile_is_refused(self, notice, clerk, mark):
        in_person = Handing(collector="Nguyễn Thị Ví Dụ")
        by = act(clerk, 12)
        return_result(dossier_id=notice.dossier_id, handing=in_person, by=by)

        with pytest.raises(MoveRefusedError, match="không cần gọi nữa"):
            mark(notice_id=notice.pk, by=act(clerk, 20))

    def test_list_begins_with_whoever_waits_longest(self, notice, office, officer):
        second = closed(office, officer, phone="0912000222")
        Notice.objects.filter(dossier=second).update(created_at=CLOSED - MINUTE)
        assert [row.dossier_id for row in Notice.objects.to_call()] == [
            second.id,
            notice.dossier_id,
        ]

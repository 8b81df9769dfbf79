"""The day's mail to the leaders: once, after opening, of what presses."""

from datetime import date, timedelta

import pytest
from django.core import mail

from dossiers.digest import SectorDue, pressing, send_digest
from dossiers.models import DueDigest
from tests.dossiers import desk
from tests.dossiers.moves import make_dossier
from tests.factories import ProcedureVersionFactory, SectorFactory
from tests.people import make_leader

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

OPENING = desk.MONDAY.replace(hour=1, minute=0)
WEEK = timedelta(days=7)
TEXT = """\
Hồ sơ đang giải quyết tại phường Ví Dụ lúc đầu giờ ngày 23/11/2026:

Quá hạn: 1 hồ sơ
Đến hạn trong 3 ngày làm việc tới, kể cả hôm nay: 2 hồ sơ

Theo lĩnh vực:
- Chứng thực: 0 quá hạn, 1 sắp đến hạn
- Hộ tịch: 1 quá hạn, 1 sắp đến hạn

Xem danh sách: https://mot-cua.example/ho-so/

Thư này gửi mỗi ngày làm việc một lần.
"""


@pytest.fixture(autouse=True)
def _monday(office, settings):
    desk.announce_days()
    settings.PUBLIC_URL = "https://mot-cua.example"
    office.short_name = "phường Ví Dụ"
    office.save()


@pytest.fixture
def leader(db):
    return make_leader(email="lanh-dao@example.vn")


@pytest.fixture
def heap(office):
    """Make one overdue, two soon due, and three that do not press."""
    sectors = [SectorFactory(name=name) for name in ("Hộ tịch", "Chứng thực")]
    civil, certified = (
        ProcedureVersionFactory(procedure__sector=sector) for sector in sectors
    )

    def make(version, due_at, **fields):
        received = OPENING - WEEK
        make_dossier(
            procedure_version=version, accepted_at=received, due_at=due_at, **fields
        )

    make(civil, OPENING - timedelta(minutes=1))
    make(civil, OPENING + timedelta(hours=2))
    make(certified, OPENING + timedelta(days=4, hours=9))  # Friday: Tuesday is off
    make(certified, OPENING + WEEK)
    make(civil, OPENING + timedelta(hours=2), waiting_since=OPENING - timedelta(days=1))
    make(civil, OPENING + timedelta(hours=2), closed_at=OPENING - timedelta(days=1))


def test_counts_what_presses_by_sector(office, heap):
    assert pressing(office, OPENING, until=date(2026, 11, 27)) == [
        SectorDue("Chứng thực", overdue=0, soon_due=1),
        SectorDue("Hộ tịch", overdue=1, soon_due=1),
    ]


def test_is_one_mail_a_day_however_often_it_is_asked_for(leader, heap):
    for minutes in (0, 1, 30, 500):
        send_digest(moment=OPENING + timedelta(minutes=minutes))

    (message,) = mail.outbox
    assert message.to == ["lanh-dao@example.vn"]
    assert message.subject == "Hồ sơ ngày 23/11/2026: 1 quá hạn, 2 sắp đến hạn"
    assert message.body.startswith(TEXT)
    kept = DueDigest.objects.get()
    assert (kept.day, kept.sent_at) == (date(2026, 11, 23), OPENING)
    assert (kept.overdue, kept.soon_due) == (1, 2)


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(OPENING - timedelta(minutes=1), id="before opening"),
        pytest.param(OPENING - timedelta(days=1), id="on Sunday"),
        pytest.param(OPENING + timedelta(days=1), id="on a holiday"),
        pytest.param(OPENING + timedelta(days=3000), id="in a year nobody loaded"),
    ],
)
def test_is_not_sent(leader, heap, moment):
    send_digest(moment=moment)
    assert (mail.outbox, DueDigest.objects.count()) == ([], 0)


def test_is_not_sent_when_nothing_presses(leader):
    send_digest(moment=OPENING)
    assert mail.outbox == []
    assert DueDigest.objects.get().sent_at == OPENING


def test_waits_for_a_leader_with_an_address(heap):
    make_leader(email="")
    send_digest(moment=OPENING)
    assert (mail.outbox, DueDigest.objects.count()) == ([], 0)


class TestMailDown:
    @pytest.fixture(autouse=True)
    def _down(self, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    def test_is_tried_again_later(self, leader, heap, settings):
        send_digest(moment=OPENING)
        waiting = DueDigest.objects.get()
        assert waiting.sent_at is None
        assert waiting.next_try_at == OPENING + timedelta(minutes=1)

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        send_digest(moment=OPENING + timedelta(seconds=59))
        assert mail.outbox == []
        send_digest(moment=OPENING + timedelta(minutes=1))
        assert len(mail.outbox) == 1

    def test_names_no_receiver_in_the_log(self, leader, heap, caplog):
        send_digest(moment=OPENING)
        assert "Mail about 2026-11-23 not sent: ConnectionRefusedError" in caplog.text
        assert "lanh-dao" not in caplog.text

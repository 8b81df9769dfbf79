"""What citizens and editors read of a procedure's versions."""

from datetime import date

import pytest
import time_machine

from procedures.models import Procedure
from procedures.version_history import version_differences, version_history
from tests.procedures.test_changing import (
    BIRTH,
    DECEMBER,
    LONGER,
    TODAY,
    brought_in,
)
from tests.walk.plain_browser import parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def procedure(clock):
    brought_in(clock(), BIRTH)
    stated = LONGER | {"fees": [{"status": "free"}]}
    brought_in(clock(), stated, day=DECEMBER, decision="12/QĐ-VD")
    return Procedure.objects.at(code="9.000001")


def test_each_version_says_when_it_holds_and_what_it_changed(procedure):
    assert [
        (row.version.number, row.state, row.span, row.decision, row.changed)
        for row in version_history(procedure, TODAY)
    ] == [
        (
            2,
            "Sắp có hiệu lực",
            "từ 01/12/2026",
            "12/QĐ-VD",
            "quyết định công bố, thời hạn, phí, lệ phí",
        ),
        (1, "Đang áp dụng", "từ 24/11/2026 đến 30/11/2026", "", "phiên bản đầu"),
    ]


def test_two_versions_tell_their_differences_field_by_field(procedure):
    newer, older = version_history(procedure, TODAY)

    told = version_differences(older.version, newer.version)

    assert [(d.label, d.before, d.after) for d in told] == [
        ("Quyết định công bố", ("chưa có",), ("12/QĐ-VD",)),
        ("Thời hạn", ("3 ngày làm việc",), ("5 ngày làm việc",)),
        ("Phí, lệ phí", ("8.000 đồng mỗi trường hợp",), ("Miễn phí",)),
    ]


def test_citizens_read_the_history_of_what_has_one(procedure, client, office):
    with time_machine.travel("2026-11-24T09:00+07:00"):
        page = client.get("/thu-tuc/9.000001/")

    assert (
        "Lịch sử Sắp có hiệu lực từ 01/12/2026, theo Quyết định số 12/QĐ-VD: quyết định "
        "công bố, thời hạn, phí, lệ phí. Đang áp dụng từ 24/11/2026 đến 30/11/2026: "
        "phiên bản đầu."
    ) in words(parse(page.content.decode())[0])


def test_a_procedure_with_one_version_shows_no_history(clock, client, office):
    brought_in(clock(), BIRTH)

    with time_machine.travel(date(2026, 11, 24)):
        page = client.get("/thu-tuc/9.000001/")

    assert "Lịch sử" not in page.content.decode()

"""manage.py build_report: the report, or one Vietnamese sentence."""

import io
import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.factories import DossierFactory
from tests.papers import text_of

pytestmark = pytest.mark.django_db

AUGUST = ("--from", "2025-08-01", "--to", "2025-08-31")


@pytest.fixture
def dossier(office):
    return DossierFactory(
        accepted_at=datetime(2025, 8, 4, 3, tzinfo=UTC),
        closed_at=datetime(2025, 8, 5, 3, tzinfo=UTC),
        procedure_version__procedure__code="2.000815",
        procedure_version__procedure__name="Chứng thực bản sao",
        procedure_version__procedure__sector__name="Chứng thực",
    )


def test_without_a_file_the_figures_and_nothing_else_go_to_standard_output(
    dossier, capfdbinary
):
    call_command("build_report", *AUGUST)
    out, err = capfdbinary.readouterr()
    figures = {
        "received_total": 1,
        "received_online": 0,
        "received_counter_postal": 1,
        "carried_over": 0,
        "resolved_total": 1,
        "early": 1,
        "on_time": 0,
        "overdue": 0,
        "pending_total": 0,
        "pending_in_term": 0,
        "pending_overdue": 0,
    }
    assert json.loads(out) == {
        "period": {"from": "2025-08-01", "to": "2025-08-31"},
        "rows": [{"sector": "Chứng thực", **figures}],
        "total": figures,
        "lines": [],
        "by_procedure": [
            {
                "code": "2.000815",
                "name": "Chứng thực bản sao",
                "received": 1,
                "resolved": 1,
                "foreign_element": 0,
            }
        ],
        "channels": {"online": 0, "in_person": 1, "postal": 0},
    }
    assert err == b""


def test_a_file_is_written_whole_and_standard_output_stays_empty(
    dossier, tmp_path, capfdbinary
):
    file = tmp_path / "thang-8.xlsx"
    call_command("build_report", *AUGUST, "--format", "xlsx", "--output", str(file))
    workbook = load_workbook(io.BytesIO(file.read_bytes()))
    assert workbook["Biểu II.06a"]["B2"].value == 1
    assert [path.name for path in tmp_path.iterdir()] == ["thang-8.xlsx"]
    assert capfdbinary.readouterr().out == b""


@pytest.mark.slow
def test_the_pdf_goes_to_standard_output_as_it_is(dossier, capfdbinary):
    call_command("build_report", *AUGUST, "--format", "pdf")
    assert "Đã giải quyết 01 hồ sơ" in text_of(capfdbinary.readouterr().out)


def test_building_writes_nothing_into_the_database(dossier):
    with CaptureQueriesContext(connection) as queries:
        call_command("build_report", *AUGUST)
    asked = {query["sql"].split()[0].strip("(") for query in queries.captured_queries}
    assert asked == {"SELECT"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("--from", "2025-08-01"),
            (
                "Ngày kết thúc phải theo ngày/tháng/năm hoặc năm-tháng-ngày, "
                "ví dụ 01/08/2025 hoặc 2025-08-01."
            ),
        ),
        (
            ("--from", "2025-08-01", "--to", "2025-08-32"),
            "Ngày kết thúc 2025-08-32 không có trong lịch.",
        ),
        (
            ("--from", "2025-08-31", "--to", "2025-08-01"),
            (
                "Ngày kết thúc phải từ ngày bắt đầu trở đi: "
                "hãy sửa 31/08/2025 hoặc 01/08/2025."
            ),
        ),
        ((*AUGUST, "--format", "docx"), "Dạng tệp phải là pdf, xlsx, csv hoặc json."),
    ],
)
def test_wrong_values_are_answered_with_a_sentence(office, arguments, sentence):
    with pytest.raises(CommandError) as refused:
        call_command("build_report", *arguments)
    assert str(refused.value) == sentence
    assert refused.value.returncode == 1


def test_without_an_office_the_command_says_what_to_do():
    with pytest.raises(CommandError, match="Hãy chạy lệnh setup_office"):
        call_command("build_report", *AUGUST)


def test_a_file_that_cannot_be_written_is_named(office, tmp_path):
    taken = tmp_path / "tep"
    taken.write_text("đã có")
    with pytest.raises(CommandError, match=r"Không ghi được tệp .* Hãy chọn nơi khác"):
        call_command("build_report", *AUGUST, "--output", str(taken / "a.json"))

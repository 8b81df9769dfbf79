import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import ProcedureFactory, ProcedureVersionFactory

pytestmark = pytest.mark.django_db


def enter(name, **fields):
    procedure = ProcedureFactory(name=name, **fields)
    return ProcedureVersionFactory(procedure=procedure).procedure


def answers(source):
    out = io.StringIO()
    call_command("search_procedures", batch=str(source), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_is_answered_in_order(tmp_path):
    enter("Đăng ký kết hôn", code="9.000002")
    enter("Đăng ký khai sinh lưu động", code="9.000003")
    enter("Đăng ký khai sinh", code="9.000001")
    enter("Khai sinh chưa có mã", code=None)
    file = tmp_path / "queries.txt"
    file.write_bytes("\ufeffkhai sinh\r\n\nxyzt\nket hon\n".encode())

    assert answers(file) == [
        {"query": "khai sinh", "codes": ["9.000001", "9.000003"]},
        {"query": "", "codes": []},
        {"query": "xyzt", "codes": []},
        {"query": "ket hon", "codes": ["9.000002"]},
    ]


def test_queries_may_come_from_standard_input(monkeypatch):
    enter("Tách hộ", code="9.000001")
    monkeypatch.setattr("sys.stdin", io.StringIO("tách hộ"))

    assert answers("-") == [{"query": "tách hộ", "codes": ["9.000001"]}]


def test_what_is_not_in_force_or_internal_is_left_out(tmp_path):
    ProcedureFactory(name="Tách hộ", code="9.000001")
    enter("Tách hộ", code="6.000001", internal=True)
    file = tmp_path / "queries.txt"
    file.write_text("tách hộ")

    assert answers(file) == [{"query": "tách hộ", "codes": []}]


def test_a_file_that_cannot_be_read_is_said(tmp_path):
    file = tmp_path / "latin.txt"
    file.write_bytes(b"\xff\xfe")

    for source in (file, tmp_path / "none"):
        with pytest.raises(CommandError, match="Hãy chọn tệp văn bản UTF-8"):
            answers(source)

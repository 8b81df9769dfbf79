import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from procedures.reference import load_calendar

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calendar(office):
    load_calendar(day=date(2026, 11, 24))


def test_one_question_is_answered_by_the_office(capsys):
    call_command("deadline", "2026-11-20T10:00", "3", "working_day")

    assert capsys.readouterr().out == "2026-11-26T17:30\n"


def test_policy_and_cutoff_can_be_given(capsys):
    call_command(
        "deadline",
        "2026-11-20T15:01",
        "1",
        "same_day",
        cutoff="15:00",
        due_time="same_time",
    )

    assert capsys.readouterr().out == "2026-11-23T17:30\n"


def test_the_explanation_names_each_day(capsys):
    call_command("deadline", "2026-11-23T08:42", "1", "working_day", explain=True)

    assert capsys.readouterr().out.splitlines() == [
        "2026-11-25T17:30",
        "Hẹn trả 17:30 thứ Tư, 25/11/2026",
        "  Thứ Hai, 23/11/2026: tiếp nhận lúc 08:42, ngày tiếp nhận không tính",
        "  Thứ Ba, 24/11/2026: ngày nghỉ (Ngày Văn hóa Việt Nam), không tính",
        "  Thứ Tư, 25/11/2026: ngày làm việc thứ 1, hết hạn lúc 17:30",
    ]


def test_a_year_not_announced_is_marked(capsys):
    call_command("deadline", "2026-12-31T08:00", "3", "working_day")

    assert capsys.readouterr().err == "lịch chưa công bố\n"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (("2028-01-03T08:00", "1", "working_day"), "Chưa có lịch làm việc năm 2028"),
        (("20/11/2026", "1", "day"), "Lúc nhận “20/11/2026” phải có dạng"),
        (("2026-11-20T10:00", "0", "day"), "Thời hạn phải là số nguyên từ 1"),
        (("2026-11-20T10:00", "-1", "day"), "Thời hạn phải là số nguyên từ 1"),
        (("2026-11-20T10:00", "1", "week"), "Đơn vị thời hạn “week” phải là một trong"),
        (("2026-11-20T10:00", "1"), "Hãy ghi lúc nhận, thời hạn và đơn vị"),
    ],
)
def test_a_wrong_question_is_answered_with_a_sentence(question, sentence):
    with pytest.raises(CommandError) as refused:
        call_command("deadline", *question)

    assert str(refused.value).startswith(sentence)


def test_a_batch_answers_every_line_in_order(tmp_path, capsys):
    inline = {"hours": {"mon": [["08:00", "12:00"]], "tue": [["08:00", "12:00"]]}}
    lines = [
        {"received_at": "2026-11-20T10:00", "limit": 1, "unit": "working_day"},
        {"received_at": "hôm qua", "limit": 1, "unit": "day"},
        {"received_at": "2026-11-20T10:00", "limit": True, "unit": "day"},
        {
            "received_at": "2030-01-07T09:00",
            "limit": 1,
            "unit": "working_day",
            "cutoff": None,
            "due_time": "same_time",
            "calendar": inline,
        },
    ]
    file = tmp_path / "cau-hoi.jsonl"
    file.write_text("\n".join([*map(json.dumps, lines), "không phải json", ""]))

    call_command("deadline", batch=file)

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert answers == [
        {**lines[0], "due_at": "2026-11-23T17:30"},
        {
            **lines[1],
            "error": "Lúc nhận “hôm qua” phải có dạng 2026-11-20T10:00, "
            "theo giờ địa phương.",
        },
        {**lines[2], "error": "Thời hạn phải là số nguyên từ 1 trở lên."},
        {**lines[3], "due_at": "2030-01-08T09:00"},
        {"error": "Dòng này không phải một đối tượng JSON."},
    ]


def test_a_missing_batch_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"Không tìm thấy tệp mat\.jsonl\."):
        call_command("deadline", batch=tmp_path / "mat.jsonl")

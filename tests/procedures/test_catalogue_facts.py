import pytest

from procedures.catalogue_facts import FactError, facts_of, missing_in, national_code


@pytest.mark.parametrize(
    ("written", "national"),
    [
        ("2.000815", "2.000815"),
        ("2.000815.000.00.00.H26", "2.000815"),
        ("1.013978.H41", "1.013978"),
        ("1.001776.01", "1.001776.01"),
        ("10.000001", "10.000001"),
    ],
)
def test_a_code_keeps_its_national_part(written, national):
    assert national_code(written) == national


@pytest.mark.parametrize("written", ["2000815", "2.00815", "2.000815.", "A.000815"])
def test_a_code_of_another_shape_is_refused(written):
    with pytest.raises(FactError, match=r"chưa đúng dạng 1\.234567"):
        national_code(written)


def test_a_full_row_becomes_facts():
    row = {
        "code": "9.000001.000.00.00.H26",
        "name": "  Thủ tục   ví dụ ",
        "sector": "Hộ tịch",
        "channels": "trực tuyến|bưu chính",
        "limit_value": "03",
        "limit_unit": "Ngày làm việc",
        "fee": "8.000",
        "legal_bases": "60/2014/QH13; 123/2015/NĐ-CP; 60/2014/QH13",
        "online_level": "toàn trình (đã rà soát)",
    }

    assert facts_of(row) == {
        "code": "9.000001",
        "code_original": "9.000001.000.00.00.H26",
        "name": "Thủ tục ví dụ",
        "sector": "Hộ tịch",
        "channels": ["online", "postal"],
        "limits": [{"value": 3, "unit": "working_day"}],
        "fees": [{"status": "charged", "basis": "per_case", "amount": 8000}],
        "legal_bases": ["60/2014/QH13", "123/2015/NĐ-CP"],
        "online_level": "full",
    }


def test_a_number_without_a_unit_stays_unclear():
    facts = facts_of({"name": "Thủ tục", "limit_value": "5"})

    assert facts == {"name": "Thủ tục", "unclear_limit": "5"}
    assert missing_in(facts) == ["code", "unit", "channels", "fee"]


@pytest.mark.parametrize(
    ("fee", "note", "fees"),
    [
        ("0", "", None),
        (
            "0",
            "mức do HĐND quyết định",
            [
                {
                    "status": "council",
                    "basis": "per_case",
                    "note": "mức do HĐND quyết định",
                }
            ],
        ),
        ("Miễn phí", "", [{"status": "free", "basis": "per_case"}]),
    ],
)
def test_nought_does_not_say_free(fee, note, fees):
    facts = facts_of({"name": "Thủ tục", "fee": fee, "fee_note": note})

    assert facts.get("fees") == fees


def test_an_exemption_is_a_free_line_with_its_ground():
    facts = facts_of({"name": "Thủ tục", "exemptions": [{"ground": "Hộ nghèo"}]})

    assert facts["fees"] == [
        {"status": "free", "basis": "per_case", "amount": 0, "ground": "Hộ nghèo"}
    ]


def test_a_complete_procedure_misses_nothing():
    facts = facts_of(
        {
            "code": "9.000001",
            "name": "Thủ tục",
            "channels": ["online"],
            "limits": [{"value": 1, "unit": "same_day", "cutoff": "15:00"}],
            "fees": [{"status": "free"}],
        }
    )

    assert missing_in(facts) == []


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"name": " "}, "Hãy ghi tên thủ tục."),
        (
            {"name": "A", "channels": "bồ câu"},
            "Kênh nộp “bồ câu” không có trong danh mục.",
        ),
        (
            {"name": "A", "limit_value": "3", "limit_unit": "tuần"},
            "Đơn vị thời hạn “tuần” không có trong danh mục.",
        ),
        (
            {"name": "A", "limit_value": "ba", "limit_unit": "ngày"},
            "Thời hạn phải là số nguyên, tệp ghi “ba”.",
        ),
        (
            {"name": "A", "limit_value": "0", "limit_unit": "ngày"},
            "Thời hạn phải là số nguyên từ 1 đến 9.999.",
        ),
        (
            {"name": "A", "limits": [{"value": 1, "unit": "day", "cutoff": "3 giờ"}]},
            "Giờ “3 giờ” phải có dạng 15:00.",
        ),
        (
            {
                "name": "A",
                "limits": [{"value": 1, "unit": "day"}, {"value": 2, "unit": "day"}],
            },
            "Một kênh và trường hợp có hai thời hạn. Hãy giữ một.",
        ),
        (
            {"name": "A", "fee": "mười nghìn"},
            "Lệ phí phải là số nguyên, tệp ghi “mười nghìn”.",
        ),
        (
            {"name": "A", "documents": ["giấy"]},
            "Dữ liệu của dòng này không đúng cấu trúc.",
        ),
        (
            {"name": "A", "online_level": "một nửa"},
            "Mức độ trực tuyến “một nửa” không có trong danh mục.",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(row, sentence):
    with pytest.raises(FactError) as refused:
        facts_of(row)

    assert str(refused.value) == sentence

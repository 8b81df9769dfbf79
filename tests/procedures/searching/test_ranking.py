import pytest

from procedures.searching.phrases import Entry
from procedures.searching.ranking import Ranking

ENTRIES = [
    Entry(
        key=1,
        name="Thủ tục đăng ký khai sinh",
        code="1.1",
        others=("Đăng ký khai sinh", "Làm giấy khai sinh, khai sinh cho con"),
        around="Hộ tịch",
        often=5,
    ),
    Entry(key=2, name="Thủ tục đăng ký khai sinh lưu động", code="1.2"),
    Entry(
        key=3,
        name="Thủ tục đăng ký khai sinh có yếu tố nước ngoài",
        code="1.3",
        foreign=True,
    ),
    Entry(
        key=4,
        name="Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
        code="1.4",
        often=3,
    ),
    Entry(key=5, name="Đăng ký lại khai tử", code="1.5"),
    Entry(key=6, name="Thủ tục đăng ký khai tử", code="1.6", around="Hộ tịch"),
    Entry(
        key=7,
        name="Cấp thẻ căn cước cho người từ đủ 14 tuổi",
        code="1.7",
        others=("Thẻ căn cước",),
    ),
    Entry(key=8, name="Cấp lại thẻ căn cước", code="1.8"),
    Entry(key=9, name="Chứng thực bản sao", code="1.9"),
    Entry(key=10, name="Thông báo chợ phiên", code="2.0"),
    Entry(key=11, name="Thông báo cho phiên dịch", code="2.1"),
]
RANKING = Ranking(
    ENTRIES,
    [("cccd", "căn cước"), ("công chứng", "chứng thực"), ("người Tây", "nước ngoài")],
)


def first(text):
    return next((hit.entry.key for hit in RANKING.search(text)), None)


def keys(text):
    return [hit.entry.key for hit in RANKING.search(text)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("khai sinh", 1),
        ("khai sinh lưu động", 2),
        ("khai sinh nước ngoài", 3),
        ("khai sinh cho người Tây", 3),
        ("bản sao khai sinh", 4),
        ("khai tử", 6),
        ("khai tử lại", 5),
        ("thẻ căn cước", 7),
        ("cấp lại cccd", 8),
        ("công chứng", 9),
        ("khai sinhh", 1),
        ("khia sinh", 1),
        ("kai sinh", 1),
        ("khai simh", 1),
        ("khai sin", 1),
        ("khaisinh", 1),
        ("dangkykhaisinh", 1),
        ("coong chuwngs", 9),
        ("co6ng chu7ng1", 9),
        ("chợ phiên", 10),
    ],
)
def test_what_is_meant_comes_first(text, key):
    assert first(text) == key


def test_a_procedure_with_a_foreign_element_waits_until_it_is_asked_for():
    assert keys("đăng ký khai sinh")[:2] == [1, 2]
    assert 3 in keys("đăng ký khai sinh")[2:]
    assert keys("khai sinh nước ngoài")[0] == 3


def test_the_sector_finds_a_procedure_but_does_not_name_it():
    assert keys("hộ tịch khai tử")[0] == 6
    assert keys("hộ tịch")[0] == 4


@pytest.mark.parametrize("text", ["", "   ", "!?", "xyzt", "🙂", "%_'"])
def test_what_fits_nothing_finds_nothing(text):
    assert keys(text) == []


def test_equal_scores_stand_by_name():
    twins = Ranking(
        [Entry(key=key, name=name) for key, name in ((1, "Hội B"), (2, "Hội A"))]
    )

    assert [hit.entry.key for hit in twins.search("hội")] == [2, 1]


def test_a_procedure_with_a_code_goes_before_its_double_without():
    doubles = Ranking(
        [Entry(key=1, name="Lập hội"), Entry(key=2, name="Lập hội", code="1.1")]
    )

    assert [hit.entry.key for hit in doubles.search("lập hội")] == [2, 1]


def test_a_score_says_what_it_is_made_of():
    best = RANKING.search("khai sinh cho con")[0].score

    assert (best.found, best.ordered, best.focused, best.whole) == (1, 1, 1, 1)
    assert (best.often, best.foreign, best.derived) == (4.5, 0, 0)
    assert best.total == 60 + 22 + 18 + 12 + 4.5


def test_an_index_of_nothing_finds_nothing():
    assert Ranking([]).search("khai sinh") == []

"""The page of preparation: papers, fee and day for one's own case."""

import pytest
import time_machine

from procedures.models import Fee, OfferedChannel, RequiredDocument, TimeLimit
from procedures.reference import load_calendar
from tests.dossiers.desk import MONDAY
from tests.factories import ProcedureFactory, ProcedureVersionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

COPIES = {
    "status": "charged",
    "basis": "per_page",
    "tiers": [[1, 2000], [3, 1000]],
    "cap": 200_000,
}


@pytest.fixture(autouse=True)
def today(office):
    load_calendar(day=MONDAY.date())
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def version():
    procedure = ProcedureFactory(code="2.000815", name="Chứng thực bản sao")
    return ProcedureVersionFactory(procedure=procedure)


@pytest.fixture
def ask(client, version):
    def get(**asked):
        return client.get("/thu-tuc/2.000815/chuan-bi/", asked)

    return get


def facts(response):
    return {fact.label: fact.value for fact in response.context["outlook"].facts}


def limit(version, value, unit, **fields):
    return TimeLimit.objects.create(version=version, value=value, unit=unit, **fields)


@pytest.mark.parametrize(
    ("handed_in", "stated", "due"),
    [
        ("20/11/2026 10:00", (1, "working_day"), "17:30 thứ Hai, 23/11/2026"),
        ("20/11/2026 10:00", (3, "working_day"), "17:30 thứ Năm, 26/11/2026"),
        ("13/02/2026 10:00", (3, "working_day"), "17:30 thứ Tư, 25/02/2026"),
        ("31/12/2025 10:00", (1, "working_day"), "17:30 thứ Hai, 05/01/2026"),
        ("09/01/2026 10:00", (1, "working_day"), "17:30 thứ Bảy, 10/01/2026"),
        ("28/08/2026 10:00", (1, "working_day"), "17:30 thứ Năm, 03/09/2026"),
        ("19/11/2026 10:00", (5, "day"), "17:30 thứ Tư, 25/11/2026"),
        ("10/02/2026 10:00", (5, "day"), "17:30 thứ Hai, 23/02/2026"),
        ("23/11/2026 16:00", (8, "hour"), "16:00 thứ Tư, 25/11/2026"),
        ("21/11/2026 9h00", (8, "hour"), "17:30 thứ Hai, 23/11/2026"),
    ],
)
def test_counts_from_the_day_and_hour_given(ask, version, handed_in, stated, due):
    limit(version, *stated)
    day, clock = handed_in.split()

    assert facts(ask(ngay=day, gio=clock))["Hẹn trả"] == due


def test_counts_from_now_when_nothing_is_asked(ask, version):
    limit(version, 3, "working_day")

    response = ask()

    assert facts(response)["Hẹn trả"] == "17:30 thứ Sáu, 27/11/2026"
    assert "Thứ Ba, 24/11/2026: ngày nghỉ" in response.content.decode()


@pytest.mark.parametrize(
    ("pages", "copies", "fee"),
    [
        ("5", "3", "21.000 đồng"),
        ("1", "1", "2.000 đồng"),
        ("197", "1", "199.000 đồng"),
        ("198", "1", "200.000 đồng"),
        ("900", "2", "400.000 đồng"),
    ],
)
def test_prices_pages_and_copies(ask, version, pages, copies, fee):
    Fee.objects.create(version=version, **COPIES)

    assert facts(ask(so_trang=pages, so_ban=copies))["Phí, lệ phí"] == fee


def test_a_ground_for_relief_can_be_chosen(ask, version):
    Fee.objects.create(version=version, status="charged", amount=8000)
    Fee.objects.create(version=version, status="free", amount=0, ground="Hộ nghèo")

    assert facts(ask())["Phí, lệ phí"] == "8.000 đồng"
    assert "Hộ nghèo" in facts(ask(doi_tuong="Hộ nghèo"))["Phí, lệ phí"]


def test_each_channel_has_its_own_terms(ask, version):
    for channel in ("in_person", "online"):
        OfferedChannel.objects.create(version=version, channel=channel)
    limit(version, 3, "working_day")
    limit(version, 1, "working_day", channel="online")
    Fee.objects.create(version=version, status="charged", amount=100_000)
    Fee.objects.create(
        version=version, status="charged", amount=50_000, channel="online"
    )

    assert facts(ask(kenh="in_person")) == {
        "Nộp bằng cách": "Trực tiếp",
        "Nếu nộp lúc": "09:41 thứ Hai, 23/11/2026",
        "Hẹn trả": "17:30 thứ Sáu, 27/11/2026",
        "Phí, lệ phí": "100.000 đồng",
    }
    assert facts(ask(kenh="online"))["Phí, lệ phí"] == "50.000 đồng"
    assert ask(kenh="postal").status_code == 422


def test_another_day_falls_to_the_version_of_that_day(ask, version):
    Fee.objects.create(version=version, status="charged", amount=8000)
    version.valid_to = MONDAY.date().replace(day=30)
    version.save()
    later = ProcedureVersionFactory(
        procedure=version.procedure,
        number=2,
        valid_from=MONDAY.date().replace(month=12, day=1),
    )
    Fee.objects.create(version=later, status="charged", amount=9000)

    assert facts(ask(ngay="30/11/2026"))["Phí, lệ phí"] == "8.000 đồng"
    assert facts(ask(ngay="01/12/2026"))["Phí, lệ phí"] == "9.000 đồng"


def test_a_year_not_announced_is_marked(ask, version):
    limit(version, 1, "working_day")

    assert ask(ngay="05/03/2027").context["outlook"].remark == (
        "Tính theo lịch chưa công bố."
    )


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"ngay": "31/02/2026"}, "Ngày nộp phải theo ngày/tháng/năm"),
        ({"ngay": "01/01/1990"}, "không áp dụng vào ngày đã nhập"),
        ({"gio": "25:00"}, "Giờ nộp phải theo giờ:phút"),
        ({"so_ban": "0"}, "Số bản phải từ 1 trở lên"),
        ({"so_trang": "x"}, "Số trang của bản chính phải là số nguyên"),
        ({"kenh": "\x00"}, "Hãy chọn lại nộp bằng cách nào"),
        ({"ngay": "01/06/2031"}, "2031"),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(ask, version, asked, sentence):
    limit(version, 1, "working_day")
    Fee.objects.create(version=version, **COPIES)

    response = ask(**asked)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    kept = response.context["form"].data
    assert {name: kept[name] for name in asked} == asked


def test_unknown_terms_are_said_to_be_so(ask):
    told = facts(ask())
    assert told["Hẹn trả"] == "Chưa có trong danh mục"
    assert told["Phí, lệ phí"] == "Chưa nhập mức thu"


def test_a_procedure_that_is_not_in_force_has_none(client, version):
    assert client.get("/thu-tuc/2.999999/chuan-bi/").status_code == 404
    version.valid_to = version.valid_from
    version.save()
    assert client.get("/thu-tuc/2.000815/chuan-bi/").status_code == 404


class TestPapers:
    @pytest.fixture(autouse=True)
    def papers(self, version):
        for order, (name, fields) in enumerate(
            [
                ("Tờ khai theo mẫu", {}),
                ("Căn cước", {}),
                ("Văn bản ủy quyền", {"note": "Chỉ khi nhờ người khác làm thay"}),
                (
                    "Mẫu điện tử",
                    {"note": "Chỉ khi nộp trực tuyến, thay cho tờ khai giấy"},
                ),
                ("Giấy nhập cảnh", {"note": "Mang theo; chỉ khi sinh ở nước ngoài"}),
                ("Giấy của riêng một trường hợp", {"case": "Đổi tên"}),
            ]
        ):
            RequiredDocument.objects.create(
                version=version, name=name, order=order, originals=1, **fields
            )

    def names(self, response):
        return [paper.title for paper in response.context["papers"]]

    @pytest.mark.parametrize(
        ("asked", "needed"),
        [
            ({}, ["Tờ khai theo mẫu", "Căn cước"]),
            (
                {"dieu_kien": "nho-nguoi-khac-lam-thay"},
                ["Tờ khai theo mẫu", "Căn cước", "Văn bản ủy quyền"],
            ),
            ({"kenh": "online"}, ["Căn cước", "Mẫu điện tử"]),
            (
                {"dieu_kien": "sinh-o-nuoc-ngoai", "truong_hop": "Đổi tên"},
                [
                    "Tờ khai theo mẫu",
                    "Căn cước",
                    "Giấy nhập cảnh",
                    "Giấy của riêng một trường hợp",
                ],
            ),
            ({"dieu_kien": "khong-con-nua"}, ["Tờ khai theo mẫu", "Căn cước"]),
            (
                {"dieu_kien": "nho-nguoi-khac-lam-thay", "ngay": "sai"},
                ["Tờ khai theo mẫu", "Căn cước", "Văn bản ủy quyền"],
            ),
        ],
    )
    def test_are_those_that_the_answers_need(self, ask, asked, needed):
        assert self.names(ask(**asked)) == needed

    def test_are_asked_about_once_and_never_what_the_channel_says(self, ask):
        choices = ask().context["form"].fields["dieu_kien"].choices
        assert choices == [
            ("nho-nguoi-khac-lam-thay", "Nhờ người khác làm thay"),
            ("sinh-o-nuoc-ngoai", "Sinh ở nước ngoài"),
        ]

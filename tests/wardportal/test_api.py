"""The open data API: as it is described, as the pages have it, and read-only."""

import csv
import io
from datetime import timedelta

import pytest

from procedures.models import RequiredDocument, TimeLimit
from reports.canonical import frozen
from reports.models import Report
from tests.factories import ProcedureFactory, ProcedureVersionFactory
from tests.reports.figures import STATEMENT

pytestmark = pytest.mark.django_db

COUNTED = STATEMENT.counted_at


def enter(name, **fields):
    procedure = ProcedureFactory(name=name, **fields)
    return ProcedureVersionFactory(procedure=procedure)


def publish(statement=STATEMENT, **fields):
    period = statement.tallies.period
    values = {
        "start": period.start,
        "end": period.end,
        "label": period.label,
        "cycle": "calendar_month",
        "state": "ready",
        "requested_at": COUNTED,
        "ready_at": COUNTED,
        "counted_at": COUNTED,
        "figures": frozen(statement),
    }
    return Report.objects.create(**values | fields)


@pytest.fixture
def filled(office):
    version = enter("Đăng ký khai sinh", code="9.000001", favourite_order=1)
    TimeLimit.objects.create(version=version, value=3, unit="working_day")
    RequiredDocument.objects.create(version=version, name="Tờ khai", originals=1)
    enter("Đăng ký khai sinh lưu động", code="9.000002")
    enter("Khai sinh chưa có mã", code=None, slug="chua-co-ma")
    publish()


def test_the_list_has_the_order_of_the_page(client, filled):
    for text in ("khai sinh", "lưu động", "", "xyzt"):
        page = client.get("/thu-tuc/", {"q": text}).context["results"]
        rows = client.get("/api/procedures/", {"q": text})

        assert [row["code"] for row in rows.json()] == [r.procedure.code for r in page]
        assert rows["X-Total-Count"] == str(len(page))


def test_a_list_is_read_in_parts(client, filled):
    whole = client.get("/api/procedures/").json()

    part = client.get("/api/procedures/", {"limit": 1, "offset": 1})

    assert (part.json(), part["X-Total-Count"]) == (whole[1:2], "3")


def test_a_procedure_tells_its_terms_with_each_version(client, filled):
    told = client.get("/api/procedures/9.000001.000.00.00.H26/").json()

    (version,) = told["versions"]
    assert (told["code"], told["time_limit"]) == ("9.000001", "03 ngày làm việc")
    assert (version["state"], version["valid_from"]) == ("in_force", "2025-07-01")
    assert version["limits"][0]["unit"] == "working_day"
    assert version["documents"][0]["name"] == "Tờ khai"
    assert client.get("/api/procedures/chua-co-ma/").json()["code"] is None


def test_published_months_are_finished_ones_and_each_but_once(client, filled):
    publish(ready_at=COUNTED + timedelta(days=1))
    publish(counted_at=STATEMENT.tallies.period.begins_at)
    publish(cycle="")

    (month,) = client.get("/api/tallies/").json()
    told = client.get("/api/tallies/2025-08/")

    assert (month["month"], month["total"]["received_total"]) == ("2025-08", 1240)
    assert told.json()["sectors"][0]["sector"] == "Hộ tịch"
    assert told.json()["channels"] == {"online": 1000, "in_person": 200, "postal": 33}
    assert told["Last-Modified"] == "Tue, 02 Sep 2025 01:05:00 GMT"


def test_files_are_safe_tables(client, filled):
    enter("=HYPERLINK(1)", code="9.000009")

    answer = client.get("/api/procedures/all.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "'=HYPERLINK(1)" in [row[1] for row in rows[1:]]
    month = client.get("/api/tallies/2025-08.csv").content.decode("utf-8-sig")
    assert "Hộ tịch,1240" in month


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "offset=-1", f"q={'a' * 500}"])
def test_a_parameter_that_is_not_as_described_is_named(client, office, query):
    answer = client.get(f"/api/procedures/?{query}")

    name = query.partition("=")[0]
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(f"Tham số chưa đúng: {name}. Hãy sửa")


@pytest.mark.parametrize(
    "address",
    [
        "/api/procedures/9.999999/",
        "/api/procedures/khong-co/",
        "/api/tallies/2025-08/",
        "/api/tallies/2025-13/",
        "/api/tallies/mau.csv",
    ],
)
def test_what_is_not_there_is_said_in_the_same_form(client, office, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert answer.json()["detail"].startswith("Không có dữ liệu ở địa chỉ này.")


@pytest.mark.parametrize(
    "address", ["/api/procedures/?q=%00", "/api/procedures/%00/", "/api/tallies/%00/"]
)
def test_null_characters_are_no_fault(client, office, address):
    assert client.get(address).status_code in {200, 404}


def test_nothing_can_be_written(client, filled):
    assert client.post("/api/procedures/", {}).status_code == 405


def test_internal_procedures_stay_inside(client, office):
    enter("Quy trình nội bộ", code="6.000001", internal=True)

    assert client.get("/api/procedures/").json() == []
    assert client.get("/api/procedures/6.000001/").status_code == 404


def test_every_address_answers_as_described(client, filled):
    described = client.get("/api/openapi.json").json()
    samples = {"code": "9.000001", "slug": "chua-co-ma", "month": "2025-08"}

    assert described["openapi"].startswith("3.")
    assert len(described["paths"]) == 7
    for path, operations in described["paths"].items():
        assert set(operations) == {"get"}
        address = path.format(**samples)
        answer = client.get(address)
        content = operations["get"]["responses"]["200"]["content"]
        kind = answer["Content-Type"].partition(";")[0]
        assert (address, answer.status_code, kind in content) == (address, 200, True)
        assert operations["get"]["summary"]


def test_the_page_leads_to_every_file(client, filled):
    page = client.get("/du-lieu-mo/").content.decode()

    for address in (
        "/api/procedures/all.csv",
        "/api/procedures/",
        "/api/tallies/2025-08.csv",
        "/api/tallies/2025-08/",
        "/api/openapi.json",
    ):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200


def test_the_page_says_when_no_month_is_published(client, office):
    assert (
        "Chưa có tháng nào được công bố." in client.get("/du-lieu-mo/").content.decode()
    )

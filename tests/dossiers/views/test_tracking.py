"""Looking up a dossier without signing in: what is told, to whom, how often."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from dossiers.enums import Outcome
from dossiers.extending import extend
from dossiers.intake import register_dossier
from dossiers.models import ExternalCode
from dossiers.processing import close, send_for_signature, take
from dossiers.returning import Handing, return_result
from dossiers.views.tracking import ADDRESS_LIMIT, CODE_LIMIT
from tests.dossiers import desk
from tests.dossiers.moves import act, make_dossier
from tests.dossiers.views.pages import main_of, page_of, words
from wardportal.limits.models import Bucket

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

LOOK_UP = "/tra-cuu/"
DIGITS = desk.ID_NUMBER[-4:]
UNKNOWN = "H00.00.01-261123-0002"
NOT_FOUND = "Không tìm thấy hồ sơ khớp với điều đã nhập."
SECRETS = [
    "Nguyễn Thị Ví Dụ",
    desk.ID_NUMBER,
    "0912000111",
    "12 ngõ 34",
    "Tình trạng hôn nhân",
]

NOTHING_TO_DO = (
    "Bạn không cần làm gì thêm. Nếu cần bổ sung giấy tờ, chúng tôi sẽ liên hệ với bạn."
)
DESK = "Bộ phận Một cửa, Số 1 đường Ví Dụ, phường Hoa Sen"


@pytest.fixture(autouse=True)
def monday(office):
    desk.announce_days()
    with time_machine.travel(desk.MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def dossier(office, clerk):
    facts = desk.facts(desk.make_status_paper())
    return register_dossier(facts=facts, by=desk.logging(office, clerk))


@pytest.fixture
def visitor():
    return Client()


def look_up(visitor, code, digits="", **headers):
    return visitor.post(LOOK_UP, {"code": code, "digits": digits}, **headers)


def by_token(visitor, dossier):
    return visitor.get(reverse("dossiers:track_token", args=[dossier.tracking_token]))


def answer_of(response):
    """Return the panel's words: the answer, the promise, how far it is."""
    panel = re.search(
        r'<div class="status-panel-answer">.*?</div>\s*(?=<dl|</section>)',
        page_of(response),
        re.DOTALL,
    )
    return words(panel[0])


def steps_of(response):
    entries = re.findall(
        r'<li class="is-(\w+)".*?>(.*?)</li>', page_of(response), re.DOTALL
    )
    return [(state, words(entry)) for state, entry in entries]


class TestToken:
    def test_answers_first_then_tells_where_it_stands(self, visitor, dossier, officer):
        take(dossier_id=dossier.id, by=act(officer, 10))

        page = by_token(visitor, dossier)

        assert answer_of(page) == (
            "Đang giải quyết, còn 3 ngày làm việc "
            "Dự kiến có kết quả trước 17:30 thứ Sáu, 27/11/2026. "
            "Đã qua 0 trên 3 ngày làm việc"
        )
        assert steps_of(page) == [
            ("done", "Đã tiếp nhận 09:41 ngày 23/11/2026"),
            ("done", "Đã có người giải quyết 09:51 ngày 23/11/2026"),
            ("current", f"Đang giải quyết Bước hiện tại {NOTHING_TO_DO}"),
            (
                "next",
                "Có kết quả (chưa đến) Dự kiến trước 17:30 thứ Sáu, 27/11/2026",
            ),
            ("next", "Trả kết quả (chưa đến) Mang theo căn cước và giấy hẹn."),
        ]

    def test_shows_the_name_masked_and_no_number_or_address(self, visitor, dossier):
        html = page_of(by_token(visitor, dossier))
        assert "Nguyễn T*** V*** Dụ" in html
        assert [secret for secret in SECRETS[:4] if secret in html] == []

    def test_nobody_guesses(self, visitor, dossier):
        other = dossier.tracking_token[::-1]
        assert visitor.get(f"/t/{other}/").status_code == 404

    @pytest.mark.parametrize("odd", ["x" * 26, "%00" * 26, "2" * 19, "2" * 41])
    def test_of_an_odd_shape_is_missing(self, visitor, odd):
        assert visitor.get(f"/t/{odd}/").status_code == 404

    def test_is_kept_from_search_engines_caches_and_other_sites(self, visitor, dossier):
        page = by_token(visitor, dossier)
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        assert page["Cache-Control"] == "private, no-store"
        assert page["Referrer-Policy"] == "no-referrer"


class TestAnswer:
    """One sentence for each way a dossier can stand."""

    @pytest.mark.parametrize(
        ("days", "answer"),
        [
            (2, "còn 2 ngày làm việc … Đã qua 1 trên 3 ngày làm việc"),
            (3, "còn 1 ngày làm việc … Đã qua 2 trên 3 ngày làm việc"),
            (4, "còn 6 giờ 19 phút … Đã qua 3 trên 3 ngày làm việc"),
        ],
    )
    def test_counts_the_working_days_to_the_due_day(
        self, visitor, dossier, monday, days, answer
    ):
        monday.move_to(desk.MONDAY + timedelta(days=days))
        left, passed = answer.split(" … ")
        said = answer_of(by_token(visitor, dossier))
        assert said.startswith(f"Đang giải quyết, {left} Dự kiến")
        assert said.endswith(passed)

    def test_apologises_when_it_is_late(self, visitor, dossier, monday):
        monday.move_to(desk.MONDAY + timedelta(days=7))
        page = by_token(visitor, dossier)
        assert answer_of(page) == (
            "Đang giải quyết, quá hạn 1 ngày làm việc Chúng tôi xin lỗi vì chưa trả kết "
            "quả đúng hẹn (17:30 thứ Sáu, 27/11/2026). Hãy gọi 024 0000 0000 để biết "
            "ngày trả."
        )
        assert 'class="status-panel tone-red"' in page_of(page)
        assert ("next", "Có kết quả (chưa đến)") in steps_of(page)

    def test_names_the_new_day_that_was_promised(self, visitor, monday):
        promised = desk.MONDAY + timedelta(days=9)
        late = make_dossier(promised_at=promised)
        monday.move_to(desk.MONDAY + timedelta(days=7))
        page = by_token(visitor, late)
        assert answer_of(page).endswith("Hẹn lại: 09:41 thứ Tư, 02/12/2026.")
        expected = "Có kết quả (chưa đến) Dự kiến trước 09:41 thứ Tư, 02/12/2026"
        assert ("next", expected) in steps_of(page)

    def test_apologises_before_the_due_moment_with_the_reason(
        self, visitor, monday, leader, office
    ):
        dossier = make_dossier()
        extend(
            dossier_id=dossier.id,
            promised_at=desk.MONDAY + timedelta(days=7),
            proposer=leader,
            office=office,
            by=act(leader, 5, "Chờ xác minh nơi cư trú."),
        )
        assert (
            "Chúng tôi xin lỗi vì không kịp trả kết quả đúng hẹn (17:30 thứ Sáu, "
            "27/11/2026). Hẹn lại: 09:41 thứ Hai, 30/11/2026. "
            "Lý do: Chờ xác minh nơi cư trú." in answer_of(by_token(visitor, dossier))
        )

    def test_without_a_phone_sends_the_late_to_the_desk(self, visitor, office, monday):
        office.phone = ""
        office.save()
        late = make_dossier()
        monday.move_to(desk.MONDAY + timedelta(days=7))
        page = by_token(visitor, late)
        assert "Hãy hỏi tại nơi đã nộp hồ sơ để biết ngày trả." in answer_of(page)
        assert "Đến Bộ phận Một cửa trong giờ làm việc" in main_of(page)

    def test_beyond_the_calendar_keeps_to_the_date(self, visitor):
        far = make_dossier(due_at=desk.MONDAY + timedelta(days=800))
        said = answer_of(by_token(visitor, far))
        assert said.startswith("Đang giải quyết, hẹn trả 31/01/2029")

    def test_measures_no_way_through_a_limit_in_hours(self, visitor):
        hours = make_dossier(limit_unit="hour", due_at=desk.MONDAY + timedelta(hours=1))
        assert answer_of(by_token(visitor, hours)) == (
            "Đang giải quyết, còn 1 giờ Dự kiến có kết quả trước 10:41 thứ Hai, 23/11/2026."
        )

    @pytest.mark.parametrize(
        ("status", "tone", "answer"),
        [
            (
                "awaiting_signature",
                "blue",
                "Đang giải quyết, còn 3 ngày làm việc",
            ),
            (
                "awaiting_supplement",
                "purple",
                "Chờ bạn bổ sung giấy tờ Hãy mang đến những giấy tờ ghi trong phiếu",
            ),
            (
                "awaiting_payment",
                "purple",
                "Chờ bạn nộp phí, lệ phí Hãy nộp phí, lệ phí ghi trong thông báo.",
            ),
        ],
    )
    def test_says_whose_turn_it_is(self, visitor, status, tone, answer):
        page = by_token(visitor, make_dossier(status=status))
        assert answer_of(page).startswith(answer)
        assert f"status-panel tone-{tone}" in page_of(page)

    @pytest.mark.parametrize(
        ("status", "answer"),
        [
            (
                "withdrawn",
                "Hồ sơ đã rút theo yêu cầu của bạn Nếu cần hỏi thêm, hãy gọi",
            ),
            ("stopped", "Hồ sơ dừng giải quyết"),
        ],
    )
    def test_tells_other_ends(self, visitor, status, answer):
        ended = make_dossier(status=status, closed_at=desk.MONDAY, outcome=status)
        assert answer_of(by_token(visitor, ended)).startswith(answer)

    def test_tells_of_a_mistake(self, visitor):
        annulled = make_dossier(status="annulled", annulled_at=desk.MONDAY)
        page = by_token(visitor, annulled)
        assert answer_of(page).startswith("Hồ sơ đã hủy vì nhập nhầm")
        assert steps_of(page)[-1][1] == "Đã hủy vì nhập nhầm 09:41 ngày 23/11/2026"

    @pytest.mark.parametrize(
        ("status", "answer"),
        [
            ("submitted", "Chờ tiếp nhận Bạn không cần làm gì thêm."),
            ("not_accepted", "Hồ sơ không được tiếp nhận Nếu cần hỏi thêm"),
        ],
    )
    def test_tells_of_what_was_never_accepted(self, visitor, status, answer):
        sent = make_dossier(
            status=status,
            accepted_at=None,
            due_at=None,
            submitted_at=desk.MONDAY,
            logged_at=desk.MONDAY,
            receipt_day=desk.MONDAY.date(),
        )
        page = by_token(visitor, sent)
        assert answer_of(page).startswith(answer)
        assert steps_of(page)[0] == ("done", "Đã nộp 09:41 ngày 23/11/2026")

    @pytest.mark.parametrize(
        ("delivery", "where"),
        [
            (
                "counter",
                f"Mang theo căn cước và giấy hẹn đến {DESK}, trong giờ làm việc.",
            ),
            ("post", "Kết quả được gửi qua bưu chính đến nơi bạn đã khai."),
            ("electronic", "Kết quả được gửi dưới dạng điện tử."),
        ],
    )
    def test_says_where_the_result_is(self, visitor, delivery, where):
        ready = make_dossier(closed_at=desk.MONDAY, delivery=delivery)
        page = by_token(visitor, ready)
        assert answer_of(page) == f"Đã có kết quả {where}"
        assert 'class="status-panel tone-green"' in page_of(page)
        assert [state for state, _ in steps_of(page)] == ["done", "done", "current"]

    def test_tells_the_whole_way_once_it_is_over(
        self, visitor, dossier, office, officer, clerk
    ):
        take(dossier_id=dossier.id, by=act(officer, 1))
        send_for_signature(dossier_id=dossier.id, by=act(officer, 2))
        granted = {"outcome": Outcome.GRANTED, "office": office}
        close(dossier_id=dossier.id, by=act(officer, 3), **granted)
        return_result(
            dossier_id=dossier.id, handing=Handing(collector="Ai Đó"), by=act(clerk, 4)
        )

        page = by_token(visitor, dossier)

        assert answer_of(page) == "Đã trả kết quả Trả lúc 09:45 ngày 23/11/2026."
        assert steps_of(page) == [
            ("done", "Đã tiếp nhận 09:41 ngày 23/11/2026"),
            ("done", "Đã có người giải quyết 09:42 ngày 23/11/2026"),
            ("done", "Đã có kết quả 09:44 ngày 23/11/2026"),
            ("done", "Đã trả kết quả 09:45 ngày 23/11/2026"),
        ]
        assert "Ai Đó" not in page_of(page)

    def test_gives_the_reason_of_a_refusal(self, visitor, dossier, office, officer):
        reason = act(officer, reason="Thiếu giấy chứng sinh.")
        refused = {"outcome": Outcome.REFUSED, "office": office}
        close(dossier_id=dossier.id, by=reason, **refused)
        assert answer_of(by_token(visitor, dossier)) == (
            "Hồ sơ bị từ chối Lý do: Thiếu giấy chứng sinh. Hãy đến Bộ phận Một cửa nhận "
            "văn bản trả lời và giấy tờ đã nộp."
        )

    def test_of_a_refusal_whose_words_were_erased_stands_without_them(self, visitor):
        refused = make_dossier(
            status="refused", closed_at=desk.MONDAY, outcome="refused"
        )
        assert answer_of(by_token(visitor, refused)).startswith(
            "Hồ sơ bị từ chối Hãy đến Bộ phận Một cửa"
        )


class TestCode:
    def test_with_the_last_four_digits_shows_what_the_receipt_shows(
        self, visitor, dossier
    ):
        page = look_up(visitor, dossier.code, DIGITS)
        assert page.status_code == 200
        assert main_of(page) == main_of(by_token(visitor, dossier))
        assert page["X-Robots-Tag"] == "noindex, nofollow"

    @pytest.mark.parametrize("digits", ["0111", " 0 1 1 1 "])
    def test_takes_the_phone_too(self, visitor, dossier, digits):
        assert look_up(visitor, dossier.code, digits).status_code == 200

    @pytest.mark.parametrize(
        "typed", ["h00.00.01-261123-0001", "261123-0001", " H00.00.01 – 261123 – 0001"]
    )
    def test_is_understood_as_people_type_it(self, visitor, dossier, typed):
        assert look_up(visitor, typed, DIGITS).status_code == 200

    def test_of_another_system_finds_the_dossier(self, visitor, dossier):
        ExternalCode.objects.create(
            dossier=dossier, code="G22.99-261120-7777", attached_at=desk.MONDAY
        )
        assert look_up(visitor, "G22.99-261120-7777", DIGITS).status_code == 200

    def test_alone_shows_the_degree_of_completion_and_nothing_else(
        self, visitor, dossier
    ):
        page = look_up(visitor, dossier.code)
        said = main_of(page)
        assert page.status_code == 200
        assert answer_of(page).endswith("Mức độ hoàn thành: 25%")
        assert dossier.code in said
        assert [secret for secret in SECRETS if secret in said] == []
        assert not re.search(r"\d\d/\d\d/\d{4}|Lê Thị|đồng", said)

    @pytest.mark.parametrize(
        ("fields", "degree"),
        [
            ({"status": "processing"}, 50),
            ({"status": "awaiting_supplement"}, 50),
            ({"closed_at": desk.MONDAY}, 75),
            ({"closed_at": desk.MONDAY, "status": "returned"}, 100),
            (
                {
                    "closed_at": desk.MONDAY,
                    "status": "withdrawn",
                    "outcome": "withdrawn",
                },
                100,
            ),
        ],
    )
    def test_alone_says_how_far_it_is(self, visitor, fields, degree):
        page = look_up(visitor, make_dossier(**fields).code)
        assert answer_of(page).endswith(f"Mức độ hoàn thành: {degree}%")

    def test_unknown_and_wrong_digits_get_one_answer(self, visitor, dossier):
        wrong, unknown = (
            look_up(visitor, code, "4321") for code in (dossier.code, UNKNOWN)
        )
        assert wrong.status_code == unknown.status_code == 422
        assert NOT_FOUND in main_of(wrong)
        pages = [
            re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page_of(page))
            for page in (wrong, unknown)
        ]
        assert pages[0].replace(dossier.code, UNKNOWN) == pages[1]
        assert [len(page.content) for page in (wrong, unknown)] == [
            len(wrong.content)
        ] * 2
        assert wrong.headers == unknown.headers

    def test_unknown_and_wrong_digits_take_the_same_queries(
        self, visitor, dossier, django_assert_num_queries
    ):
        for code in (dossier.code, UNKNOWN):
            look_up(visitor, code, "4321")
            with django_assert_num_queries(11):
                look_up(visitor, code, "4321")

    def test_unknown_alone_is_not_found(self, visitor):
        page = look_up(visitor, UNKNOWN)
        assert page.status_code == 422
        assert NOT_FOUND in main_of(page)

    @pytest.mark.parametrize(
        ("code", "digits", "said"),
        [
            ("", "1234", "Hãy nhập mã hồ sơ"),
            ("x" * 65, "", "Mã hồ sơ dài quá 64 ký tự, hãy rút gọn"),
            (UNKNOWN, "123", "Số xác minh cần 4 chữ số, bạn đã nhập 3"),
            (UNKNOWN, "00118600012", "Số xác minh cần 4 chữ số, bạn đã nhập 11"),
            ("\0", "", "Mã hồ sơ"),
            ("'; --", "1234", NOT_FOUND),
        ],
    )
    def test_badly_typed_is_told_what_to_mend(self, visitor, code, digits, said):
        page = look_up(visitor, code, digits)
        assert page.status_code == 422
        assert said in main_of(page)

    def test_stands_in_no_address(self, visitor, dossier):
        asked = visitor.get(LOOK_UP, {"code": dossier.code, "digits": DIGITS})
        assert dossier.code not in main_of(asked)
        assert 'method="post"' in page_of(asked)

    def test_is_sent_from_a_form_that_tells_browsers_to_name_their_origin(
        self, visitor
    ):
        page = visitor.get("/tra-cuu/")
        assert page["Cache-Control"] == "private, no-store"
        assert page["Referrer-Policy"] == "same-origin"


class TestLimits:
    def test_a_code_can_be_guessed_at_a_few_times(self, visitor, dossier, monday):
        for _ in range(CODE_LIMIT.tries):
            assert look_up(visitor, dossier.code, "4321").status_code == 422

        page = look_up(visitor, dossier.code, DIGITS)

        assert page.status_code == 429
        assert page["Retry-After"] == "7200"
        assert main_of(page).count("Bạn đã tra cứu nhiều lần.") == 1
        assert "hoặc gọi 024 0000 0000 trong giờ làm việc" in main_of(page)
        monday.shift(CODE_LIMIT.refill)
        assert look_up(visitor, dossier.code, DIGITS).status_code == 200

    def test_an_unknown_code_runs_out_as_a_known_one_does(self, visitor):
        answers = [
            look_up(visitor, UNKNOWN, "4321").status_code
            for _ in range(CODE_LIMIT.tries + 1)
        ]
        assert answers == [422] * CODE_LIMIT.tries + [429]

    def test_writing_a_code_differently_gives_no_new_tries(self, visitor, dossier):
        for _ in range(CODE_LIMIT.tries):
            look_up(visitor, dossier.code.lower(), "4321")
        assert look_up(visitor, f" {dossier.code}", DIGITS).status_code == 429

    def test_its_end_alone_gives_no_new_tries_either(self, visitor, dossier):
        for _ in range(CODE_LIMIT.tries):
            look_up(visitor, dossier.code, "4321")
        assert look_up(visitor, dossier.short_code, DIGITS).status_code == 429

    def test_proof_gives_the_tries_back(self, visitor, dossier):
        for _ in range(3):
            for _ in range(CODE_LIMIT.tries - 1):
                look_up(visitor, dossier.code, "4321")
            assert look_up(visitor, dossier.code, DIGITS).status_code == 200

    def test_an_address_can_look_up_so_often(self, visitor, dossier, monday):
        for _ in range(ADDRESS_LIMIT.tries):
            assert look_up(visitor, dossier.code).status_code == 200
        page = look_up(visitor, dossier.code)
        assert (page.status_code, page["Retry-After"]) == (429, "60")
        elsewhere = look_up(visitor, dossier.code, REMOTE_ADDR="192.0.2.7")
        assert elsewhere.status_code == 200
        monday.shift(ADDRESS_LIMIT.refill)
        assert look_up(visitor, dossier.code).status_code == 200

    def test_are_kept_without_codes_or_addresses(self, visitor, dossier):
        look_up(visitor, dossier.code, "4321")
        keys = list(Bucket.objects.values_list("key", flat=True))
        assert [bool(re.fullmatch(r"[0-9a-f]{64}", key)) for key in keys] == [
            True,
            True,
        ]

    def test_do_not_touch_the_receipts_own_way(self, visitor, dossier):
        for _ in range(CODE_LIMIT.tries + 1):
            look_up(visitor, dossier.code, "4321")
        assert by_token(visitor, dossier).status_code == 200


def test_without_a_phone_the_limit_only_asks_to_wait(visitor, office, dossier):
    office.phone = ""
    office.save()
    for _ in range(CODE_LIMIT.tries):
        look_up(visitor, dossier.code, "4321")
    page = look_up(visitor, dossier.code, "4321")
    assert "Hãy thử lại sau vài giờ." in main_of(page)

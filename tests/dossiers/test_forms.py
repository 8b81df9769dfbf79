"""The counter's form: what it asks for, what it refuses and in which words."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dossiers.enums import ApplicantKind, Delivery, DueSource
from dossiers.forms.intake import IntakeForm
from dossiers.forms.intake_fields import Counter, paper_words
from dossiers.intake import register_dossier
from dossiers.people import ApplicantFacts
from dossiers.terms import PaperFacts, StatedDue
from procedures.enums import Channel
from procedures.models import RequiredDocument
from tests.dossiers import desk

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

KEY = "11111111-1111-4111-8111-111111111111"
PERSON = {
    "intake_key": KEY,
    "id_number": "001 186 000 123",
    "full_name": " nguyễn  Thị Ví Dụ ",
    "birth_date": "05/11/1986",
    "phone": "0912.000.111",
    "address": "12 ngõ 34 đường Ví Dụ",
    "channel": "in_person",
    "delivery": "counter",
}


@pytest.fixture
def at(office):
    desk.announce_days()
    return Counter(office=office, moment=desk.MONDAY)


@pytest.fixture
def filled(at):
    """Return ``filled(procedure, **typed)``: a form that has been checked."""

    def checked(procedure=None, /, **typed):
        slug = {"procedure": procedure.slug} if procedure else {}
        form = IntakeForm({**PERSON, **slug, **typed}, at=at)
        form.is_valid()
        return form

    return checked


def names(form):
    return set(form.fields)


class TestWhatIsAsked:
    ALWAYS = {
        "is_organisation",
        "full_name",
        "phone",
        "address",
        "email",
        "has_representative",
        "intake_key",
        "papers_of",
        "filled_from",
        "duplicate_seen",
        "procedure",
        "foreign_element",
        "channel",
        "delivery",
        "tells_more",
        "id_number",
        "birth_date",
    }

    def test_before_a_procedure_is_chosen_is_who_hands_in_and_how(self, filled):
        assert names(filled()) == self.ALWAYS

    def test_of_a_plain_procedure_is_its_papers(self, filled):
        assert names(filled(desk.make_status_paper())) == {*self.ALWAYS, "papers"}

    def test_of_certified_copies_is_how_many_of_how_many_pages(self, filled):
        form = filled(desk.make_certified_copies())
        assert names(form) == {*self.ALWAYS, "papers", "copies", "pages"}

    def test_of_an_incomplete_procedure_is_the_due_day_and_its_ground(self, filled):
        form = filled(desk.make_incomplete())
        assert names(form) == {*self.ALWAYS, "agreed", "due_at", "due_ground"}

    def test_of_post_is_the_postmark_and_the_letter(self, filled):
        form = filled(channel="postal")
        assert names(form) == {*self.ALWAYS, "postmark_day", "letter_number"}

    def test_more_is_asked_on_demand_with_the_versions_grounds(self, filled):
        form = filled(desk.make_status_paper(), tells_more="on")
        more = {"external_code", "fee_exemption", "note"}
        assert names(form) == {*self.ALWAYS, "papers", *more}
        grounds = [value for value, _ in form.fields["fee_exemption"].choices]
        assert grounds == ["", desk.GROUND]

    def test_of_an_organisation_is_its_tax_code(self, filled):
        form = filled(is_organisation="on")
        expected = {*self.ALWAYS, "tax_code"} - {"id_number", "birth_date"}
        assert names(form) == expected

    def test_of_a_case_is_chosen_among_the_versions(self, filled):
        procedure = desk.make_status_paper()
        version = procedure.versions.get()
        version.limits.create(case="Phải xác minh", value=6, unit="working_day")
        field = filled(procedure).fields["case"]
        assert field.choices == [
            ("", "Thông thường"),
            ("Phải xác minh", "Phải xác minh"),
        ]
        assert not field.required

    def test_of_cases_without_a_usual_limit_is_a_choice(self, filled):
        procedure = desk.make_procedure(
            limits=[{"case": "Cấp lại", "value": 1, "unit": "working_day"}]
        )
        form = filled(procedure)
        assert form.errors == {"case": ["Hãy chọn trường hợp"]}
        assert filled(procedure, case="Cấp lại").is_valid()


class TestFacts:
    def test_are_what_was_typed_cleaned(self, filled):
        procedure = desk.make_status_paper()
        declaration, card, _proxy = procedure.versions.get().documents.all()
        form = filled(procedure, foreign_element="on", tells_more="on", note=" gấp ")
        assert form.errors == {}
        assert form.facts() == desk.facts(
            procedure,
            applicant=ApplicantFacts(
                full_name="nguyễn Thị Ví Dụ",
                id_number=desk.ID_NUMBER,
                birth_date=date(1986, 11, 5),
                phone="0912000111",
                address="12 ngõ 34 đường Ví Dụ",
            ),
            papers=(
                PaperFacts(declaration.name, declaration.pk, originals=1),
                PaperFacts("Căn cước (xuất trình)", card.pk),
            ),
            foreign_element=True,
            note="gấp",
        )
        assert form.facts().intake_key == uuid.UUID(KEY)

    def test_name_the_representative(self, filled):
        form = filled(
            desk.make_status_paper(),
            has_representative="on",
            representative_name="Trần Văn Ví Dụ",
            representative_id_number="001090000456",
        )
        assert form.facts().representative == ApplicantFacts(
            full_name="Trần Văn Ví Dụ", id_number="001090000456"
        )

    def test_name_the_organisation(self, filled):
        form = filled(
            desk.make_status_paper(),
            is_organisation="on",
            full_name="Công ty Ví Dụ",
            tax_code="0100000001",
        )
        applicant = form.facts().applicant
        assert applicant.kind is ApplicantKind.ORGANISATION
        assert (applicant.tax_code, applicant.id_number) == ("0100000001", "")

    def test_of_a_letter_begin_with_the_postmark(self, filled):
        form = filled(
            desk.make_status_paper(),
            channel="postal",
            delivery="post",
            postmark_day="20/11/2026",
            letter_number="EV 1",
        )
        stated = form.facts()
        assert (stated.channel, stated.delivery) == (Channel.POSTAL, Delivery.POST)
        assert stated.submitted_at == datetime(2026, 11, 19, 17, tzinfo=UTC)
        assert (stated.postmark_day, stated.letter_number) == (
            date(2026, 11, 20),
            "EV 1",
        )

    def test_of_an_incomplete_procedure_state_closing_time_of_the_day(self, filled):
        form = filled(
            desk.make_incomplete(), due_at="27/11/2026", due_ground="Thông báo 12"
        )
        due = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
        assert form.facts().stated_due == StatedDue(
            due, "Thông báo 12", DueSource.STATED
        )

    def test_agreed_in_writing_state_it_in_place_of_the_limit(self, filled):
        procedure = desk.make_status_paper()
        procedure.versions.update(agreement_allowed=True)
        paper = {"due_at": "30/11/2026", "due_ground": "Văn bản thỏa thuận số 3"}

        usual = filled(procedure, **paper)
        agreed = filled(procedure, agreed="on", **paper)

        assert usual.facts().stated_due is None
        assert "due_at" not in usual.fields
        due = datetime(2026, 11, 30, 10, 30, tzinfo=UTC)
        assert agreed.facts().stated_due == StatedDue(
            due, "Văn bản thỏa thuận số 3", DueSource.AGREED
        )

    def test_agreed_in_writing_need_day_and_ground(self, filled):
        procedure = desk.make_status_paper()
        procedure.versions.update(agreement_allowed=True)
        form = filled(procedure, agreed="on")
        assert form.errors["due_at"] == ["Hãy nhập ngày hẹn trả"]
        assert form.errors["due_ground"] == ["Hãy nhập căn cứ của ngày hẹn trả"]

    def test_agreed_where_the_procedure_does_not_allow_it_are_not(self, filled):
        form = filled(desk.make_status_paper(), agreed="on", due_at="30/11/2026")
        assert "agreed" not in form.fields
        assert form.facts().stated_due is None

    def test_of_an_incomplete_procedure_may_be_agreed(self, filled):
        form = filled(
            desk.make_incomplete(),
            agreed="on",
            due_at="27/11/2026",
            due_ground="Văn bản số 3",
        )
        assert form.facts().stated_due.source is DueSource.AGREED

    def test_of_a_complete_procedure_state_no_due_day_of_ones_own(self, filled):
        form = filled(
            desk.make_status_paper(), due_at="27/11/2027", due_ground="Tự đặt"
        )
        assert form.facts().stated_due is None

    def test_of_a_foreign_procedure_always_say_so(self, filled):
        form = filled(desk.make_status_paper(foreign_element=True))
        assert form.facts().foreign_element is True


class TestPapers:
    def test_usual_ones_are_ticked_when_the_procedure_is_new_to_the_page(self, filled):
        form = filled(desk.make_status_paper(), papers_of="khac", papers=["999"])
        assert [paper.name for paper in form.facts().papers] == [
            "Tờ khai theo mẫu",
            "Căn cước (xuất trình)",
        ]

    def test_stay_as_ticked_once_the_page_has_shown_them(self, filled):
        procedure = desk.make_status_paper()
        proxy = procedure.versions.get().documents.get(optional=True)
        form = filled(procedure, papers_of=procedure.slug, papers=[str(proxy.pk)])
        assert [paper.name for paper in form.facts().papers] == ["Văn bản ủy quyền"]

    def test_of_another_procedure_are_refused(self, filled):
        procedure = desk.make_status_paper()
        form = filled(procedure, papers_of=procedure.slug, papers=["999999"])
        assert form.errors == {
            "papers": ["Hãy chọn lại giấy tờ đã nhận trong danh sách"]
        }

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"originals": 1}, "Tờ khai"),
            ({"originals": 2}, "Tờ khai, 02 bản chính"),
            ({"originals": 1, "copies": 1}, "Tờ khai, 01 bản chính, 01 bản sao"),
            ({"originals": 1, "to_present": True}, "Tờ khai, xuất trình"),
            ({"originals": 1, "case": "Nộp thay"}, "Nộp thay: Tờ khai"),
        ],
    )
    def test_are_named_with_case_and_counts(self, fields, words):
        assert paper_words(RequiredDocument(name="Tờ khai", **fields)) == words


class TestBadInput:
    @pytest.mark.parametrize(
        ("typed", "field", "said"),
        [
            (
                {"id_number": "00118600012"},
                "id_number",
                "Số căn cước cần 12 chữ số, bạn đã nhập 11",
            ),
            ({"full_name": " "}, "full_name", "Hãy nhập họ và tên"),
            (
                {"birth_date": "11/25/1986"},
                "birth_date",
                "Ngày sinh phải theo ngày/tháng/năm, ví dụ 05/11/1986",
            ),
            (
                {"birth_date": "23/11/2026"},
                "birth_date",
                "Ngày sinh phải ở trong quá khứ",
            ),
            (
                {"phone": "091200011"},
                "phone",
                "Số điện thoại cần 10 hoặc 11 chữ số, bạn đã nhập 9",
            ),
            ({"channel": "fax"}, "channel", "Hãy chọn lại kênh nộp trong danh sách"),
            ({"channel": ""}, "channel", "Hãy chọn kênh nộp"),
            (
                {"procedure": "khong-co"},
                "procedure",
                "Không có thủ tục này. Hãy chọn lại thủ tục.",
            ),
            ({"procedure": ""}, "procedure", "Hãy chọn thủ tục"),
            (
                {"procedure": "\x00"},
                "procedure",
                "Hãy chọn thủ tục",
            ),
            (
                {"has_representative": "on"},
                "representative_name",
                "Hãy nhập họ và tên người nộp thay",
            ),
            (
                {"is_organisation": "on", "full_name": ""},
                "full_name",
                "Hãy nhập tên tổ chức",
            ),
            (
                {"channel": "postal", "postmark_day": "24/11/2026"},
                "postmark_day",
                "Ngày dấu bưu điện phải từ hôm nay trở về trước",
            ),
            (
                {"external_code": "mã lạ/1"},
                "external_code",
                (
                    "Mã hồ sơ ngoài cần 4 đến 64 chữ không dấu, chữ số, "
                    "dấu chấm hoặc gạch nối"
                ),
            ),
            (
                {"fee_exemption": "Quen biết"},
                "fee_exemption",
                "Hãy chọn lại miễn, giảm phí trong danh sách",
            ),
            (
                {"intake_key": "lạ"},
                "intake_key",
                "Trang này đã cũ. Hãy tải lại trang rồi nhập hồ sơ.",
            ),
            (
                {"note": "a" * 1001},
                "note",
                "Ghi chú dài quá 1.000 ký tự, hãy rút gọn",
            ),
        ],
    )
    def test_is_answered_with_what_to_do(self, filled, typed, field, said):
        form = filled(desk.make_status_paper(), **typed)
        assert form.errors[field] == [said]

    def test_5_november_is_no_day_of_may(self, filled):
        form = filled(
            desk.make_status_paper(), channel="postal", postmark_day="05/11/2026"
        )
        assert form.facts().postmark_day == date(2026, 11, 5)

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("20/11/2026", "Ngày hẹn trả phải sau lúc tiếp nhận"),
            ("05/11/2026", "Ngày hẹn trả phải sau lúc tiếp nhận"),
            (
                "24/11/2026",
                (
                    "Ngày 24/11/2026 không phải là ngày làm việc. "
                    "Hãy chọn một ngày làm việc."
                ),
            ),
            (
                "28/11/2026",
                (
                    "Ngày 28/11/2026 không phải là ngày làm việc. "
                    "Hãy chọn một ngày làm việc."
                ),
            ),
            (
                "04/01/2027",
                (
                    "Chưa có lịch làm việc năm 2027. "
                    "Hãy nhập ngày nghỉ, ngày làm bù năm 2027 rồi tính lại."
                ),
            ),
            ("", "Hãy nhập ngày hẹn trả"),
        ],
    )
    def test_stated_due_day_must_be_a_later_working_day(self, filled, day, said):
        form = filled(desk.make_incomplete(), due_at=day, due_ground="Thông báo 12")
        assert form.errors["due_at"] == [said]

    def test_stated_due_day_needs_its_ground(self, filled):
        form = filled(desk.make_incomplete(), due_at="27/11/2026")
        assert form.errors == {"due_ground": ["Hãy nhập căn cứ của ngày hẹn trả"]}

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"copies": "0"}, "Số bản phải từ 1 trở lên"),
            ({"copies": "10000"}, "Số bản nhiều nhất là 9.999"),
            ({"copies": "hai"}, "Số bản phải là số nguyên, ví dụ 2"),
            ({"copies": ""}, "Hãy nhập số bản"),
            ({"pages": "0"}, "Số trang bản chính phải từ 1 trở lên"),
        ],
    )
    def test_counts_are_whole_numbers_within_reason(self, filled, typed, said):
        form = filled(desk.make_certified_copies(), **{"copies": 1, "pages": 1} | typed)
        assert form.errors == {next(iter(typed)): [said]}

    def test_channel_not_offered_is_refused(self, filled):
        form = filled(desk.make_certified_copies(), channel="online", copies=1, pages=1)
        assert form.errors == {
            "channel": [
                (
                    "Thủ tục này không nhận qua kênh đã chọn. Hãy chọn kênh khác, "
                    "hoặc ghi mã hồ sơ của hệ thống đã nhận."
                )
            ]
        }

    def test_channel_not_offered_is_taken_with_another_systems_code(self, filled):
        form = filled(
            desk.make_certified_copies(),
            channel="online",
            copies=1,
            pages=1,
            external_code="G22.99-261123-0009",
        )
        assert form.errors == {}

    def test_year_without_calendar_is_refused_with_what_is_missing(self, at):
        late = replace(at, moment=datetime(2026, 12, 31, 3, tzinfo=UTC))
        slug = desk.make_status_paper().slug
        form = IntakeForm({**PERSON, "procedure": slug}, at=late)
        assert form.errors == {
            "__all__": [
                (
                    "Chưa có lịch làm việc năm 2027. "
                    "Hãy nhập ngày nghỉ, ngày làm bù năm 2027 rồi tính lại."
                )
            ]
        }

    def test_faults_are_told_together(self, filled):
        form = filled(
            desk.make_certified_copies(),
            channel="online",
            full_name="",
            copies="0",
            pages=1,
        )
        assert set(form.errors) == {"channel", "full_name", "copies"}


class TestLikeDossier:
    @pytest.fixture
    def earlier(self, office, clerk, at):
        """Return ``earlier(days)``: the same person's same procedure before."""

        def logged(days):
            procedure = desk.make_status_paper()
            by = desk.logging(office, clerk, desk.MONDAY - timedelta(days=days))
            return register_dossier(facts=desk.facts(procedure), by=by)

        return logged

    def test_of_30_days_is_found_and_does_not_block(self, earlier, filled):
        dossier = earlier(days=29)
        form = filled(dossier.procedure)
        assert form.is_valid()
        assert form.duplicate == dossier

    def test_before_that_is_not_found(self, earlier, filled):
        assert filled(earlier(days=30).procedure).duplicate is None

    def test_of_another_procedure_is_not_found(self, earlier, filled):
        earlier(days=1)
        assert filled(desk.make_certified_copies()).duplicate is None

    def test_is_not_the_one_this_very_form_has_made(self, office, clerk, at, filled):
        stated = desk.facts(desk.make_status_paper(), intake_key=uuid.UUID(KEY))
        register_dossier(facts=stated, by=desk.logging(office, clerk))
        assert filled(stated.procedure).duplicate is None

    def test_of_24_hours_asks_once_whether_it_is_meant(self, earlier, filled):
        dossier = earlier(days=0)
        assert filled(dossier.procedure).errors == {
            "__all__": [
                (
                    "Người này vừa nộp thủ tục này lúc 09:41 ngày 23/11/2026, "
                    "mã 261123-0001. "
                    "Nếu đây là hồ sơ khác, hãy bấm tiếp nhận lần nữa."
                )
            ]
        }
        assert filled(dossier.procedure, duplicate_seen=dossier.code).is_valid()


class TestRedrawing:
    def test_shows_what_was_typed_without_errors(self, filled):
        shown = filled(desk.make_status_paper(), full_name="", phone="12").as_typed()
        assert not shown.errors
        assert 'value="12"' in str(shown["phone"])
        assert 'value="001 186 000 123"' in str(shown["id_number"])

    def test_keeps_the_ticks(self, filled):
        procedure = desk.make_status_paper()
        proxy = procedure.versions.get().documents.get(optional=True)
        typed = filled(procedure, papers_of=procedure.slug, papers=[str(proxy.pk)])
        usual, seldom = typed.as_typed().paper_groups
        assert [box.data["selected"] for box in usual["boxes"]] == [False, False]
        assert [box.data["selected"] for box in seldom["boxes"]] == [True]
        assert (seldom["label"], seldom["open"]) == ("Giấy tờ nếu có (1)", True)

    def test_puts_the_cursor_where_it_is_told(self, filled):
        shown = filled().as_typed(focus="full_name")
        assert "autofocus" in str(shown["full_name"])

    def test_blank_form_has_a_token_of_its_own(self, at):
        keys = {IntakeForm.blank(at)["intake_key"].value() for _ in range(2)}
        assert len(keys) == 2

"""The counter's fields, and which of them a procedure and channel ask for."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from django import forms
from django.utils import timezone

from dossiers.choosing import Asked, asked_by
from dossiers.enums import DELIVERY_LABELS, Delivery
from dossiers.forms.applicants import OF_SECOND_PARTIES, ApplicantFields
from dossiers.models.dossiers import CHANNEL_LABELS
from procedures.enums import Channel
from procedures.models import RequiredDocument
from wardportal.formats import prose_count
from wardportal.forms import TextField, VietnameseDateField, WholeNumberField
from wardportal.office.models import Office

MOST_COPIES = 9999
"""With the dearest tariff known the fee still fits its column."""

OF_POST = ("postmark_day", "letter_number")
OF_STATED_DUE = ("due_at", "due_ground")
OF_MORE = ("external_code", "fee_exemption", "note")

OLD_PAGE = "Trang này đã cũ. Hãy tải lại trang rồi nhập hồ sơ."


@dataclass(frozen=True)
class Counter:
    """Where and when (aware) the form is filled in."""

    office: Office
    moment: datetime

    @property
    def day(self) -> date:
        return timezone.localdate(self.moment)


class IntakeFields(ApplicantFields):
    """A new dossier, as far as the chosen procedure and channel ask for it.

    Only what is asked for is there; the page redraws its parts when that changes.
    """

    intake_key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": OLD_PAGE, "invalid": OLD_PAGE},
    )
    papers_of = forms.CharField(widget=forms.HiddenInput, required=False)
    """The procedure whose papers the page showed; another one's are ticked anew."""

    filled_from = forms.CharField(widget=forms.HiddenInput, required=False)
    """The ID number under which the applicant's last details were taken over."""

    duplicate_seen = forms.CharField(widget=forms.HiddenInput, required=False)
    """The code of the like dossier that the page has warned of."""

    procedure = TextField(
        label="Thủ tục", error_messages={"required": "Hãy chọn thủ tục"}
    )
    case = forms.ChoiceField(label="Trường hợp")
    foreign_element = forms.BooleanField(label="Yếu tố nước ngoài", required=False)
    copies = WholeNumberField(
        label="Số bản", min_value=1, max_value=MOST_COPIES, initial=1
    )
    pages = WholeNumberField(
        label="Số trang bản chính", min_value=1, max_value=MOST_COPIES, initial=1
    )
    papers = forms.TypedMultipleChoiceField(
        label="Giấy tờ đã nhận",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    channel = forms.ChoiceField(
        label="Kênh nộp",
        choices=[(channel.value, label) for channel, label in CHANNEL_LABELS.items()],
        initial=Channel.IN_PERSON.value,
        widget=forms.RadioSelect,
    )
    delivery = forms.ChoiceField(
        label="Nhận kết quả",
        choices=[(place.value, label) for place, label in DELIVERY_LABELS.items()],
        initial=Delivery.COUNTER.value,
        widget=forms.RadioSelect,
    )
    postmark_day = VietnameseDateField(
        label="Ngày dấu bưu điện",
        required=False,
        error_messages={"too_late": "Ngày dấu bưu điện phải từ hôm nay trở về trước"},
    )
    letter_number = TextField(label="Số bưu gửi", max_length=40, required=False)
    tells_more = forms.BooleanField(
        label="Mã ngoài, miễn giảm, ghi chú", required=False
    )
    external_code = TextField(label="Mã hồ sơ ngoài", required=False)
    agreed = forms.BooleanField(
        label="Hẹn trả theo thỏa thuận bằng văn bản", required=False
    )
    due_at = VietnameseDateField(label="Ngày hẹn trả")
    due_ground = TextField(label="Căn cứ của ngày hẹn trả", max_length=300)
    fee_exemption = forms.ChoiceField(label="Miễn, giảm phí", required=False)
    note = TextField(label="Ghi chú", max_length=1000, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        at: Counter,
        initial: Mapping[str, Any] | None = None,
        asked: Asked | None = None,
    ) -> None:
        self.at = at
        values = (initial if data is None else data) or {}
        self.channel_typed = _channel(values)
        self.asked = asked or asked_by(
            values.get("procedure", ""), channel=self.channel_typed, day=at.day
        )
        papers = _papers(values, self.asked)
        super().__init__(
            None if data is None else {**data, **papers},
            initial={**(initial or {}), **papers},
        )
        self.tells_more_typed = (
            bool(self["tells_more"].value())
            or any(values.get(name) for name in OF_MORE)
            or self.channel_typed is Channel.ONLINE
        )
        self.states_due = self.asked.needs_due or (
            self.asked.may_agree and bool(self["agreed"].value())
        )
        self._fit()

    @classmethod
    def blank(cls, at: Counter) -> Self:
        """Return an empty form with a token of its own."""
        return cls(at=at, initial={"intake_key": uuid.uuid4()})

    def as_typed(self, focus: str = "") -> Self:
        """Return what was typed without any errors: nothing was to be saved yet."""
        form = type(self)(at=self.at, initial=self.data, asked=self.asked)
        if focus in form.fields:
            form.fields[focus].widget.attrs["autofocus"] = True
        return form

    @property
    def applicant_key(self) -> str:
        """Name what the applicant's fields depend on; they are redrawn when it changes."""
        parts = (
            *(self.of_organisation, self.is_represented, self.asked.two_parties),
            *(self["filled_from"].value(), self._second_filled()),
        )
        return "/".join(str(part or "") for part in parts)

    def _second_filled(self) -> str:
        """Return the second ID number: its person's details are filled in anew."""
        if not self.asked.two_parties:
            return ""
        return str(self["second_id_number"].value() or "")

    @property
    def papers_key(self) -> str:
        """Name what the fields about papers and result depend on."""
        slug = self.asked.procedure.slug if self.asked.procedure else ""
        more = "more" if self.tells_more_typed else ""
        return f"{slug}/{self.channel_typed}/{more}/{'due' if self.states_due else ''}"

    @property
    def is_known_person(self) -> bool:
        """Whether the details are those last declared under this ID number."""
        if "id_number" not in self.fields:
            return False
        filled = self["filled_from"].value()
        return bool(filled) and filled == self["id_number"].value()

    @property
    def paper_groups(self) -> list[dict[str, Any]]:
        """The papers that everyone hands in, and those of some, folded away."""
        boxes = list(self["papers"].subwidgets)
        usual = set(self.asked.usual_documents)
        seldom = [box for box in boxes if box.data["value"] not in usual]
        first = [box for box in boxes if box.data["value"] in usual]
        groups: list[dict[str, Any]] = []
        if first:
            groups.append({"folded": False, "boxes": first})
        if seldom:
            ticked = any(box.data["selected"] for box in seldom)
            label = f"Giấy tờ nếu có ({len(seldom)})"
            groups.append(
                {"folded": True, "label": label, "open": ticked, "boxes": seldom}
            )
        return groups

    def _fit(self) -> None:
        """Keep the fields that are asked for, with their choices and bounds."""
        asked, fields = self.asked, self.fields
        unasked = {
            "case": not asked.cases,
            "copies": not asked.counts_copies,
            "pages": not asked.counts_pages,
            "papers": not asked.documents,
            "fee_exemption": not asked.grounds,
        }
        self.drop(tuple(name for name, unneeded in unasked.items() if unneeded))
        if not asked.two_parties:
            self.drop(OF_SECOND_PARTIES)
        if not asked.may_agree:
            self.drop(("agreed",))
        if not self.states_due:
            self.drop(OF_STATED_DUE)
        if self.channel_typed is not Channel.POSTAL:
            self.drop(OF_POST)
        if not self.tells_more_typed:
            self.drop(OF_MORE)
        ordinary = "Hãy chọn" if asked.case_required else "Thông thường"
        _offer(fields.get("case"), [("", ordinary), *_same(asked.cases)])
        if "case" in fields:
            fields["case"].required = asked.case_required
        _offer(fields.get("fee_exemption"), [("", "Không"), *_same(asked.grounds)])
        _offer(fields.get("papers"), [(p.pk, paper_words(p)) for p in asked.documents])
        _bound(fields.get("birth_date"), self.at.day)
        _bound(fields.get("second_birth_date"), self.at.day)
        _bound(fields.get("postmark_day"), self.at.day + timedelta(days=1))


def paper_words(paper: RequiredDocument) -> str:
    """Name a paper with its case and counts; one original goes without saying."""
    counts = ((paper.originals, "bản chính"), (paper.copies, "bản sao"))
    parts = [f"{prose_count(count)} {noun}" for count, noun in counts if count]
    if paper.to_present:
        parts = ["xuất trình"]
    elif (paper.originals, paper.copies) == (1, 0):
        parts = []
    name = f"{paper.case}: {paper.name}" if paper.case else paper.name
    return ", ".join([name, *parts])


def _channel(values: Mapping[str, Any]) -> Channel:
    """Return the channel typed; the usual one where it is none."""
    typed = values.get("channel")
    return Channel(typed) if typed in set(Channel) else Channel.IN_PERSON


def _papers(values: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    """Tick the usual papers of a procedure that the page has not shown yet."""
    slug = values.get("procedure", "")
    if values.get("papers_of", "") == slug:
        return {}
    usual = [str(pk) for pk in asked.usual_documents]
    return {"papers_of": slug, "papers": usual}


def _same(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


def _offer(field: forms.Field | None, choices: Sequence[tuple[Any, str]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _bound(field: forms.Field | None, before: date) -> None:
    if isinstance(field, VietnameseDateField):
        field.before = before

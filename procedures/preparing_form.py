"""What somebody says of a dossier before handing it in; all of it has a usual answer."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.http import QueryDict

from procedures.enums import Channel, FeeBasis, FeeStatus
from procedures.estimates import Handing
from procedures.fees import FeeCount
from procedures.models import ProcedureVersion
from procedures.models.terms import CHANNEL_LABELS
from procedures.preparing import cases_of, conditions_of
from wardportal.forms import BaseForm, VietnameseDateField, WholeNumberField

MOST = 9999
USUAL_CASE = "Trường hợp thông thường"
NO_GROUND = "Không thuộc đối tượng nào"
COPIES, PAGES = "so_ban", "so_trang"
COUNTED = {
    FeeBasis.PER_CASE: (COPIES,),
    FeeBasis.PER_COPY: (COPIES,),
    FeeBasis.PER_PAGE: (COPIES, PAGES),
}
"""What a tariff must know, by what it is multiplied by."""


class ClockField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%H:%M", "%Hh%M", "%Hg%M"],
            widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric"}),
            error_messages={"invalid": "Giờ nộp phải theo giờ:phút, ví dụ 09:30."},
            **kwargs,
        )


class KnownChoicesField(forms.MultipleChoiceField):
    """Several of what is offered; what the catalogue no longer knows is passed over."""

    def validate(self, value: Any) -> None:
        """Take whatever is said."""

    def clean(self, value: Any) -> list[str]:
        """Keep what is offered, in the order said."""
        return [key for key in super().clean(value) if self.valid_value(key)]


class PrepareForm(BaseForm):
    """How, in which case and when a dossier will be handed in."""

    hides_optional = True

    kenh = forms.ChoiceField(
        label="Nộp bằng cách nào", widget=forms.RadioSelect, required=False
    )
    truong_hop = forms.ChoiceField(
        label="Trường hợp của bạn", widget=forms.RadioSelect, required=False
    )
    dieu_kien = KnownChoicesField(
        label="Điều nào đúng với bạn?",
        help_text="Đánh dấu những điều đúng, bỏ trống nếu không có.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    so_ban = WholeNumberField(
        label="Số bản", min_value=1, max_value=MOST, required=False
    )
    so_trang = WholeNumberField(
        label="Số trang của bản chính", min_value=1, max_value=MOST, required=False
    )
    doi_tuong = forms.ChoiceField(label="Được miễn, giảm vì", required=False)
    ngay = VietnameseDateField(label="Ngày nộp", required=False)
    gio = ClockField(label="Giờ nộp", required=False)

    def __init__(
        self, version: ProcedureVersion, now: datetime, said: QueryDict | None
    ) -> None:
        """Fit the questions to a version; ``now`` is naive, by the office's clock."""
        super().__init__(said)
        self.version, self.now = version, now
        self._fit("kenh", _channel_choices(version))
        self._fit("truong_hop", _case_choices(version, self.channel))
        asked = conditions_of(version.documents.all())
        self._fit("dieu_kien", [(each.key, _sentence(each.text)) for each in asked])
        self._fit("doi_tuong", _ground_choices(version, self.channel, now))
        self._fit_counts({COPIES, PAGES} & _counted(version))
        usual = {"kenh": self.channel.value, "truong_hop": "", COPIES: 1, PAGES: 1}
        self.initial.update(usual)
        if said is not None:
            # What the address leaves out has its usual answer, and shows it.
            self.data = said.copy()
            for name in self.fields.keys() & usual.keys():
                self.data.setdefault(name, str(usual[name]))

    @property
    def channel(self) -> Channel:
        """The channel said, where it is offered; else the first one offered."""
        offered = [Channel(key) for key, _ in _channel_choices(self.version)]
        said = self.data.get("kenh", "")
        return Channel(said) if said in offered else offered[0]

    @property
    def met(self) -> frozenset[str]:
        """The keys of the conditions that hold."""
        return frozenset(self._said("dieu_kien", ()))

    @property
    def case(self) -> str:
        return str(self._said("truong_hop", ""))

    @property
    def handing(self) -> Handing:
        """What was said, the usual where nothing was, or nothing that can be read."""
        day = self._said("ngay", None) or self.now.date()
        clock = self._said("gio", None)
        if clock is None:
            # Another day than today is asked for from its beginning.
            clock = self.now.time() if day == self.now.date() else time.min
        count = FeeCount(
            quantity=self._said(COPIES, 1) or 1, pages=self._said(PAGES, 1) or 1
        )
        return Handing(
            channel=self.channel,
            received=datetime.combine(day, clock).replace(second=0, microsecond=0),
            case=self.case,
            count=count,
            grounds=frozenset({self._said("doi_tuong", "")} - {""}),
        )

    def _said(self, name: str, usual: Any) -> Any:
        if not self.is_bound:
            return usual
        self.is_valid()
        return self.cleaned_data.get(name, usual)

    def _fit(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer choices; a question with nothing to choose from is not asked."""
        if any(key for key, _ in choices):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def _fit_counts(self, needed: set[str]) -> None:
        for name in {COPIES, PAGES} - needed:
            del self.fields[name]
        bases = {FeeBasis(fee.basis) for fee in self.version.fees.all()}
        if COPIES in needed and bases == {FeeBasis.PER_CASE}:
            self.fields[COPIES].label = "Số trường hợp"


def _channel_choices(version: ProcedureVersion) -> list[tuple[str, str]]:
    channels = (Channel.IN_PERSON, Channel.ONLINE, Channel.POSTAL)
    return [(c.value, CHANNEL_LABELS[c]) for c in channels if version.offers(c)]


def _case_choices(version: ProcedureVersion, channel: Channel) -> list[tuple[str, str]]:
    cases = cases_of(version, channel)
    return [("", USUAL_CASE), *((case, case) for case in cases)]


def _ground_choices(
    version: ProcedureVersion, channel: Channel, now: datetime
) -> list[tuple[str, str]]:
    rules = (
        rule
        for case in ("", *version.cases_on(channel))
        for rule in version.fee_rules_for(channel, now.date(), case)
    )
    grounds = dict.fromkeys(rule.ground for rule in rules if rule.ground)
    return [("", NO_GROUND), *((ground, ground) for ground in grounds)]


def _counted(version: ProcedureVersion) -> set[str]:
    """Name the counts that the tariff needs."""
    charged = [
        FeeBasis(fee.basis)
        for fee in version.fees.all()
        if fee.status == FeeStatus.CHARGED.value
    ]
    return {name for basis in charged for name in COUNTED[basis]}


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]

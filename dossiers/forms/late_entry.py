"""When a dossier was really received, and where that stands on paper."""

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms

from dossiers.forms.intake import IntakeForm
from dossiers.forms.intake_fields import Counter
from dossiers.late_entry import PaperTrail
from procedures.office_calendar import from_local
from wardportal.forms import TextField, VietnameseDateField

CLOCK = re.compile(r"([01]?\d|2[0-3])[:hg.]?([0-5]\d)")
SHAPE = "Giờ nhận cần giờ:phút, ví dụ 14:30"


class ClockField(TextField):
    """A time of the day: 14:30, 14h30 or 1430."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = CLOCK.fullmatch("".join(text.split()))
        if text and found is None:
            raise forms.ValidationError(SHAPE)
        return time(int(found[1]), int(found[2])) if found else None


class LateEntryForm(IntakeForm):
    """The counter's form with a claimed receipt, which takes the moment's place.

    ``at`` is the moment of typing; while the claim cannot be read it stands for it.
    """

    field_order = ["received_day", "received_clock", "paper_number", "late_reason"]

    received_day = VietnameseDateField(
        label="Ngày nhận",
        error_messages={"too_late": "Ngày nhận phải từ hôm nay trở về trước"},
    )
    received_clock = ClockField(
        label="Giờ nhận", widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    paper_number = TextField(label="Số trong sổ giấy", max_length=40)
    late_reason = TextField(label="Lý do nhập bù", max_length=300)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        at: Counter,
        initial: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        claimed = self._claimed_in((initial if data is None else data) or {})
        received = Counter(at.office, claimed or at.moment)
        super().__init__(data, at=received, initial=initial, **kwargs)
        day: Any = self.fields["received_day"]
        day.before = at.day + timedelta(days=1)

    @property
    def trail(self) -> PaperTrail:
        """What stays beside the dossier; needs ``is_valid()``."""
        return PaperTrail(
            self.cleaned_data["late_reason"], self.cleaned_data["paper_number"]
        )

    @classmethod
    def _claimed_in(cls, values: Mapping[str, Any]) -> datetime | None:
        """Return the claimed moment (aware), once both its parts can be read."""
        fields = cls.base_fields
        try:
            day = fields["received_day"].clean(values.get("received_day", ""))
            clock = fields["received_clock"].clean(values.get("received_clock", ""))
        except forms.ValidationError:
            return None
        return from_local(datetime.combine(day, clock))

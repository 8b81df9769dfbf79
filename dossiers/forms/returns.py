"""How a result is handed over: at the counter, by post, or electronically."""

import re
from functools import partial
from typing import Any

from django import forms
from django.utils.http import urlencode

from dossiers.codes import scanned_token
from dossiers.enums import DELIVERY_LABELS, Delivery
from dossiers.forms.move_form import LONGEST_NAME, LONGEST_NOTE, MoveForm
from dossiers.models import Dossier
from dossiers.moving import Move
from dossiers.returning import Handing, return_result
from wardportal.forms import TextField
from wardportal.office.models import Office

WAY = "cach"
"""Names the way in the page's address: without scripts a link redraws the form."""

ASKED: dict[Delivery, tuple[str, ...]] = {
    Delivery.COUNTER: ("collector",),
    Delivery.POST: ("letter_number",),
    Delivery.ELECTRONIC: ("reason",),
}
"""What each way asks for."""

LETTER_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z .\-/]{2,39}")


class ReturnForm(MoveForm):
    """Who took the result, or in which letter or place it went."""

    way = forms.ChoiceField(
        choices=[(way.value, label) for way, label in DELIVERY_LABELS.items()],
        widget=forms.HiddenInput,
        required=False,
    )
    collector = TextField(label="Họ tên người nhận kết quả", max_length=LONGEST_NAME)
    letter_number = TextField(
        label="Số bưu gửi", help_text="Ghi trên phiếu gửi của bưu điện."
    )
    reason = TextField(
        label="Đã gửi kết quả điện tử ở đâu",
        help_text="Ví dụ: Cổng Dịch vụ công quốc gia. "
        "Hồ sơ đã có tệp kết quả thì để trống.",
        max_length=LONGEST_NOTE,
        required=False,
    )

    def suit(self, dossier: Dossier) -> None:
        """Keep what the way asks for; most people come for their result themselves."""
        self.own_way = self._way(dossier.delivery)
        self.initial["way"] = self.own_way.value
        self.initial["collector"] = dossier.applicant.full_name
        asked = ASKED[self.own_way]
        for name in {name for names in ASKED.values() for name in names} - {*asked}:
            del self.fields[name]

    def clean_collector(self) -> str:
        """Refuse what a scanner typed into the wrong field."""
        collector = str(self.cleaned_data["collector"])
        if scanned_token(collector):
            raise forms.ValidationError(
                "Ô này vừa nhận mã QR của một giấy hẹn, hãy ghi họ tên người nhận"
            )
        return collector

    def clean_letter_number(self) -> str:
        number = str(self.cleaned_data["letter_number"])
        if not LETTER_NUMBER.fullmatch(number):
            raise forms.ValidationError(
                "Số bưu gửi cần 3 đến 40 chữ cái, chữ số, ví dụ EM123456789VN"
            )
        return number

    def move(self, office: Office) -> Move:
        """Hand the result to whoever came, or note where it was sent."""
        said = self.cleaned_data
        handing = Handing(
            way=self.own_way,
            collector=said.get("collector", ""),
            letter_number=said.get("letter_number", ""),
        )
        return partial(return_result, handing=handing)

    @property
    def other_ways(self) -> list[dict[str, Any]]:
        """Links to the form of each other way."""
        return [
            {"label": OTHER_WAY[way], "url": f"?{urlencode({WAY: way.value})}#viec"}
            for way in Delivery
            if way is not self.own_way
        ]

    def _way(self, usual: str) -> Delivery:
        typed = self["way"].value()
        return Delivery(typed if typed in set(Delivery) else usual)


OTHER_WAY = {
    Delivery.COUNTER: "Trả tại quầy",
    Delivery.POST: "Gửi qua bưu chính",
    Delivery.ELECTRONIC: "Trả bản điện tử",
}

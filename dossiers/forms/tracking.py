"""What a citizen types to look up a dossier."""

from django import forms

from wardportal.forms import BaseForm, DigitsField, TextField

LONGEST_CODE = 64


class TrackingForm(BaseForm):
    code = TextField(
        label="Mã hồ sơ",
        help_text="Mã in ở đầu giấy hẹn, ví dụ H26.21.14-261119-0031.",
        max_length=LONGEST_CODE,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters"}
        ),
    )
    digits = DigitsField(
        noun="Số xác minh",
        lengths=(4,),
        label="4 số cuối của căn cước hoặc điện thoại",
        help_text="Số bạn đã khai khi nộp. Để trống thì chỉ xem được mức độ hoàn thành.",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

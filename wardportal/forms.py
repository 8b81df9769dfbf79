"""The ground of every form: clean text, Vietnamese dates and numbers, own messages.

Django's stock messages ("Trường này là bắt buộc.") do not say what to do, its
Vietnamese locale reads 05/11/2026 as 11 May and its whole numbers read "1.000" as 1.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import Promise

from wardportal.formats import clean_text, thousands

EXAMPLE_DAY = "05/11/1986"
DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
COMPACT_DATE = re.compile(r"\d{8}")
EARLIEST_DAY = date(1900, 1, 1)
WHOLE_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,9}")


class BaseForm(forms.Form):
    """Checks on the server only and words its messages by each field's label."""

    use_required_attribute = False
    error_css_class = "field-invalid"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _word_messages(field)

    @property
    def helper(self) -> FormHelper:
        """What crispy needs to know: the page writes the form tag itself."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class FilterForm(BaseForm):
    """What a list is narrowed by; written field by field (components/filter_field.html).

    Labels without "(không bắt buộc)": nothing in a filter is required.
    """

    hides_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            chosen = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if chosen else "form-control"


class TextField(forms.CharField):
    """One line: NFC, trimmed, single spaces, nothing invisible."""

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class TextBlockField(forms.CharField):
    """Several lines, each cleaned like one; empty lines at the end are cut."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        lines = (super().to_python(value) or "").splitlines()
        return "\n".join(clean_text(line) for line in lines).strip()


class EmailField(forms.EmailField):
    """An address of electronic mail."""

    default_error_messages = {"invalid": "Thư điện tử cần dạng ten@vidu.vn"}

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class DigitsField(TextField):
    """A number that is not counted with: only its digits are kept.

    ``lengths`` are the digit counts allowed; ``noun`` begins the message.
    """

    def __init__(self, *, noun: str, lengths: Iterable[int], **kwargs: Any) -> None:
        self.noun = noun
        self.lengths = tuple(lengths)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**{"max_length": 40, **kwargs})

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        digits = only_digits(typed)
        if typed and len(digits) not in self.lengths:
            raise forms.ValidationError(self.length_message(len(digits)), "length")
        return digits

    def length_message(self, count: int) -> str:
        """Say how many digits it takes and how many were typed."""
        return f"{self.noun} cần {_either(self.lengths)} chữ số, bạn đã nhập {count}"


class IdNumberField(DigitsField):
    """Số căn cước, số định danh cá nhân: 12 digits, leading zeros kept."""

    LENGTH = 12

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"label": "Số căn cước", **kwargs},
            noun="Số căn cước",
            lengths=(self.LENGTH,),
        )


class TaxCodeField(DigitsField):
    """Mã số thuế: 10 digits, 13 for a branch, 12 where it is a personal number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"label": "Mã số thuế", **kwargs}, noun="Mã số thuế", lengths=(10, 12, 13)
        )


class PhoneField(DigitsField):
    """A telephone number as dialled at home, ``+84`` turned into 0.

    A number of another country keeps its plus sign.
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "tel"})
        settings = {"label": "Điện thoại", "widget": widget, **kwargs}
        super().__init__(**settings, noun="Số điện thoại", lengths=(10, 11))

    def to_python(self, value: Any) -> str:
        typed = TextField.to_python(self, value)
        digits = only_digits(typed)
        if typed.startswith("+") and not digits.startswith("84"):
            return self._foreign(digits)
        national = super().to_python(re.sub(r"^\+\D*84", "0", typed))
        if national and not national.startswith("0"):
            raise forms.ValidationError("Số điện thoại phải bắt đầu bằng số 0", "zero")
        return national

    def _foreign(self, digits: str) -> str:
        """Keep a number in the international form (ITU-T E.164: 8 to 15 digits)."""
        if not 8 <= len(digits) <= 15:  # noqa: PLR2004
            raise forms.ValidationError(
                "Số điện thoại nước ngoài cần dấu +, mã nước và 8 đến 15 chữ số",
                "length",
            )
        return f"+{digits}"


class VietnameseDateField(forms.DateField):
    """A day typed as day/month/year: 05/11/2026 is 5 November.

    ``before`` is the first day that is too late; forms set it, for only the view
    reads the clock. ``too_late`` among the messages says so.
    """

    def __init__(self, **kwargs: Any) -> None:
        self.before: date | None = None
        widget = forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"})
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        text = "".join(clean_text(value).split())
        return _read_day(text, str(self.error_messages["invalid"])) if text else None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value < EARLIEST_DAY:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        if value and self.before and value >= self.before:
            raise forms.ValidationError(self.error_messages["too_late"], "too_late")


class WholeNumberField(forms.IntegerField):
    """A count, grouped by dots or not: "1.000" is one thousand."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        text = clean_text(str(value if value is not None else ""))
        if text and not WHOLE_NUMBER.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return super().to_python(text.replace(".", ""))


def only_digits(text: str) -> str:
    """Return the digits of a text, full-width ones as plain ones."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if c in "0123456789")


def _read_day(text: str, message: str) -> date:
    formats = ("%d%m%Y",) if COMPACT_DATE.fullmatch(text) else DATE_FORMATS
    for form in formats:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    raise forms.ValidationError(message, "invalid")


def _either(lengths: tuple[int, ...]) -> str:
    *others, last = map(str, lengths)
    return f"{', '.join(others)} hoặc {last}" if others else last


def _word_messages(field: forms.Field) -> None:
    """Give a field our sentences, except where it brings its own."""
    label = str(field.label or "")
    for code, sentence in _sentences(field, label, f"{label[:1].lower()}{label[1:]}"):
        # Django's stock messages are lazy translations, ours are plain strings.
        if isinstance(field.error_messages.get(code), Promise | None):
            field.error_messages[code] = sentence


def _sentences(
    field: forms.Field, label: str, inside: str
) -> Iterable[tuple[str, str]]:
    """List message codes with the sentence for this kind of field."""
    chosen = isinstance(field, forms.ChoiceField)
    yield "required", f"Hãy {'chọn' if chosen else 'nhập'} {inside}"
    if chosen:
        yield "invalid_choice", f"Hãy chọn lại {inside} trong danh sách"
        yield "invalid_list", f"Hãy chọn lại {inside} trong danh sách"
    if isinstance(field, forms.DateField):
        yield "invalid", f"{label} phải theo ngày/tháng/năm, ví dụ {EXAMPLE_DAY}"
        yield "too_late", f"{label} phải ở trong quá khứ"
    if isinstance(field, forms.IntegerField):
        yield "invalid", f"{label} phải là số nguyên, ví dụ 2"
        yield "min_value", f"{label} phải từ {_count(field.min_value)} trở lên"
        yield "max_value", f"{label} nhiều nhất là {_count(field.max_value)}"
    if isinstance(field, forms.CharField) and field.max_length:
        longest = _count(field.max_length)
        yield "max_length", f"{label} dài quá {longest} ký tự, hãy rút gọn"


def _count(limit: Any) -> str:
    return thousands(limit) if isinstance(limit, int) else ""

"""Who leaves or is away, who takes over, and why."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms

from dossiers.access import officers_at_work
from dossiers.forms.move_form import LONGEST_NOTE
from dossiers.passing_on import in_hand_by_officer
from wardportal.accounts.models import User
from wardportal.forms import BaseForm, TextField


class HolderField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody with dossiers in hand, at work or not, with how many they are."""

    counts: Mapping[uuid.UUID, int] = {}

    def label_from_instance(self, obj: User) -> str:
        away = "" if obj.is_active else ", đã nghỉ"
        return f"{obj}: {self.counts.get(obj.pk, 0)} hồ sơ đang giữ{away}"


class ReceiversField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Officers at work, by name."""

    widget = forms.CheckboxSelectMultiple


class PassOnForm(BaseForm):
    """All that one officer has in hand goes to one or several others."""

    holder = HolderField(
        queryset=User.objects.none(),
        to_field_name="username",
        label="Người bàn giao",
        empty_label="Chọn người bàn giao",
    )
    receivers = ReceiversField(
        queryset=User.objects.none(),
        to_field_name="username",
        label="Người nhận",
        help_text="Chọn nhiều người thì hồ sơ chia đều, xếp theo hạn trả.",
        error_messages={"required": "Hãy chọn ít nhất một người nhận"},
    )
    reason = TextField(
        label="Lý do",
        help_text="Ví dụ: nghỉ phép, chuyển công tác.",
        max_length=LONGEST_NOTE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counts = in_hand_by_officer()
        holder: Any = self.fields["holder"]
        holder.counts = counts
        holder.queryset = User.objects.filter(pk__in=counts).order_by("full_name")
        receivers: Any = self.fields["receivers"]
        receivers.queryset = officers_at_work()
        self.has_holders = bool(counts)

    def clean(self) -> dict[str, Any]:
        """Refuse that somebody hands over to themselves."""
        said = super().clean() or self.cleaned_data
        holder, receivers = said.get("holder"), said.get("receivers")
        if holder and receivers and holder in receivers:
            self.add_error(
                "receivers", "Bỏ chọn người bàn giao trong danh sách người nhận"
            )
        return said

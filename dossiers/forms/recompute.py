"""What was changed in the working calendar, in words."""

from wardportal.forms import BaseForm, TextField

LONGEST_GROUND = 250


class RecomputeForm(BaseForm):
    reason = TextField(
        label="Lịch thay đổi thế nào",
        help_text="Ví dụ: nghỉ chiều 26/11 vì mất điện, Thông báo số 12/TB-UBND.",
        max_length=LONGEST_GROUND,
    )

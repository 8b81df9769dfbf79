"""What makes a password good enough, in Vietnamese."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongPasswordValidator(MinimumLengthValidator):
    """Django's rule of length; Django's catalogue lost its Vietnamese sentence."""

    def get_error_message(self) -> str:
        return f"Mật khẩu quá ngắn. Hãy dùng ít nhất {self.min_length} ký tự."

    def get_help_text(self) -> str:
        return f"Mật khẩu cần ít nhất {self.min_length} ký tự."

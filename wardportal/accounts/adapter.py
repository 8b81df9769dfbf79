"""Accounts are made by administrators: nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """django-allauth's behaviour without self-registration or mail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy nhập lại.",
        "account_inactive": "Tài khoản này đã ngừng dùng. Hãy liên hệ quản trị của phường.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

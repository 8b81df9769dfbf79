"""django-allauth for an office: nobody signs up, sessions end, secrets are sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils import timezone

from wardportal.accounts.models import User
from wardportal.fields import seal, unseal

SIGNED_IN_AT = "signed_in_at"
"""Key in the session; seconds since 1970."""

SECOND_FACTOR = "second-factor"
"""What the sealed secrets are bound to: allauth does not tell the row."""


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """django-allauth's behaviour without self-registration or mail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy nhập lại.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and keep when: a session has an end however busily it is used."""
        super().login(request, user)
        request.session[SIGNED_IN_AT] = int(timezone.now().timestamp())


class SealedMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors unreadable in the database."""

    def encrypt(self, text: str) -> str:
        return seal(text, context=SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, context=SECOND_FACTOR)

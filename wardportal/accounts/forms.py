"""The second factor's and the password's forms, which cannot be guessed at."""

from datetime import timedelta
from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from wardportal.accounts.models import User
from wardportal.limits.tries import Limit, give_back, take

SECRET_TRIES = Limit("secret", tries=5, refill=timedelta(minutes=3))
"""For the whole account, from any address: who tries knows the password already."""


def check_tries(user: User) -> None:
    """Take one try; raises ValidationError, a sentence, when none is left."""
    if not take(SECRET_TRIES, party=str(user.pk), moment=timezone.now()):
        raise ValidationError("Đã nhập sai nhiều lần. Hãy đợi 3 phút rồi thử lại.")


def forgive_tries(user: User) -> None:
    give_back(SECRET_TRIES, party=str(user.pk))


class LimitedCode:
    """Mixed into a form that asks for the second factor's code."""

    user: User

    def clean_code(self) -> Any:
        check_tries(self.user)
        code = super().clean_code()  # type: ignore[misc]
        forgive_tries(self.user)
        return code


class LimitedAuthenticateForm(LimitedCode, AuthenticateForm):  # type: ignore[misc]
    """The code asked for after the password."""


class LimitedReauthenticateForm(LimitedCode, ReauthenticateForm):  # type: ignore[misc]
    """The code asked for again before something delicate."""


class LimitedChangePasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """A new password, for who knows the old one."""

    def clean_oldpassword(self) -> Any:
        check_tries(self.user)
        password = super().clean_oldpassword()
        forgive_tries(self.user)
        return password

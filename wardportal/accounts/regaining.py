"""What an administrator does for a colleague who cannot get in."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from axes.utils import reset
from django.db import transaction

from wardportal.accounts.models import User
from wardportal.history.chain import Draft, record


def unlock(*, user: User) -> None:
    """Forget the failed sign-ins that lock a user out before the wait is over."""
    reset(username=user.username)


@transaction.atomic
def drop_second_factor(*, user: User, actor_id: UUID | None, moment: datetime) -> None:
    """Remove the second factor of a user whose telephone is lost."""
    Authenticator.objects.filter(user=user).delete()
    record(
        Draft(
            event="second_factor_dropped",
            moment=moment,
            subject_kind="account",
            subject_id=user.pk,
            actor_id=actor_id,
        )
    )

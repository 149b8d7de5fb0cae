"""Who may sign in with a password."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from portal.demo import DOMAIN


class Accounts(ModelBackend):
    """Active accounts; those of the demonstration, whose password is told, only while it runs."""

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        made_up = isinstance(user, User) and user.email.endswith(f"@{DOMAIN}")
        return (settings.DEMO or not made_up) and super().user_can_authenticate(user)

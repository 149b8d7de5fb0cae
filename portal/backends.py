"""Who may sign in: people with an account, and the demonstration's only where it is one."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from portal.demo import people


class Accounts(ModelBackend):
    """Shuts the demonstration's accounts out of a portal in use, their open sessions too.

    Their password is printed at every start of the demonstration: it must open nothing else.
    """

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        made_up = isinstance(user, User) and user.email.endswith(f"@{people.DOMAIN}")
        return super().user_can_authenticate(user) and (settings.DEMO or not made_up)

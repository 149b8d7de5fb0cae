"""Every address of the portal."""

from django.conf.urls import include
from django.urls import path

from portal.i18n import i18n_patterns
from portal.views import public


urlpatterns = [
    path("", public.root, name="root"),
    *i18n_patterns(
        path("", public.home, name="home"),
        path("", include("sections.urls")),
    ),
]

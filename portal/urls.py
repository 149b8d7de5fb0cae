"""Every address of the portal."""

from django.conf.urls import include
from django.contrib import admin
from django.urls import path

from portal.i18n import i18n_patterns
from portal.views import enclosures, health, media, metrics, public


urlpatterns = [
    path("", public.root, name="root"),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", metrics.metrics),
    path("media/<uuid:key>/<int:width>.webp", media.picture, name="picture"),
    path("enclosures/<uuid:key>/", enclosures.enclosure, name="enclosure"),
    *i18n_patterns(
        path("", public.home, name="home"),
        path("", include("sections.urls")),
        path("", include("accounts.urls")),
        path("", include("notifications.urls")),
        path("report/", include("incidents.urls.public")),
        path("agency/", include("editorial.urls.agency")),
        path("admin/cases/", include("incidents.urls.desk")),
        path("admin/roster/", include("incidents.urls.roster")),
        path("admin/calendar/", include("deadlines.urls")),
        path("admin/submissions/", include("editorial.urls.desk")),
        path("admin/", admin.site.urls),
    ),
]

handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.forbidden"
handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.server_error"

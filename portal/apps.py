from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal import surfaces  # noqa: PLC0415  models are there by now
        from sections.queries.surfaces import plug_in  # noqa: PLC0415

        for surface in surfaces.built_in():
            plug_in(surface)


class DeskConfig(AdminConfig):
    """Django's admin with the portal's own site as the default one."""

    default_site = "portal.admin_site.PortalAdmin"

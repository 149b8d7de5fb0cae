from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "portal"


class DeskConfig(AdminConfig):
    """Django's admin with the portal's own site as the default one."""

    default_site = "portal.admin_site.PortalAdmin"

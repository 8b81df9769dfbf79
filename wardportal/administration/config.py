"""Which admin site there is, and what of the libraries it leaves out."""

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig

LEFT_OUT = ("auth.Group", "account.EmailAddress", "mfa.Authenticator")
"""Registered by libraries; roles, addresses and second factors belong to a user."""


class OfficeAdminConfig(AdminConfig):
    default_site = "wardportal.administration.site.OfficeAdminSite"

    def ready(self) -> None:
        super().ready()
        for name in LEFT_OUT:
            admin.site.unregister(apps.get_model(name))

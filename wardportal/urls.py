"""Every address of the portal; who may open it stands in access.py."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.contrib import admin
from django.urls import include, path

from wardportal import converters, health, style_guide
from wardportal.accounts.views import SignInView, desk
from wardportal.api import api

converters.register()
api.add_router("/procedures", "procedures.api.router", tags=["Thủ tục hành chính"])
api.add_router("/tallies", "reports.api.router", tags=["Số liệu hằng tháng"])

handler500 = "wardportal.faults.server_error"

sign_in = [
    path("dang-nhap/", SignInView.as_view(), name="account_login"),
    path("dang-ky/", account.signup, name="account_signup"),  # closed: allauth names it
    path("dang-xuat/", account.logout, name="account_logout"),
    path("doi-mat-khau/", account.password_change, name="account_change_password"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("hai-lop/", mfa.index, name="mfa_index"),
    path("hai-lop/xac-thuc/", mfa.authenticate, name="mfa_authenticate"),
    path("hai-lop/xac-nhan-lai/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("hai-lop/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("hai-lop/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "hai-lop/ma-du-phong/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "hai-lop/ma-du-phong/tao/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]

urlpatterns = [
    path("tai-khoan/", include(sign_in)),
    path("lam-viec/", desk, name="desk"),
    path("quan-tri/", admin.site.urls),
    path("", include("procedures.front_urls")),
    path("thu-tuc/", include("procedures.urls")),
    path("danh-muc/", include("procedures.editing.urls")),
    path("", include("dossiers.urls")),
    path("", include("reports.urls")),
    path("api/", api.urls),
    path("ui/", style_guide.style_guide, name="style_guide"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
]

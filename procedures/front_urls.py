"""The portal's front page; outside the app's namespace, the shell calls it home."""

from django.urls import path

from procedures import views

urlpatterns = [path("", views.home, name="home")]

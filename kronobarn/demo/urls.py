"""The picker's address. Cannot be loaded outside the demo."""

from django.urls import path

from kronobarn.demo import guard

guard.require_demo()

from kronobarn.demo import views  # noqa: E402 - not before the guard has answered

app_name = "demo"
urlpatterns = [path("", views.people, name="people")]

"""The rooms' own pages. Cannot be loaded outside a server of practice rooms."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import path

if not settings.PRACTICE_ROOMS:
    raise ImproperlyConfigured("Övningsrummens sidor finns bara i övningsrummen: kronobarn rooms serve")

from kronobarn.practice_rooms import views

app_name = "practice_rooms"
urlpatterns = [
    path("", views.lobby, name="lobby"),
    path("oppna/", views.open_room, name="open"),
    path("roller/", views.roles, name="roles"),
    path("min-roll/", views.my_role, name="my_role"),
    path("leda/", views.lead, name="lead"),
    path("leda/vidare/", views.go_on, name="go_on"),
    path("leda/slapp-in/", views.let_in, name="let_in"),
    path("leda/avsluta/", views.end, name="end"),
    path("leda/kasta/", views.throw_away, name="throw_away"),
    path("efterat/", views.afterwards, name="afterwards"),
    path("berattelse/", views.story, name="story"),
    path("lamna/", views.leave, name="leave"),
]

"""Where readers come to. No address of anybody is in an address here."""

from django.urls import path

from webbplats.newsletter import views

app_name = "newsletter"
urlpatterns = [
    path("prenumerera/", views.ask, name="ask"),
    path("prenumerera/tack/", views.thanks, name="thanks"),
    path("bekrafta/<str:token>/", views.confirm, name="confirm"),
    path("prenumeration/<uuid:key>/", views.own, name="own"),
    path("avsluta/<uuid:key>/", views.leave, name="leave"),
]

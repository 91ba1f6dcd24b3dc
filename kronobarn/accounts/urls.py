"""Our own addresses of signing in. Those of the library stand in `library_urls`."""

from django.urls import path

from kronobarn.accounts import views

app_name = "accounts"
urlpatterns = [
    path("uppdrag/", views.choose, name="choose"),
    path("inloggningar/", views.own_sessions, name="sessions"),
    path("kvar/", views.stay, name="stay"),
    path("det-du-skrev/", views.waiting, name="waiting"),
    path("utloggad/", views.left, name="left"),
    path("vidare/", views.away, name="away"),
    path("borja/<str:token>/", views.begin, name="begin"),
]

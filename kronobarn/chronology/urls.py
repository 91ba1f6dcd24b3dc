from django.urls import path

from kronobarn.chronology import views

app_name = "chronology"
urlpatterns = [
    path("<uuid:child_id>/", views.child, name="child"),
    path("<uuid:child_id>/handelser/", views.events, name="events"),
    path("<uuid:child_id>/vem-har-tittat/", views.looks, name="log"),
]

from django.urls import path

from kronobarn.chronology import views

app_name = "chronology"
urlpatterns = [
    path("<uuid:child_id>/", views.child, name="child"),
    path("<uuid:child_id>/handelser/", views.events, name="events"),
    path("<uuid:child_id>/handelser/pdf/", views.events_paper, name="events_paper"),
    path("<uuid:child_id>/handelser/ny/", views.add, name="add"),
    path("handelse/<uuid:record_id>/", views.event, name="event"),
    path("handelse/<uuid:record_id>/ratta/", views.correct, name="correct"),
    path("handling/<uuid:item_id>/vem-ser-den/", views.who_sees, name="who_sees"),
    path("<uuid:child_id>/vem-har-tittat/", views.looks, name="log"),
]

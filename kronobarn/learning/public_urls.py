from django.urls import path

from kronobarn.learning import public_views as views

app_name = "events"
urlpatterns = [
    path("", views.events, name="events"),
    path("tack/", views.thanks, name="thanks"),
    path("bekrafta/<str:key>/", views.confirm, name="confirm"),
    path("min/<str:key>/", views.own, name="own"),
    path("min/<str:key>/andra/", views.change, name="change"),
    path("min/<str:key>/ja/", views.accept, name="accept"),
    path("min/<str:key>/avboka/", views.leave, name="leave"),
    path("min/<str:key>/intyg/", views.certificate, name="certificate"),
    path("utvardera/tack/", views.evaluated, name="evaluated"),
    path("utvardera/<str:ticket>/", views.evaluate, name="evaluate"),
    path("<uuid:event_id>/", views.event, name="event"),
    path("<uuid:event_id>/kalender.ics", views.calendar_file, name="calendar_file"),
    path("<uuid:event_id>/anmalan/", views.register, name="register"),
]

from django.urls import path

from kronobarn.communication import views

app_name = "communication"
urlpatterns = [
    path("om/<uuid:child_id>/", views.threads, name="threads"),
    path("om/<uuid:child_id>/ny/", views.start, name="start"),
    path("<uuid:record_id>/", views.thread, name="thread"),
    path("<uuid:record_id>/pdf/", views.paper, name="paper"),
    path("<uuid:record_id>/skriv/", views.say, name="say"),
    path("<uuid:record_id>/last/", views.read, name="read"),
    path("<uuid:record_id>/ta-med/", views.add, name="add"),
    path("<uuid:record_id>/spara/", views.file, name="file"),
    path("<uuid:record_id>/avsluta/", views.close, name="close"),
    path("stryk/<uuid:message_id>/", views.strike, name="strike"),
    path("lamna/<uuid:participant_id>/", views.end, name="end"),
]

from django.urls import path

from kronobarn.meetings import views
from kronobarn.meetings.notes import views as notes
from kronobarn.meetings.times import views as times

app_name = "meetings"
urlpatterns = [
    path("arende/<uuid:matter_id>/kalla/", views.call, name="call"),
    path("<uuid:record_id>/", views.meeting, name="meeting"),
    path("<uuid:record_id>/pdf/", views.paper, name="paper"),
    path("<uuid:record_id>/svara/", views.answer, name="answer"),
    path("<uuid:record_id>/tider/", times.answer, name="answer_times"),
    path("<uuid:record_id>/valj-tid/", times.pick, name="pick"),
    path("<uuid:record_id>/flytta/", views.move, name="move"),
    path("<uuid:record_id>/om/", views.describe, name="describe"),
    path("<uuid:record_id>/kalender/", views.calendar, name="calendar"),
    path("<uuid:record_id>/stall-in/", views.cancel, name="cancel"),
    path("<uuid:record_id>/hall/", notes.hold, name="hold"),
    path("<uuid:record_id>/anteckna/", notes.keep, name="keep"),
    path("<uuid:record_id>/folj/", notes.follow, name="follow"),
    path("<uuid:record_id>/last/", notes.read, name="read"),
    path("<uuid:record_id>/ingen-samverkan/", views.end, name="end"),
]

from django.urls import path

from kronobarn.annual_reports import settling_views, views

app_name = "annual_reports"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("ny/", views.begin, name="begin"),
    path("<uuid:report_id>/", views.report, name="report"),
    path("<uuid:report_id>/kapitel/<slug:key>/", views.chapter, name="chapter"),
    path("<uuid:report_id>/kapitel/<slug:key>/skriv/", views.write, name="write"),
    path("<uuid:report_id>/kapitel/<slug:key>/ratta/", settling_views.correct, name="correct"),
    path("<uuid:report_id>/faststall/", settling_views.settle, name="settle"),
    path("<uuid:report_id>/ta-tillbaka/", settling_views.take_back, name="take_back"),
    path("<uuid:report_id>/oppna/", settling_views.publish, name="publish"),
    path("<uuid:report_id>/stang/", settling_views.unpublish, name="unpublish"),
    path("<uuid:report_id>/pdf/", settling_views.paper, name="paper"),
    path("<uuid:report_id>/bilder/", settling_views.show, name="slides"),
]

from django.urls import path

from kronobarn.concerns import views
from kronobarn.concerns.report.views import report

app_name = "concerns"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("orosanmalan/", views.duty, name="duty"),
    path("orosanmalan/skriv/", report, name="report"),
    path("om/<uuid:child_id>/", views.notice, name="notice"),
    path("<uuid:record_id>/", views.signal, name="signal"),
    path("<uuid:record_id>/ta-emot/", views.receive, name="receive"),
    path("arende/<uuid:record_id>/", views.matter, name="matter"),
    path("arende/<uuid:record_id>/avsluta/", views.close, name="close"),
]

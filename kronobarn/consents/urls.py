from django.urls import path

from kronobarn.consents import views

app_name = "consents"
urlpatterns = [
    path("arende/<uuid:matter_id>/fraga/", views.ask, name="ask"),
    path("barn/<uuid:child_id>/mognad/", views.maturity, name="maturity"),
    path("<uuid:record_id>/", views.consent, name="consent"),
    path("<uuid:record_id>/pdf/", views.paper, name="paper"),
    path("<uuid:record_id>/svar/", views.record, name="record"),
    path("<uuid:record_id>/dra-tillbaka/", views.withdraw, name="withdraw"),
    path("<uuid:record_id>/grund/", views.alternative, name="alternative"),
]

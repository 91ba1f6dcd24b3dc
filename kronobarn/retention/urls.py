from django.urls import path

from kronobarn.retention import views

app_name = "retention"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("stoppa/", views.hold, name="hold"),
    path("stoppa/<uuid:hold_id>/avsluta/", views.end_hold, name="end_hold"),
    path("forslag/<uuid:proposal_id>/", views.proposal, name="proposal"),
    path("forslag/<uuid:proposal_id>/godkann/", views.approve, name="approve"),
    path("forslag/<uuid:proposal_id>/dra-tillbaka/", views.withdraw, name="withdraw"),
]

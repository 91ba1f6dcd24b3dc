from django.urls import path

from kronobarn.disclosures import views

app_name = "disclosures"
urlpatterns = [
    path("barn/<uuid:child_id>/", views.pass_on, name="pass_on"),
    path("barn/<uuid:child_id>/beslut/<uuid:decision_id>/", views.receipt, name="receipt"),
    path("barn/<uuid:child_id>/begaran/", views.requests, name="requests"),
    path("barn/<uuid:child_id>/begaran/ny/", views.ask, name="ask"),
    path("begaran/<uuid:request_id>/", views.request, name="request"),
    path("begaran/<uuid:request_id>/ta-tillbaka/", views.withdraw, name="withdraw"),
    path("begaran/<uuid:request_id>/last/", views.have_read, name="have_read"),
]

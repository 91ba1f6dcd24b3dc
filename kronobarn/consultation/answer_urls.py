"""The addresses that organisations open without an account. Only the first holds the key, and it leads on at once."""

from django.urls import path

from kronobarn.consultation import answer_views as views

app_name = "remiss"
urlpatterns = [
    path("oppna/<str:key>/", views.enter, name="enter"),
    path("svar/<uuid:invitation_id>/", views.start, name="start"),
    path("svar/<uuid:invitation_id>/vem/", views.who, name="who"),
    path("svar/<uuid:invitation_id>/avsnitt/<int:number>/", views.section, name="section"),
    path("svar/<uuid:invitation_id>/lamna-in/", views.submit, name="submit"),
    path("svar/<uuid:invitation_id>/kvitto/", views.receipt, name="receipt"),
    path("svar/<uuid:invitation_id>/kvitto.pdf", views.receipt_file, name="receipt_file"),
    path("svar/<uuid:invitation_id>/ta-tillbaka/", views.take_back, name="take_back"),
]

from django.urls import path

from kronobarn.responsibility import births, views

app_name = "responsibility"
urlpatterns = [
    path("nytt/", views.new, name="new"),
    path("<uuid:child_id>/vardnadshavare/", views.guardian, name="guardian"),
    path("<uuid:child_id>/fott/", births.birth, name="birth"),
    path("<uuid:child_id>/nummer/", births.number, name="number"),
    path("<uuid:child_id>/ansvar/", views.baton, name="baton"),
    path("<uuid:child_id>/ansvar/ta-over/", views.accept, name="accept"),
    path("<uuid:child_id>/ansvar/tacka-nej/", views.decline, name="decline"),
    path("<uuid:child_id>/ansvar/ta-tillbaka/", views.withdraw, name="withdraw"),
    path("<uuid:child_id>/ansvar/last/", views.has_read, name="has_read"),
]

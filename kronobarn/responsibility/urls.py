from django.urls import path

from kronobarn.responsibility import births, own_pages, views

app_name = "responsibility"
urlpatterns = [
    path("nytt/", views.new, name="new"),
    path("<uuid:child_id>/vardnadshavare/", views.guardian, name="guardian"),
    path("<uuid:child_id>/egna-sidor/", own_pages.own_pages, name="own_pages"),
    path("<uuid:child_id>/egna-sidor/lank/<uuid:seat_id>/", own_pages.own_link, name="own_link"),
    path("<uuid:child_id>/egna-sidor/ta-tillbaka/", own_pages.own_end, name="own_end"),
    path("<uuid:child_id>/fott/", births.birth, name="birth"),
    path("<uuid:child_id>/nummer/", births.number, name="number"),
    path("<uuid:child_id>/ansvar/", views.baton, name="baton"),
    path("<uuid:child_id>/ansvar/ta-over/", views.accept, name="accept"),
    path("<uuid:child_id>/ansvar/tacka-nej/", views.decline, name="decline"),
    path("<uuid:child_id>/ansvar/ta-tillbaka/", views.withdraw, name="withdraw"),
    path("<uuid:child_id>/ansvar/last/", views.has_read, name="has_read"),
]

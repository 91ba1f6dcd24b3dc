from django.urls import path

from kronobarn.implementation import request_views, told_views, views

app_name = "implementation"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("fil/", views.file, name="file"),
    path("platser/<int:place_id>/", views.place, name="place"),
    path("enheter/<int:unit_id>/", views.unit, name="unit"),
    path("enheter/<int:unit_id>/skriv/", views.write, name="write"),
    path("steg/<uuid:taken_id>/ratta/", views.correct, name="correct"),
    path("besok/", request_views.requests, name="requests"),
    path("besok/nytt/", request_views.ask, name="ask"),
    path("besok/<uuid:request_id>/", request_views.one, name="request"),
    path("besok/<uuid:request_id>/svara/", request_views.reply, name="reply"),
    path("besok/<uuid:request_id>/ta-tillbaka/", request_views.take_back, name="take_back"),
    path("malgrupper/", told_views.told, name="told"),
    path("malgrupper/nytt/", told_views.tell, name="tell"),
    path("malgrupper/<uuid:telling_id>/ratta/", told_views.correct, name="correct_telling"),
]

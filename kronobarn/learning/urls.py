from django.urls import path

from kronobarn.learning import people_views, views

app_name = "learning"
urlpatterns = [
    path("", views.events, name="events"),
    path("nytt/", views.add_event, name="add_event"),
    path("adress/", people_views.of_address, name="of_address"),
    path("adress/ta-bort/", people_views.remove_address, name="remove_address"),
    path("<uuid:event_id>/", views.event, name="event"),
    path("<uuid:event_id>/andra/", views.change_event, name="change_event"),
    path("<uuid:event_id>/arrangor/", views.organiser, name="organiser"),
    path("<uuid:event_id>/publicera/", views.publish, name="publish"),
    path("<uuid:event_id>/stang/", views.close, name="close"),
    path("<uuid:event_id>/oppna/", views.reopen, name="reopen"),
    path("<uuid:event_id>/stall-in/", views.cancel, name="cancel"),
    path("<uuid:event_id>/programpunkt/", views.add_session, name="add_session"),
    path("<uuid:event_id>/utvardering/", views.thought, name="thought"),
    path("<uuid:event_id>/utvardering/sand/", views.ask_what_they_thought, name="ask_what_they_thought"),
    path("<uuid:event_id>/mejl-igen/", views.try_again, name="try_again"),
    path("<uuid:event_id>/anmalda/", people_views.registered, name="registered"),
    path("<uuid:event_id>/anmalda/fil/", people_views.as_file, name="as_file"),
    path("<uuid:event_id>/narvaro/", people_views.attendance, name="attendance"),
    path("<uuid:event_id>/intyg/", people_views.certificates, name="certificates"),
    path("programpunkt/<uuid:session_id>/andra/", views.change_session, name="change_session"),
    path("programpunkt/<uuid:session_id>/ta-bort/", views.remove_session, name="remove_session"),
    path("anmalan/<uuid:registration_id>/pricka/", people_views.tick, name="tick"),
    path("anmalan/<uuid:registration_id>/avboka/", people_views.take_off, name="take_off"),
]

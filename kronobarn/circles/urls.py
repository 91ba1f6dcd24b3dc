from django.urls import path

from kronobarn.circles import views

app_name = "circles"
urlpatterns = [
    path("", views.children, name="children"),
    path("hitta/", views.find, name="find"),
    path("hitta/uppmarksamma/", views.come_forward, name="come_forward"),
    path("<uuid:child_id>/personer/", views.people, name="people"),
    path("<uuid:child_id>/vem-ser-vad/", views.sharing, name="sharing"),
    path("<uuid:child_id>/vem-ser-vad/<uuid:disclosure_id>/avsluta/", views.end_disclosure, name="end_disclosure"),
    path("handling/<uuid:record_id>/dolj/", views.withhold, name="withhold"),
    path("dolt/<uuid:withheld_id>/", views.withheld, name="withheld"),
    path("<uuid:child_id>/sparra/", views.block, name="block"),
    path("sparr/<uuid:block_id>/hav/", views.lift, name="lift"),
    path("<uuid:child_id>/personer/bjud-in/", views.choose_unit, name="choose_unit"),
    path("<uuid:child_id>/personer/bjud-in/<slug:unit_key>/", views.ask, name="ask"),
    path("<uuid:child_id>/personer/<uuid:seat_id>/avsluta/", views.end, name="end"),
]

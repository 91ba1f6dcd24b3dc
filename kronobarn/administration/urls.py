from django.urls import path

from kronobarn.administration import views

app_name = "administration"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("enhet/<slug:unit_key>/", views.unit, name="unit"),
    path("enhet/<slug:unit_key>/namn/", views.rename_unit, name="rename_unit"),
    path("enhet/<slug:unit_key>/brevlada/", views.unit_box, name="unit_box"),
    path("enhet/<slug:unit_key>/avveckla/", views.close_unit, name="close_unit"),
    path("sok/", views.find, name="find"),
    path("ny/", views.add, name="add"),
    path("person/<int:person_id>/", views.person, name="person"),
    path("person/<int:person_id>/uppdrag/", views.give, name="give"),
    path("person/<int:person_id>/lank/", views.link, name="link"),
    path("person/<int:person_id>/tvasteg/", views.reset, name="reset"),
    path("person/<int:person_id>/logga-ut/", views.sign_out, name="sign_out"),
    path("person/<int:person_id>/stang/", views.close, name="close"),
    path("person/<int:person_id>/oppna/", views.reopen, name="reopen"),
    path("uppdrag/<int:assignment_id>/avsluta/", views.end, name="end"),
]

from django.urls import path

from kronobarn.protection import views

app_name = "protection"
urlpatterns = [
    path("<uuid:child_id>/skydd/", views.marks, name="marks"),
    path("<uuid:child_id>/skydd/mark/", views.mark, name="mark"),
    path("<uuid:child_id>/skydd/sett/", views.look_over, name="look_over"),
    path("<uuid:child_id>/skydd/vardnadshavare/<uuid:guardianship_id>/", views.mark_guardian, name="mark_guardian"),
    path("<uuid:child_id>/skydd/person/", views.name, name="name"),
    path("<uuid:child_id>/skydd/<uuid:named_id>/avsluta/", views.unname, name="unname"),
]

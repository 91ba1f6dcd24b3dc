from django.urls import path

from kronobarn.my_world import views
from kronobarn.my_world.rules import Module

app_name = "my_world"
WORLD, RESILIENCE = {"module": Module.MY_WORLD}, {"module": Module.RESILIENCE}
urlpatterns = [
    path("<uuid:matter_id>/", views.shown, WORLD, name="my_world"),
    path("<uuid:matter_id>/ny/", views.add, WORLD, name="add_my_world"),
    path("<uuid:matter_id>/motstandskraft/", views.shown, RESILIENCE, name="resilience"),
    path("<uuid:matter_id>/motstandskraft/ny/", views.add, RESILIENCE, name="add_resilience"),
    path("anteckning/<uuid:record_id>/ratta/", views.correct, name="correct"),
]
